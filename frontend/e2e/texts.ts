import { readFileSync } from 'node:fs';

import languages from '../src/app/shared/texts/sections/languages.json' with { type: 'json' };
import type italian from '../texts/it.json';

export type Language = keyof typeof languages;

/** A language other than this one. */
export function another(language: Language): Language {
  const others = Object.keys(languages) as Language[];
  return others.find((other) => other !== language) ?? language;
}

/** The language's own name. */
export function ownName(language: Language): string {
  return languages[language].name;
}

/** The site's own texts in one language. */
export type Texts = typeof italian;

/** The site's own texts, by language. */
export const TEXTS = Object.fromEntries(
  Object.keys(languages).map((language) => [language, textsIn(language)]),
) as Readonly<Record<Language, Texts>>;

function textsIn(language: string): Texts {
  const file = new URL(`../texts/${language}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as Texts;
}

type Gaps = Readonly<Record<string, string | number>>;

/** Fills the placeholders of a text. */
export function fill(text: string, gaps: Gaps): string {
  return text.replaceAll(/\{(\w+)\}/g, (gap, name: string) => String(gaps[name] ?? gap));
}

/** The singular or plural text for a number. */
export function count(
  texts: { readonly one: string; readonly other: string },
  many: number,
  gaps: Gaps = {},
): string {
  return fill(many === 1 ? texts.one : texts.other, { count: many, ...gaps });
}

/** Matches a text that begins like `text`, up to its first placeholder. */
export function beginning(text: string): RegExp {
  const [start = ''] = text.split('{');
  return new RegExp(`^\\s*${start.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}`);
}
