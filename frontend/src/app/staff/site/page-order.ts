import { HttpClient } from '@angular/common/http';
import { inject } from '@angular/core';
import { defer, firstValueFrom, lastValueFrom } from 'rxjs';

import { Sending, sending } from '../../shared/forms/sending';
import { CompanyPageText, ListCompanyPageRow, PAGES } from './api';

/** Saves the order of the pages. */
export interface PageOrder extends Pick<Sending, 'isBusy' | 'said'> {
  /** Saves the position of each page that is not at its place. Returns whether all are saved. */
  readonly save: (slugs: readonly string[]) => Promise<boolean>;
}

/** Needs an injection context. */
export function pageOrder(): PageOrder {
  const http = inject(HttpClient);
  const saving = sending();

  /** Nothing else of the page changes, and no unseen change is overwritten. */
  const place = async (slug: string, position: number): Promise<void> => {
    const address = `${PAGES}/${encodeURIComponent(slug)}`;
    const now = await firstValueFrom(http.get<CompanyPageText>(address, { observe: 'response' }));
    const { title = '', body = '' } = now.body ?? {};
    const headers = { 'If-Match': now.headers.get('ETag') ?? '' };
    await lastValueFrom(http.put(address, { title, body, position }, { headers }));
  };

  return {
    isBusy: saving.isBusy,
    said: saving.said,
    save: async (slugs) => {
      const saved = await saving.send(
        defer(async () => {
          const { items } = await firstValueFrom(http.get<ListCompanyPageRow>(PAGES));
          const before = new Map(items.map(({ slug, position }) => [slug, position]));
          for (const [position, slug] of slugs.entries()) {
            if (before.get(slug) !== position) await place(slug, position);
          }
          return true;
        }),
      );
      return saved ?? false;
    },
  };
}
