import { Component, inject, input } from '@angular/core';
import { FieldTree, FormField, SchemaPathTree, required, validate } from '@angular/forms/signals';
import { MatInputModule } from '@angular/material/input';

import { faultOf } from '../../shared/forms/faults';
import { fill } from '../../shared/texts/fill';
import { Languages } from '../../shared/texts/languages';
import { officeSiteTexts } from './office-site-texts';
import { Preview } from './preview';
import type texts from '../../shared/texts/sections/office-site/it.json';

/** The input for a page. */
export interface TypedPage {
  readonly title: string;
  readonly body: string;
  readonly position: number | null;
}

/** The limits of a page's position. */
const LAST = 1_000;

/** Maximum length of the text, in characters. */
const LONGEST = 50_000;

/** Validates a page. */
export function pageRules(
  fields: SchemaPathTree<TypedPage>,
  words: () => (typeof texts)['page'],
): void {
  required(fields.title, { message: () => words().titleMissing });
  validate(fields.body, ({ value }) => {
    const length = [...value()].length;
    return length <= LONGEST
      ? undefined
      : { kind: 'too_long', message: fill(words().tooLong, { most: LONGEST, count: length }) };
  });
  validate(fields.position, ({ value }) => {
    const number = value();
    const fits = number !== null && Number.isInteger(number) && number >= 0 && number <= LAST;
    return fits
      ? undefined
      : { kind: 'bounds', message: fill(words().positionWrong, { most: LAST }) };
  });
}

/** Fields for a page's title, text and position, with a preview. */
@Component({
  selector: 'app-page-fields',
  imports: [FormField, MatInputModule, Preview],
  template: `
    <div class="fields">
      <mat-form-field>
        <mat-label>{{ t().page.title }}</mat-label>
        <input matInput [formField]="fields().title" autocomplete="off" />
        <mat-error>{{ faultOf(fields().title) }}</mat-error>
      </mat-form-field>
      <ng-content />
      <mat-form-field>
        <mat-label>{{ t().page.position }}</mat-label>
        <input
          matInput
          [formField]="fields().position"
          type="number"
          inputmode="numeric"
          step="1"
        />
        <mat-hint>{{ t().page.positionHint }}</mat-hint>
        <mat-error>{{ faultOf(fields().position) }}</mat-error>
      </mat-form-field>
    </div>
    <div class="side-by-side">
      <mat-form-field>
        <mat-label>{{ t().page.body }}</mat-label>
        <textarea
          matInput
          cdkTextareaAutosize
          class="body"
          [formField]="fields().body"
          rows="16"
        ></textarea>
        <mat-hint>{{ t().page.bodyHint }}</mat-hint>
        <mat-error>{{ faultOf(fields().body) }}</mat-error>
      </mat-form-field>
      <app-preview [markdown]="fields().body().value()" />
    </div>
  `,
  styles: `
    .fields {
      align-items: end;
    }
    .side-by-side {
      display: grid;
      gap: var(--space-5);
      @media (min-width: 64rem) {
        grid-template-columns: repeat(2, minmax(0, 1fr));
      }
    }
    .side-by-side textarea.body {
      min-height: 22rem;
      max-height: 70vh;
      font:
        500 1rem/1.5 ui-monospace,
        monospace;
    }
  `,
})
export class PageFields {
  readonly fields = input.required<FieldTree<TypedPage>>();

  protected readonly t = inject(Languages).texts(officeSiteTexts);
  protected readonly faultOf = faultOf;
}
