import { Plural, count } from '../../../shared/texts/fill';
import { Language } from '../../../shared/texts/language';
import { Consequences } from '../programme';
import type texts from '../../../shared/texts/sections/office-performances/it.json';

type Words = (typeof texts)['consequences'];

/** The effect of a capacity change on existing reservations. */
export function seatsInWords(
  { held, reservations, bookable_after: bookable, overbooked_by: over }: Consequences,
  words: Words,
  language: Language,
): string {
  const say = (text: Plural, many: number, gaps = {}) => count(text, many, language, gaps);
  if (reservations === 0) return say(words.nobody, bookable);
  const given = say(words.held, reservations, { seats: say(words.seats, held) });
  const then = over > 0 ? say(words.over, over) : say(words.left, bookable - held);
  return `${given} ${then}`;
}

/** Who gets a mail, and who must be called: a paragraph each. */
export function notifiedInWords(
  { people_told: told, without_address: without, reservations }: Consequences,
  words: Words,
  language: Language,
): readonly string[] {
  const say = (text: Plural, many: number) => count(text, many, language);
  if (reservations === 0) return [words.nobodyTold];
  return [
    ...(told > 0 ? [say(words.told, told)] : []),
    ...(without > 0 ? [say(words.without, without)] : []),
  ];
}
