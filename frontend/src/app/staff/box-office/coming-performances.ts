import { Signal, WritableSignal, computed, linkedSignal, signal } from '@angular/core';

import { answer } from '../../shared/api/answer';
import { Failure } from '../../shared/api/problem';
import type { OfficePerformance } from './api';

/** Number of performances shown at first and per step. */
const SHOWN = 8;
/** How long after its start a performance can be chosen while its door is open. */
const LATECOMERS_MS = 6 * 60 * 60 * 1000;
/** Reload interval of the available seats. */
const EVERY_SECONDS = 20;

interface List {
  readonly items: readonly OfficePerformance[];
  readonly total: number;
}

/** The performances that can be chosen, by start. */
export interface ComingPerformances {
  readonly search: WritableSignal<string>;
  /** Undefined until the server answers. */
  readonly found: Signal<readonly OfficePerformance[] | undefined>;
  readonly hasMore: Signal<boolean>;
  readonly failure: Signal<Failure | undefined>;
  readonly showMore: () => void;
  readonly reload: () => void;
}

/** Requests the performances, always including `wanted`. Needs an injection context. */
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
