import { SchemaFn, required, validate } from '@angular/forms/signals';

import type { AccessNeed } from '../../shared/api/schema';
import { ACCESS_NEEDS } from '../../shared/booking/booking-input';
import { fill } from '../../shared/texts/fill';
import { Language } from '../../shared/texts/language';
import type { ReservationDetail } from './api';
import type texts from '../../shared/texts/sections/reservations/it.json';

const NAME_MAX = 100;
const EMAIL_MAX_BYTES = 254;
const PHONE_MAX = 30;
const NOTES_MAX = 1_000;

// The rules are never stricter than the server's, which decides.
const ADDRESS = /^[^\s@",;<>]+@[^\s@",;<>[\]]+\.[^\s@",;<>[\].]{2,}$/u;
const PHONE = /^\+?[\d\s\-./()]+$/;

/** The input for a guest's data. */
export interface GuestDraft {
  readonly name: string;
  readonly email: string;
  readonly phone: string;
  readonly notes: string;
  readonly access_needs: Readonly<Record<AccessNeed, boolean>>;
  readonly locale: Language;
}

/** An empty guest with this language for messages. */
export function noGuest(locale: Language): GuestDraft {
  const needs = { wheelchair_place: false, companion: false, hearing_loop: false };
  return { name: '', email: '', phone: '', notes: '', access_needs: needs, locale };
}

/** The data of a reservation's guest. */
export function guestOf(reservation: ReservationDetail): GuestDraft {
  const needs = new Set(reservation.access_needs);
  return {
    name: reservation.name ?? '',
    email: reservation.email ?? '',
    phone: reservation.phone ?? '',
    notes: reservation.notes ?? '',
    access_needs: {
      wheelchair_place: needs.has('wheelchair_place'),
      companion: needs.has('companion'),
      hearing_loop: needs.has('hearing_loop'),
    },
    locale: reservation.locale,
  };
}

/** The guest in the form of the API, without empty values. */
export function asGuest(draft: GuestDraft) {
  return {
    name: draft.name.trim(),
    email: draft.email.trim() || null,
    phone: draft.phone.trim() || null,
    notes: draft.notes.trim() || null,
    access_needs: ACCESS_NEEDS.filter((need) => draft.access_needs[need]),
    locale: draft.locale,
  };
}

/** Validates the data: a name is enough. The errors are texts. */
export function guestRules(words: () => (typeof texts)['wrong']): SchemaFn<GuestDraft> {
  return (guest) => {
    required(guest.name, { message: () => words().name });
    validate(guest.name, ({ value }) => {
      const name = value().trim();
      if (name === '' && value() !== '') return { kind: 'blank', message: words().name };
      return tooLong(name, NAME_MAX, words().tooLong);
    });
    validate(guest.email, ({ value }) => {
      const email = value().trim();
      const fits = new TextEncoder().encode(email).length <= EMAIL_MAX_BYTES;
      const isOne = ADDRESS.test(email) && !email.includes('..') && fits;
      return email === '' || isOne ? undefined : { kind: 'malformed', message: words().email };
    });
    validate(guest.phone, ({ value }) => {
      const phone = value().trim();
      const digits = phone.replaceAll(/\D/g, '').length;
      const fits = PHONE.test(phone) && phone.length <= PHONE_MAX && digits >= 5 && digits <= 15;
      return phone === '' || fits ? undefined : { kind: 'malformed', message: words().phone };
    });
    validate(guest.notes, ({ value }) => tooLong(value().trim(), NOTES_MAX, words().tooLong));
  };
}

function tooLong(text: string, most: number, message: string) {
  const length = [...text].length;
  return length > most
    ? { kind: 'too-long', message: fill(message, { max: most, count: length }) }
    : undefined;
}
