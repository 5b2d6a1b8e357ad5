/** Where the site's settings are. */
export const SITE = '/api/v1/admin/site';
/** Where the company's pages are. */
export const PAGES = '/api/v1/admin/pages';
/** Where a text is shown as the site will show it. */
export const PREVIEW = '/api/v1/admin/preview';

/** The site as the company sets it up. */
export interface SiteSettings {
  readonly name: string;
  readonly tagline: string;
  readonly time_zone: string;
  readonly contact: { readonly email: string; readonly phone: string; readonly address: string };
  readonly hold_minutes: number;
  readonly max_seats_per_reservation: number;
  readonly max_live_reservations_per_address: number;
  readonly door_opens_before_minutes: number;
  readonly door_closes_after_minutes: number;
  readonly retention_days: number;
  readonly version: number;
}

/** A page of the company's own, on the list. */
export interface PageRow {
  readonly slug: string;
  readonly title: string;
  /** Its place among the others: the lowest comes first. */
  readonly position: number;
  readonly version: number;
}

/** A page as it is written. */
export interface PageText extends PageRow {
  /** Markdown */
  readonly body: string;
}
