import { Signal, WritableSignal, computed, linkedSignal, signal } from '@angular/core';

import { answer } from '../../api/answer';
import { Failure } from '../../api/problem';
import type { OfficePerformance } from './api';

/** How many are shown at first, and how many more each time. */
const SHOWN = 8;
/** For how long after its start a performance may still be chosen, if its door is open. */
const LATECOMERS_MS = 6 * 60 * 60 * 1000;
/** How often it is asked how many seats are left. */
const EVERY_SECONDS = 20;

interface List {
  readonly items: readonly OfficePerformance[];
  readonly total: number;
}

/** The performances that somebody may still come to, the next one first. */
export interface ComingPerformances {
  readonly search: WritableSignal<string>;
  /** None until the server has answered. */
  readonly found: Signal<readonly OfficePerformance[] | undefined>;
  readonly hasMore: Signal<boolean>;
  readonly failure: Signal<Failure | undefined>;
  readonly showMore: () => void;
  readonly reload: () => void;
}

/** Asks for them, and always for `wanted` as well. To be called where one may inject. */
export function comingPerformances(wanted: () => string | undefined): ComingPerformances {
  const search = signal('');
  const shown = linkedSignal({ source: search, computation: () => SHOWN });
  const from = new Date(Date.now() - LATECOMERS_MS).toISOString();
  const asked = answer<List>(
    () => {
      const query = new URLSearchParams({ from, sort: 'starts_at', limit: String(shown()) });
      const text = search().trim();
      if (text) query.set('search', text);
      return `/api/v1/admin/performances?${query.toString()}`;
    },
    { everySeconds: EVERY_SECONDS },
  );
  // What was found stands until something else is.
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
  return {
    search,
    found: computed(() => {
      const items = list()?.items;
      const also = single.value();
      const now = Date.now();
      const isOpen = ({ cancelled_at, door_closes_at }: OfficePerformance) =>
        cancelled_at === null && Date.parse(door_closes_at) > now;
      return items && [...(also ? [also] : []), ...items.filter(isOpen)];
    }),
    hasMore: computed(() => (list()?.total ?? 0) > (list()?.items.length ?? 0)),
    failure: asked.failure,
    showMore: () => shown.update((many) => many + SHOWN),
    reload: () => {
      asked.reload();
      single.reload();
    },
  };
}
