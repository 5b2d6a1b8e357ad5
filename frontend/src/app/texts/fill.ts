import { Pipe, PipeTransform, inject } from '@angular/core';

import { Language } from './language';
import { Languages } from './languages';

/** What may stand in the gaps of a text, as in `{name}`. */
export type Gaps = Readonly<Record<string, string | number>>;

/** A text for one thing and a text for several; `{count}` is how many. */
export interface Plural {
  readonly one: string;
  readonly other: string;
}

/** `text` with its gaps filled. A gap that nothing was given for stays as it is. */
export function fill(text: string, gaps: Gaps): string {
  return text.replaceAll(/\{(\w+)\}/g, (gap, name: string) => String(gaps[name] ?? gap));
}

/** The text for so many, in the manner of the language. */
export function count(texts: Plural, many: number, language: Language, gaps: Gaps = {}): string {
  const form = new Intl.PluralRules(language).select(many) === 'one' ? texts.one : texts.other;
  return fill(form, { count: new Intl.NumberFormat(language).format(many), ...gaps });
}

@Pipe({ name: 'fill' })
export class Fill implements PipeTransform {
  transform(text: string, gaps: Gaps): string {
    return fill(text, gaps);
  }
}

@Pipe({ name: 'count', pure: false })
export class Count implements PipeTransform {
  private readonly languages = inject(Languages);

  transform(texts: Plural, many: number, gaps: Gaps = {}): string {
    return count(texts, many, this.languages.current(), gaps);
  }
}
