import { Component, computed, inject, input } from '@angular/core';
import type { FieldTree } from '@angular/forms/signals';

import { controlTexts } from '../texts/controls/control-texts';
import { Count } from '../texts/fill';
import { Languages } from '../texts/languages';

/** The number of invalid fields, next to the disabled save button. */
@Component({
  selector: 'app-to-correct',
  imports: [Count],
  template: `
    <span role="status">
      @if (many(); as many) {
        {{ t().toCorrect | count: many }}
      }
    </span>
  `,
  styles: `
    span {
      color: var(--bad);
      font-weight: 600;
    }
  `,
})
export class ToCorrect {
  readonly form = input.required<FieldTree<unknown>>();

  protected readonly t = inject(Languages).texts(controlTexts);
  protected readonly many = computed(() => {
    const fields = this.form()()
      .errorSummary()
      .map(({ fieldTree }) => fieldTree)
      .filter((field) => field().touched());
    return new Set(fields).size;
  });
}
