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

interface Manner {
  readonly forms: Intl.PluralRules;
  readonly numbers: Intl.NumberFormat;
}

/** How each language counts, once it was wanted: to find out takes milliseconds. */
const manners = new Map<Language, Manner>();

function mannerOf(language: Language): Manner {
  const known = manners.get(language);
  if (known) return known;
  const manner = {
    forms: new Intl.PluralRules(language),
    numbers: new Intl.NumberFormat(language),
  };
  manners.set(language, manner);
  return manner;
}

/** The text for so many, in the manner of the language. */
export function count(texts: Plural, many: number, language: Language, gaps: Gaps = {}): string {
  const { forms, numbers } = mannerOf(language);
  const form = forms.select(many) === 'one' ? texts.one : texts.other;
  return fill(form, { count: numbers.format(many), ...gaps });
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
