import { Pipe, PipeTransform, inject } from '@angular/core';

import { Language } from './language';
import { Languages } from './languages';

/** The values for placeholders such as `{name}`. */
export type Gaps = Readonly<Record<string, string | number>>;

/** A singular and a plural text; `{count}` is the number. */
export interface Plural {
  readonly one: string;
  readonly other: string;
}

/** Fills the placeholders of a text. A placeholder without a value stays. */
export function fill(text: string, gaps: Gaps): string {
  return text.replaceAll(/\{(\w+)\}/g, (gap, name: string) => String(gaps[name] ?? gap));
}

interface TimeFormat {
  readonly forms: Intl.PluralRules;
  readonly numbers: Intl.NumberFormat;
}

/** Plural rules by language, cached because creating them takes milliseconds. */
const manners = new Map<Language, TimeFormat>();

function mannerOf(language: Language): TimeFormat {
  const known = manners.get(language);
  if (known) return known;
  const manner = {
    forms: new Intl.PluralRules(language),
    numbers: new Intl.NumberFormat(language),
  };
  manners.set(language, manner);
  return manner;
}

/** The singular or plural text for a number, by the language's rules. */
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
