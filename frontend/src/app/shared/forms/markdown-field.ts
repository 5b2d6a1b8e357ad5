import { HttpClient } from '@angular/common/http';
import { Component, computed, inject, input, model, output, signal } from '@angular/core';
import { takeUntilDestroyed, toObservable } from '@angular/core/rxjs-interop';
import { FormValueControl, ValidationError } from '@angular/forms/signals';
import { catchError, debounceTime, distinctUntilChanged, filter, map, of, switchMap } from 'rxjs';

import { officeTexts } from '../../staff/office/office-texts';
import { Languages } from '../texts/languages';
import { Field } from './field';

/** Delay before the preview is updated, in milliseconds. */
const PAUSE_MS = 350;

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
        @if (html(); as html) {
          <div class="prose" [innerHTML]="html"></div>
        } @else {
          <p class="soft">{{ failed() ? t().markdown.failed : t().markdown.empty }}</p>
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

  private readonly http = inject(HttpClient);
  protected readonly t = inject(Languages).texts(officeTexts);
  protected readonly html = signal('');
  protected readonly failed = signal(false);
  protected readonly fault = computed(() =>
    this.touched() ? this.errors()[0]?.message : undefined,
  );

  constructor() {
    const render = (markdown: string) =>
      markdown.trim() === ''
        ? of('')
        : this.http.post<{ html: string }>('/api/v1/admin/preview', { markdown }).pipe(
            map(({ html }) => html),
            catchError(() => of(undefined)),
          );
    toObservable(this.value)
      .pipe(
        debounceTime(PAUSE_MS),
        distinctUntilChanged(),
        switchMap(render),
        filter((html) => {
          // Keeps the last preview if the server does not answer.
          this.failed.set(html === undefined);
          return html !== undefined;
        }),
        takeUntilDestroyed(),
      )
      .subscribe((html) => this.html.set(html ?? ''));
  }
}
