import { Signal, WritableSignal, computed, linkedSignal, signal } from '@angular/core';

import { answer } from '../../shared/api/answer';
import { Failure } from '../../shared/api/problem';
import type { OfficePerformance } from './api';

/** Number of performances to choose from; a search finds the others. */
const SHOWN = 100;
/** How long after its start a performance can be chosen while its door is open. */
const LATECOMERS_MS = 6 * 60 * 60 * 1000;
/** Reload interval of the available seats. */
const EVERY_SECONDS = 20;

interface List {
  readonly items: readonly OfficePerformance[];
}

interface Seen {
  readonly id: string | undefined;
  readonly now: OfficePerformance | undefined;
}

/** The performances that can be chosen, by start. */
export interface ComingPerformances {
  readonly search: WritableSignal<string>;
  /** Undefined until the server answers. */
  readonly found: Signal<readonly OfficePerformance[] | undefined>;
  /** The wanted performance. */
  readonly wanted: Signal<OfficePerformance | undefined>;
  readonly failure: Signal<Failure | undefined>;
  readonly reload: () => void;
}

/** Requests the performances, and the one with the id `wanted`. Needs an injection context. */
export function comingPerformances(wanted: () => string | undefined): ComingPerformances {
  const search = signal('');
  const from = new Date(Date.now() - LATECOMERS_MS).toISOString();
  const asked = answer<List>(
    () => {
      const query = new URLSearchParams({ from, sort: 'starts_at', limit: String(SHOWN) });
      const text = search().trim();
      if (text) query.set('search', text);
      return `/api/v1/admin/performances?${query.toString()}`;
    },
    { everySeconds: EVERY_SECONDS },
  );
  // Keeps the previous result while the next one loads.
  const list = linkedSignal<List | undefined, List | undefined>({
    source: asked.value,
    computation: (now, before) => now ?? before?.value,
  });
  const isListed = (id: string) => list()?.items.some((performance) => performance.id === id);
  const single = answer<OfficePerformance>(
    () => {
      const id = wanted();
      return id === undefined || !list() || isListed(id)
        ? undefined
        : `/api/v1/admin/performances/${encodeURIComponent(id)}`;
    },
    { everySeconds: EVERY_SECONDS },
  );
  const isOpen = ({ cancelled_at, door_closes_at }: OfficePerformance) =>
    cancelled_at === null && Date.parse(door_closes_at) > Date.now();
  return {
    search,
    found: computed(() => {
      const items = list()?.items;
      const also = search().trim() === '' ? single.value() : undefined;
      return items && [...(also ? [also] : []), ...items.filter(isOpen)];
    }),
    // A search for others does not forget it.
    wanted: linkedSignal<Seen, OfficePerformance | undefined>({
      source: () => {
        const id = wanted();
        return {
          id,
          now: [...(list()?.items ?? []), single.value()].find((one) => one?.id === id),
        };
      },
      computation: ({ id, now }, before) =>
        now ?? (before?.source.id === id ? before?.value : undefined),
    }),
    failure: asked.failure,
    reload: () => {
      asked.reload();
      single.reload();
    },
  };
}
