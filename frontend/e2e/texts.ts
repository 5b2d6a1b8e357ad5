import accountEn from '../src/app/staff/accounts/texts/en.json' with { type: 'json' };
import accountIt from '../src/app/staff/accounts/texts/it.json' with { type: 'json' };
import bookingEn from '../src/app/shared/booking/texts/en.json' with { type: 'json' };
import bookingIt from '../src/app/shared/booking/texts/it.json' with { type: 'json' };
import officeEn from '../src/app/staff/office/texts/en.json' with { type: 'json' };
import officeIt from '../src/app/staff/office/texts/it.json' with { type: 'json' };
import officePerformancesEn from '../src/app/staff/programme/performances/texts/en.json' with { type: 'json' };
import officePerformancesIt from '../src/app/staff/programme/performances/texts/it.json' with { type: 'json' };
import officeShowsEn from '../src/app/staff/programme/shows/texts/en.json' with { type: 'json' };
import officeShowsIt from '../src/app/staff/programme/shows/texts/it.json' with { type: 'json' };
import officeVenuesEn from '../src/app/staff/programme/venues/texts/en.json' with { type: 'json' };
import officeVenuesIt from '../src/app/staff/programme/venues/texts/it.json' with { type: 'json' };
import checkInsEn from '../src/app/staff/box-office/check-ins/texts/en.json' with { type: 'json' };
import checkInsIt from '../src/app/staff/box-office/check-ins/texts/it.json' with { type: 'json' };
import reservationsEn from '../src/app/staff/box-office/texts/en.json' with { type: 'json' };
import reservationsIt from '../src/app/staff/box-office/texts/it.json' with { type: 'json' };
import auditEn from '../src/app/staff/audit/texts/en.json' with { type: 'json' };
import auditIt from '../src/app/staff/audit/texts/it.json' with { type: 'json' };
import officeSiteEn from '../src/app/staff/site/texts/en.json' with { type: 'json' };
import officeSiteIt from '../src/app/staff/site/texts/it.json' with { type: 'json' };
import peopleEn from '../src/app/staff/accounts/staff/texts/en.json' with { type: 'json' };
import peopleIt from '../src/app/staff/accounts/staff/texts/it.json' with { type: 'json' };
import privacyEn from '../src/app/staff/privacy/texts/en.json' with { type: 'json' };
import privacyIt from '../src/app/staff/privacy/texts/it.json' with { type: 'json' };
import controlsEn from '../src/app/shared/texts/controls/en.json' with { type: 'json' };
import controlsIt from '../src/app/shared/texts/controls/it.json' with { type: 'json' };
import officeProgrammeEn from '../src/app/staff/programme/texts/en.json' with { type: 'json' };
import officeProgrammeIt from '../src/app/staff/programme/texts/it.json' with { type: 'json' };
import doorEn from '../src/app/staff/door/texts/en.json' with { type: 'json' };
import doorIt from '../src/app/staff/door/texts/it.json' with { type: 'json' };
import lostLinkEn from '../src/app/visitors/reservation/lost-link/texts/en.json' with { type: 'json' };
import lostLinkIt from '../src/app/visitors/reservation/lost-link/texts/it.json' with { type: 'json' };
import reservationEn from '../src/app/visitors/reservation/texts/en.json' with { type: 'json' };
import reservationIt from '../src/app/visitors/reservation/texts/it.json' with { type: 'json' };
import staffEn from '../src/app/staff/shared/texts/en.json' with { type: 'json' };
import staffIt from '../src/app/staff/shared/texts/it.json' with { type: 'json' };
import siteEn from '../src/app/shared/texts/en.json' with { type: 'json' };
import siteIt from '../src/app/shared/texts/it.json' with { type: 'json' };
import ticketEn from '../src/app/visitors/reservation/ticket/texts/en.json' with { type: 'json' };
import ticketIt from '../src/app/visitors/reservation/ticket/texts/it.json' with { type: 'json' };

export type Language = 'it' | 'en';

/** The site's own texts, by language. */
export const TEXTS = {
  it: {
    site: siteIt,
    account: accountIt,
    audit: auditIt,
    booking: bookingIt,
    office: officeIt,
    officePerformances: officePerformancesIt,
    officeShows: officeShowsIt,
    officeVenues: officeVenuesIt,
    checkIns: checkInsIt,
    officeProgramme: officeProgrammeIt,
    officeSite: officeSiteIt,
    people: peopleIt,
    privacy: privacyIt,
    controls: controlsIt,
    door: doorIt,
    lostLink: lostLinkIt,
    reservation: reservationIt,
    reservations: reservationsIt,
    staff: staffIt,
    ticket: ticketIt,
  },
  en: {
    site: siteEn,
    account: accountEn,
    audit: auditEn,
    booking: bookingEn,
    office: officeEn,
    officePerformances: officePerformancesEn,
    officeShows: officeShowsEn,
    officeVenues: officeVenuesEn,
    checkIns: checkInsEn,
    officeProgramme: officeProgrammeEn,
    officeSite: officeSiteEn,
    people: peopleEn,
    privacy: privacyEn,
    controls: controlsEn,
    door: doorEn,
    lostLink: lostLinkEn,
    reservation: reservationEn,
    reservations: reservationsEn,
    staff: staffEn,
    ticket: ticketEn,
  },
} satisfies Record<Language, unknown>;

export type Texts = (typeof TEXTS)['it'];

type Gaps = Readonly<Record<string, string | number>>;

/** Fills the placeholders of a text. */
export function fill(text: string, gaps: Gaps): string {
  return text.replaceAll(/\{(\w+)\}/g, (gap, name: string) => String(gaps[name] ?? gap));
}

/** The singular or plural text for a number. */
export function count(
  texts: { readonly one: string; readonly other: string },
  many: number,
  gaps: Gaps = {},
): string {
  return fill(many === 1 ? texts.one : texts.other, { count: many, ...gaps });
}

/** Matches a text that begins like `text`, up to its first placeholder. */
export function beginning(text: string): RegExp {
  const [start = ''] = text.split('{');
  return new RegExp(`^\\s*${start.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}`);
}
