import type { Erasure, PersonalData } from '../../shared/api/schema';

export type { Erasure, PersonalData };

/** A guest's reservation with all stored data. */
export type StoredReservation = PersonalData['reservations'][number];

const PRIVACY = '/api/v1/admin/privacy';

/** Requests everything that is stored about an address. */
export const EXPORT = `${PRIVACY}/export`;

/** Erases all data of an address. */
export const ERASE = `${PRIVACY}/erase`;
