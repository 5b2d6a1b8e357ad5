import { SchemaFn, max, maxLength, min, pattern, required, validate } from '@angular/forms/signals';

import { SLUG } from '../../../shared/forms/slug';
import { fill } from '../../../shared/texts/fill';
import { AdminShow, Publication } from '../programme';
import type texts from '../../../shared/texts/sections/office-shows/it.json';

/** Common languages of plays (ISO 639-1). */
export const LANGUAGES_PLAYED = ['it', 'en', 'fr', 'de', 'es'] as const;

/** Maximum length of a summary, in characters. */
export const MAX_SUMMARY_LENGTH = 500;

/** The number of characters, counted like on the server. */
export function lengthOf(text: string): number {
  return [...text.trim()].length;
}

/** The input for a show. */
export interface ShowDraft {
  readonly title: string;
  readonly slug: string;
  readonly subtitle: string;
  readonly summary: string;
  readonly description: string;
  readonly credits: string;
  readonly duration_minutes: number | null;
  readonly age_advice: string;
  readonly language: string;
  readonly publication: Publication;
}

/** The initial form values of a show, or of a new one. */
export function asShowDraft(show: AdminShow | undefined): ShowDraft {
  return {
    title: show?.title ?? '',
    slug: show?.slug ?? '',
    subtitle: show?.subtitle ?? '',
    summary: show?.summary ?? '',
    description: show?.description ?? '',
    credits: show?.credits ?? '',
    duration_minutes: show?.duration_minutes ?? null,
    age_advice: show?.age_advice ?? '',
    language: show?.language ?? 'it',
    publication: show?.publication ?? 'draft',
  };
}

/** Validates the form. */
export function showRules(words: () => (typeof texts)['wrong']): SchemaFn<ShowDraft> {
  return (show) => {
    required(show.title, { message: () => words().titleMissing });
    validate(show.title, ({ value }) =>
      value() !== '' && value().trim() === ''
        ? { kind: 'blank', message: words().titleMissing }
        : undefined,
    );
    maxLength(show.title, 200, { message: () => words().tooLong });
    pattern(show.slug, SLUG, { message: () => words().slug });
    maxLength(show.slug, 80, { message: () => words().slug });
    maxLength(show.subtitle, 200, { message: () => words().tooLong });
    // No `maxlength`: it would silently cut pasted text.
    validate(show.summary, ({ value }) => {
      const count = lengthOf(value());
      const message = fill(words().summaryTooLong, { max: MAX_SUMMARY_LENGTH, count });
      return count > MAX_SUMMARY_LENGTH ? { kind: 'length', message } : undefined;
    });
    maxLength(show.description, 50_000, { message: () => words().tooLong });
    maxLength(show.credits, 50_000, { message: () => words().tooLong });
    maxLength(show.age_advice, 100, { message: () => words().tooLong });
    min(show.duration_minutes, 1, { message: () => words().duration });
    max(show.duration_minutes, 1_440, { message: () => words().duration });
  };
}
