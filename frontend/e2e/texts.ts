import bookingEn from '../src/app/booking/texts/en.json' with { type: 'json' };
import bookingIt from '../src/app/booking/texts/it.json' with { type: 'json' };
import doorEn from '../src/app/door/texts/en.json' with { type: 'json' };
import doorIt from '../src/app/door/texts/it.json' with { type: 'json' };
import reservationEn from '../src/app/reservation/texts/en.json' with { type: 'json' };
import reservationIt from '../src/app/reservation/texts/it.json' with { type: 'json' };
import staffEn from '../src/app/staff/texts/en.json' with { type: 'json' };
import staffIt from '../src/app/staff/texts/it.json' with { type: 'json' };
import siteEn from '../src/app/texts/en.json' with { type: 'json' };
import siteIt from '../src/app/texts/it.json' with { type: 'json' };
import ticketEn from '../src/app/ticket/texts/en.json' with { type: 'json' };
import ticketIt from '../src/app/ticket/texts/it.json' with { type: 'json' };

export type Language = 'it' | 'en';

/** What the site says, by language: the very texts that it shows. */
export const TEXTS = {
  it: {
    site: siteIt,
    booking: bookingIt,
    door: doorIt,
    reservation: reservationIt,
    staff: staffIt,
    ticket: ticketIt,
  },
  en: {
    site: siteEn,
    booking: bookingEn,
    door: doorEn,
    reservation: reservationEn,
    staff: staffEn,
    ticket: ticketEn,
  },
} satisfies Record<Language, unknown>;

export type Texts = (typeof TEXTS)['it'];

type Gaps = Readonly<Record<string, string | number>>;

/** `text` with its gaps filled. */
export function fill(text: string, gaps: Gaps): string {
  return text.replaceAll(/\{(\w+)\}/g, (gap, name: string) => String(gaps[name] ?? gap));
}

/** The text for so many; both languages have one form for one and one for all else. */
export function count(
  texts: { readonly one: string; readonly other: string },
  many: number,
  gaps: Gaps = {},
): string {
  return fill(many === 1 ? texts.one : texts.other, { count: many, ...gaps });
}

/** Something that begins with `text` up to its first gap. */
export function beginning(text: string): RegExp {
  const [start = ''] = text.split('{');
  return new RegExp(`^\\s*${start.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}`);
}
