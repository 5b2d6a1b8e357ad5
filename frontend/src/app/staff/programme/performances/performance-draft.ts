import { SchemaFn, apply, required, validate } from '@angular/forms/signals';

import type texts from '../../../shared/texts/sections/office-performances/it.json';
import { instantOf, localTime } from '../../shared/dates/zones';
import { AdminPerformance } from '../programme';
import { SeatsDraft, seatsRules } from './house-draft';

/** The input for seats and times of a performance, in local time of its venue. */
export interface PerformanceDraft extends SeatsDraft {
  readonly doors_local: string;
  readonly opens_local: string;
  readonly closes_local: string;
}

/** The initial form values of a performance. */
export function asPerformanceDraft(performance: AdminPerformance | undefined): PerformanceDraft {
  const local = (instant: string | undefined) =>
    performance && instant ? localTime(instant, performance.venue.time_zone) : '';
  return {
    capacity: performance?.capacity ?? null,
    occupied: performance?.occupied ?? null,
    extra: performance?.extra ?? null,
    doors_local: local(performance?.doors_at),
    opens_local: local(performance?.opens_at),
    closes_local: local(performance?.closes_at),
  };
}

/** The request body. An unchanged time keeps its seconds. */
export function asPerformanceBody(
  draft: PerformanceDraft,
  before: AdminPerformance,
): Readonly<Record<string, unknown>> {
  const instant = (local: string, was: string) =>
    local === localTime(was, before.venue.time_zone)
      ? was
      : instantOf(local, before.venue.time_zone);
  return {
    capacity: draft.capacity,
    occupied: draft.occupied,
    extra: draft.extra,
    doors_at: instant(draft.doors_local, before.doors_at),
    opens_at: instant(draft.opens_local, before.opens_at),
    closes_at: instant(draft.closes_local, before.closes_at),
  };
}

/** Validates the form. */
export function performanceRules(
  words: () => (typeof texts)['wrong'],
  zone: () => string,
): SchemaFn<PerformanceDraft> {
  return (performance) => {
    apply(performance, seatsRules(words));
    for (const time of [
      performance.doors_local,
      performance.opens_local,
      performance.closes_local,
    ]) {
      required(time, { message: () => words().time });
      validate(time, ({ value }) =>
        value() !== '' && instantOf(value(), zone()) === undefined
          ? { kind: 'never', message: words().never }
          : undefined,
      );
    }
    validate(performance.closes_local, (closes) =>
      closes.value() !== '' && closes.value() <= closes.valueOf(performance.opens_local)
        ? { kind: 'order', message: words().closesBeforeOpening }
        : undefined,
    );
  };
}
