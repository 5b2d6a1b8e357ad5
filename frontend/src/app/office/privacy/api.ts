import type { Erasure, PersonalData } from '../../api/schema';

export type { Erasure, PersonalData };

/** A reservation of a guest, with everything that is stored of it. */
export type StoredReservation = PersonalData['reservations'][number];

const PRIVACY = '/api/v1/admin/privacy';

/** Answers everything that is stored about an address. */
export const EXPORT = `${PRIVACY}/export`;

/** Erases it. */
export const ERASE = `${PRIVACY}/erase`;
