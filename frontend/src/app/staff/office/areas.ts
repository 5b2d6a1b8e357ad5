import { Role } from '../shared/signed-in';

/** The areas of the office, by the last part of their address. */
export type Area =
  | 'overview'
  | 'performances'
  | 'shows'
  | 'venues'
  | 'reservations'
  | 'check-ins'
  | 'site'
  | 'pages'
  | 'staff'
  | 'privacy'
  | 'audit';

export interface AreaGroup {
  readonly name?: 'programme' | 'guests' | 'house';
  readonly areas: readonly { readonly path: Area; readonly least: Role }[];
}

/** All areas with the roles that may use them. */
export const AREAS: readonly AreaGroup[] = [
  { areas: [{ path: 'overview', least: 'box_office' }] },
  {
    name: 'programme',
    areas: [
      { path: 'performances', least: 'box_office' },
      { path: 'shows', least: 'admin' },
      { path: 'venues', least: 'admin' },
    ],
  },
  {
    name: 'guests',
    areas: [
      { path: 'reservations', least: 'box_office' },
      { path: 'check-ins', least: 'box_office' },
    ],
  },
  {
    name: 'house',
    areas: [
      { path: 'site', least: 'admin' },
      { path: 'pages', least: 'admin' },
      { path: 'staff', least: 'admin' },
      { path: 'privacy', least: 'admin' },
      { path: 'audit', least: 'admin' },
    ],
  },
];
