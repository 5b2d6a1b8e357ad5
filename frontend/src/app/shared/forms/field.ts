import { Component, ElementRef, effect, inject, input } from '@angular/core';

import { controlTexts } from '../texts/controls/control-texts';
import { Languages } from '../texts/languages';

let fields = 0;

/** A field: a label above the control and the error below. */
@Component({
  selector: 'app-field',
  template: `
    <label [attr.for]="id">
      {{ label() }}
      @if (optional()) {
        <span class="soft">({{ t().optional }})</span>
      }
    </label>
    @if (hint()) {
      <p class="hint" [id]="id + '-hint'">{{ hint() }}</p>
    }
    <ng-content />
    <p class="fault" [id]="id + '-fault'" aria-live="polite">{{ fault() }}</p>
  `,
  host: { class: 'field' },
})
export class Field {
  readonly label = input.required<string>();
  readonly hint = input('');
  readonly fault = input<string | undefined>();
  readonly optional = input(false);

  protected readonly t = inject(Languages).texts(controlTexts);
  protected readonly id = `field-${(fields += 1)}`;

  constructor() {
    const host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
    effect(() => {
      const box = host.querySelector('input, select, textarea');
      if (!box) return;
      const isWrong = this.fault() !== undefined && this.fault() !== '';
      const described = [isWrong ? 'fault' : '', this.hint() ? 'hint' : ''].filter(Boolean);
      box.id = this.id;
      box.setAttribute('aria-invalid', String(isWrong));
      if (described.length === 0) box.removeAttribute('aria-describedby');
      else {
        box.setAttribute(
          'aria-describedby',
          described.map((part) => `${this.id}-${part}`).join(' '),
        );
      }
    });
  }
}
