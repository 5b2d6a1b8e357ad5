import { SchemaFn, max, min, required, validate } from '@angular/forms/signals';

import { BookingInput } from '../../shared/booking/booking-input';
import type texts from '../../shared/texts/sections/booking/it.json';
import { Plural, count, fill } from '../../shared/texts/fill';
import { Language } from '../../shared/texts/language';

const NAME_MAX = 100;
const EMAIL_MAX_BYTES = 254;
const PHONE_MAX = 30;
const NOTES_MAX = 1_000;

// The rules are never stricter than the server's, which decides.
const ADDRESS = /^[^\s@",;<>]+@[^\s@",;<>[\]]+\.[^\s@",;<>[\].]{2,}$/u;
const PHONE = /^(tel:)?\P{L}+$/iu;

/** Validates the booking form. The errors are texts. */
export function bookingRules(
  words: () => { readonly wrong: (typeof texts)['wrong']; readonly fewerLeft: Plural },
  language: () => Language,
  most: () => number,
): SchemaFn<BookingInput> {
  return (wishes) => {
    min(wishes.seats, 1);
    max(wishes.seats, most, { message: () => count(words().fewerLeft, most(), language()) });

    required(wishes.name, { message: () => words().wrong.nameMissing });
    validate(wishes.name, ({ value }) => {
      const name = plain(value());
      if (name === '' && value() !== '')
        return { kind: 'blank', message: words().wrong.nameMissing };
      return tooLong(name, NAME_MAX, words().wrong.nameTooLong);
    });

    required(wishes.email, { message: () => words().wrong.emailMissing });
    validate(wishes.email, ({ value }) => {
      if (value() === '') return undefined;
      const email = plain(value()).replaceAll(/^mailto:|[<>]|[.,;]+$/gi, '');
      const fits = new TextEncoder().encode(email).length <= EMAIL_MAX_BYTES;
      return ADDRESS.test(email) && !email.includes('..') && fits
        ? undefined
        : { kind: 'malformed', message: words().wrong.emailMalformed };
    });

    validate(wishes.phone, ({ value }) => {
      const phone = plain(value());
      const digits = phone.match(/\p{Nd}/gu)?.length ?? 0;
      const fits = PHONE.test(phone) && phone.length <= PHONE_MAX && digits >= 5 && digits <= 15;
      return phone === '' || fits ? undefined : { kind: 'malformed', message: words().wrong.phone };
    });
    validate(wishes.notes, ({ value }) =>
      tooLong(value().trim(), NOTES_MAX, words().wrong.notesTooLong),
    );

    required(wishes.privacy_accepted, { message: () => words().wrong.privacy });
  };
}

/**
 * Normalises pasted text like the server: removes invisible characters, and uses plain spaces and
 * dashes.
 */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(/[\p{Cf}\u115F\u1160\u2800]/gu, '')
    .replaceAll(/\p{Pd}/gu, '-')
    .trim();
}

function tooLong(text: string, most: number, message: string) {
  const length = [...text].length;
  return length > most
    ? { kind: 'too-long', message: fill(message, { max: most, count: length }) }
    : undefined;
}
