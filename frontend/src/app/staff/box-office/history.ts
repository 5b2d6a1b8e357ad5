import { count, fill } from '../../shared/texts/fill';
import { Language } from '../../shared/texts/language';
import { when } from '../../shared/texts/when';
import type { Facts, HistoryEntry, ReservationDetail } from './api';
import { refusedInWords } from './refusals';
import type texts from '../../shared/texts/sections/reservations/it.json';

/** A reservation, for events that affect others too. */
interface Touched {
  readonly check_ins: readonly Pick<
    ReservationDetail['check_ins'][number],
    'seats' | 'undone_at' | 'undone_by'
  >[];
  readonly performance: Pick<ReservationDetail['performance'], 'cancelled_at'>;
}

type Texts = Pick<typeof texts, 'history' | 'refused'>;

/** The guest's fields by the audit's names. */
const CORRECTED = {
  name_changed: 'name',
  email_changed: 'email',
  phone_changed: 'phone',
  note_changed: 'notes',
  access_needs_changed: 'needs',
  locale: 'locale',
} as const;

/** An action on a reservation, done or attempted, as a sentence. */
export function sentence(entry: HistoryEntry, t: Texts, language: Language): string {
  const words = t.history;
  const who = entry.by?.name ?? words.guest;
  if (entry.refused) {
    const [, name = ''] = entry.action.split('.');
    const what = isKnownAction(name, t) ? t.history.deeds[name] : entry.action;
    const said = fill(words.refused, { who, what });
    const why = refusedInWords({ name: entry.refused }, t.refused, language);
    return why === undefined ? said : `${said} ${why}`;
  }
  const { before, after } = entry;
  const seats = ({ seats: many }: { readonly [name: string]: unknown }) =>
    count(words.seats, Number(many), language);
  switch (entry.action) {
    case 'reservation.book':
      return fill(words.booked, { who });
    case 'reservation.create':
      return fill(words.created, { who, seats: seats(after) });
    case 'reservation.confirm':
      return fill(words.confirmed, { who });
    case 'reservation.cancel':
      return fill('mail' in after ? words.cancelledAndTold : words.cancelled, { who });
    case 'reservation.erase':
      return fill(words.erased, { who });
    case 'reservation.change_seats':
      return fill(words.seatsChanged, { who, before: seats(before), after: seats(after) });
    case 'reservation.correct':
      return fill(words.corrected, { who, what: corrected(after, t, language) });
    case 'reservation.move':
      return fill(words.transferred, {
        who,
        before: performance(entry, before, t, language),
        after: performance(entry, after, t, language),
      });
    case 'reservation.replace_ticket':
      return fill(words.ticketReplaced, { who });
    case 'reservation.resend':
      return fill(words.resent, { who });
    case 'check_in.make':
    case 'check_in.override':
    case 'walk_in.seat': {
      const people = Number(after['admitted']) - Number(before['admitted']);
      return count(words.letIn, people, language, { who });
    }
    default:
      return fill(words.other, { who, what: entry.action });
  }
}

/** Events from the check-ins and from the performance. */
export function alsoHappened(
  { check_ins: checkIns, performance: { cancelled_at: cancelled } }: Touched,
  { history: words }: Texts,
  language: Language,
): readonly { readonly at: string; readonly sentence: string }[] {
  const undone = checkIns.flatMap(({ seats, undone_at: at, undone_by: who }) =>
    at === null
      ? []
      : [{ at, sentence: count(words.undone, seats, language, { who: who ?? words.somebody }) }],
  );
  return cancelled === null
    ? undone
    : [...undone, { at: cancelled, sentence: words.performanceCancelled }];
}

/** The title and local time of the performance whose id is in `facts`. */
function performance(
  { performances }: HistoryEntry,
  facts: Facts,
  { history: words }: Texts,
  language: Language,
): string {
  const named = performances.find(({ id }) => id === facts['performance']);
  if (!named) return words.gone;
  const { show_title: title, starts_at: start, time_zone: zone } = named;
  return fill(words.performance, { title, when: when(start, zone, 'shortFull', language) });
}

function isKnownAction(name: string, t: Texts): name is keyof Texts['history']['deeds'] {
  return Object.hasOwn(t.history.deeds, name);
}

function corrected(after: Facts, t: Texts, language: Language): string {
  const data = Object.entries(CORRECTED)
    .filter(([fact]) => fact in after)
    .map(([, name]) => t.history.data[name]);
  return new Intl.ListFormat(language).format(data);
}
