import { Component, computed, inject, input, model, output } from '@angular/core';
import { FormValueControl, ValidationError } from '@angular/forms/signals';

import { controlTexts } from '../texts/controls/control-texts';
import { Languages } from '../texts/languages';
import { Field } from './field';
import { renderedMarkdown } from './rendered-markdown';

/** A Markdown text field with a preview. */
@Component({
  selector: 'app-markdown-field',
  imports: [Field],
  template: `
    <div class="two">
      <app-field
        [label]="label()"
        [hint]="hint() || t().markdown.hint"
        [fault]="fault()"
        [optional]="!required()"
      >
        <textarea
          #box
          [name]="name()"
          [rows]="rows()"
          spellcheck="true"
          [value]="value()"
          (input)="value.set(box.value)"
          (blur)="touch.emit()"
        ></textarea>
      </app-field>
      <section class="shown" tabindex="0" [attr.aria-label]="t().markdown.preview + ': ' + label()">
        <p class="overline" aria-hidden="true">{{ t().markdown.preview }}</p>
        @if (preview.html(); as html) {
          <div class="prose" [innerHTML]="html"></div>
        } @else {
          <p class="soft">{{ preview.hasFailed() ? t().markdown.failed : t().markdown.empty }}</p>
        }
      </section>
    </div>
  `,
  styleUrl: './markdown-field.scss',
})
export class MarkdownField implements FormValueControl<string> {
  readonly value = model('');
  readonly errors = input<readonly ValidationError.WithOptionalFieldTree[]>([]);
  readonly touched = input(false);
  readonly required = input(false);
  readonly touch = output();
  readonly name = input('');

  readonly label = input.required<string>();
  readonly hint = input('');
  readonly rows = input(8);

  protected readonly t = inject(Languages).texts(controlTexts);
  protected readonly preview = renderedMarkdown(this.value);
  protected readonly fault = computed(() =>
    this.touched() ? this.errors()[0]?.message : undefined,
  );
}
