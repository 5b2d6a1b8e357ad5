import type { Reservation } from '../../shared/api/schema';
import { count, fill } from '../../shared/texts/fill';
import { Language } from '../../shared/texts/language';
import { when } from '../../shared/texts/when';
import { Situation } from './situation';
import type texts from '../../shared/texts/sections/reservation/it.json';

/** The main heading. */
export interface Words {
  readonly overline?: string;
  readonly heading: string;
  readonly lead: string;
}

/** The first words about a reservation. */
export function words(
  situation: Situation,
  { seats, admitted, hold_until, performance }: Reservation,
  t: typeof texts,
  language: Language,
): Words {
  const date = when(performance.starts_at, performance.time_zone, 'full', language);
  const gaps = { show: performance.show.title, date };
  switch (situation) {
    case 'pending':
      return {
        ...t.pending,
        lead: count(t.pending.lead, seats, language, {
          ...gaps,
          time: when(hold_until ?? '', performance.time_zone, 'hour', language),
        }),
      };
    case 'expired':
      return { ...t.expired, lead: count(t.expired.lead, seats, language) };
    case 'sold-out':
      return { ...t.soldOut, lead: count(t.soldOut.lead, seats, language) };
    case 'lapsed':
      return t.lapsed;
    case 'confirmed':
      return { ...t.confirmed, lead: count(t.confirmed.lead, seats, language) };
    case 'inside':
      return { ...t.inside, lead: count(t.inside.lead, seats, language) };
    case 'over': {
      const heading = admitted > 0 ? t.over.heading : t.over.headingAbsent;
      return { heading, lead: fill(t.over.lead, gaps) };
    }
    case 'cancelled':
      return { ...t.cancelled, lead: fill(t.cancelled.lead, gaps) };
    case 'performance-cancelled':
      return { ...t.performanceCancelled, lead: fill(t.performanceCancelled.lead, gaps) };
  }
}
