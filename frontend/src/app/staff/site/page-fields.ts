import { Component, inject, input } from '@angular/core';
import { FieldTree, FormField, SchemaPathTree, required, validate } from '@angular/forms/signals';
import { MatInputModule } from '@angular/material/input';

import { faultOf } from '../../shared/forms/faults';
import { MarkdownField } from '../../shared/forms/markdown-field';
import { fill } from '../../shared/texts/fill';
import { Languages } from '../../shared/texts/languages';
import type texts from '../../shared/texts/sections/office-site/it.json';
import { officeSiteTexts } from './office-site-texts';

/** The input for a page. */
export interface TypedPage {
  readonly title: string;
  readonly body: string;
}

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
}

/** Fields for a page's title and text, with a preview. */
@Component({
  selector: 'app-page-fields',
  imports: [FormField, MarkdownField, MatInputModule],
  template: `
    <div class="fields">
      <mat-form-field>
        <mat-label>{{ t().page.title }}</mat-label>
        <input matInput [formField]="fields().title" autocomplete="off" />
        <mat-error>{{ faultOf(fields().title) }}</mat-error>
      </mat-form-field>
      <ng-content />
    </div>
    <app-markdown-field [label]="t().page.body" [rows]="16" [field]="fields().body" />
  `,
  styles: `
    .fields {
      align-items: end;
    }
  `,
})
export class PageFields {
  readonly fields = input.required<FieldTree<TypedPage>>();

  protected readonly t = inject(Languages).texts(officeSiteTexts);
  protected readonly faultOf = faultOf;
}
