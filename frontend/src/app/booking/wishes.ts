import type { AccessNeed, BookingRequest } from '../api/schema';
import { Language } from '../texts/language';

/** What somebody of a party may need, in the order in which it is asked. */
export const ACCESS_NEEDS = [
  'wheelchair_place',
  'companion',
  'hearing_loop',
] as const satisfies readonly AccessNeed[];

/** What a visitor has typed. */
export interface Wishes {
  /** 0 as long as no form has said how many. */
  readonly seats: number;
  readonly name: string;
  readonly email: string;
  readonly phone: string;
  readonly notes: string;
  readonly access_needs: Readonly<Record<AccessNeed, boolean>>;
  readonly privacy_accepted: boolean;
}

export const NO_WISHES: Wishes = {
  seats: 0,
  name: '',
  email: '',
  phone: '',
  notes: '',
  access_needs: { wheelchair_place: false, companion: false, hearing_loop: false },
  privacy_accepted: false,
};

/** Whether any of what nobody has to say was said. */
export function saysMore(wishes: Wishes): boolean {
  const { phone, notes, access_needs: needs } = wishes;
  return phone !== '' || notes !== '' || ACCESS_NEEDS.some((need) => needs[need]);
}

/** The wishes as the API takes them. */
export function asRequest(wishes: Wishes, locale: Language): BookingRequest {
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
