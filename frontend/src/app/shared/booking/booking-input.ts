import type { AccessNeed, BookingRequest } from '../api/schema';
import { Language } from '../texts/language';

/** The access needs, in the order of the form. */
export const ACCESS_NEEDS = [
  'wheelchair_place',
  'companion',
  'hearing_loop',
] as const satisfies readonly AccessNeed[];

/** The visitor's input. */
export interface BookingInput {
  /** 0 until a form has suggested a number. */
  readonly seats: number;
  readonly name: string;
  readonly email: string;
  readonly phone: string;
  readonly notes: string;
  readonly access_needs: Readonly<Record<AccessNeed, boolean>>;
  readonly privacy_accepted: boolean;
}

export const EMPTY_INPUT: BookingInput = {
  seats: 0,
  name: '',
  email: '',
  phone: '',
  notes: '',
  access_needs: { wheelchair_place: false, companion: false, hearing_loop: false },
  privacy_accepted: false,
};

/** Whether any optional field is filled in. */
export function hasOptionalInput(wishes: BookingInput): boolean {
  const { phone, notes, access_needs: needs } = wishes;
  return phone !== '' || notes !== '' || ACCESS_NEEDS.some((need) => needs[need]);
}

/** The input in the form of the API. */
export function asRequest(wishes: BookingInput, locale: Language): BookingRequest {
  const phone = wishes.phone.trim();
  const notes = wishes.notes.trim();
  return {
    name: wishes.name.trim(),
    email: wishes.email.trim(),
    seats: wishes.seats,
    ...(phone ? { phone } : {}),
    ...(notes ? { notes } : {}),
    access_needs: ACCESS_NEEDS.filter((need) => wishes.access_needs[need]),
    locale,
    privacy_accepted: wishes.privacy_accepted,
  };
}
