import { HttpClient } from '@angular/common/http';
import { Signal, computed, inject, signal } from '@angular/core';
import { takeUntilDestroyed, toObservable } from '@angular/core/rxjs-interop';
import { Observable, catchError, debounceTime, map, of, switchMap } from 'rxjs';

import type { Preview } from '../api/schema';

/** Delay before the preview is updated, in milliseconds. */
const PAUSE_MS = 350;

/** A preview of Markdown. */
export interface RenderedMarkdown {
  /** The latest preview; empty for a blank text. It stays if the server does not answer. */
  readonly html: Signal<string>;
  /** Whether the server did not answer. The next change asks again. */
  readonly hasFailed: Signal<boolean>;
  /** Whether the preview is older than the text. */
  readonly isStale: Signal<boolean>;
}

/** Markdown as on the site, rendered by the server. Needs an injection context. */
export function renderedMarkdown(markdown: Signal<string>): RenderedMarkdown {
  const http = inject(HttpClient);
  const latest = signal({ of: '', html: '' });
  const hasFailed = signal(false);
  const isBlank = (text: string) => text.trim() === '';
  const render = (text: string): Observable<string | undefined> =>
    isBlank(text)
      ? of('')
      : http.post<Preview>('/api/v1/admin/preview', { markdown: text }).pipe(
          map(({ html }) => html),
          catchError(() => of(undefined)),
        );
  toObservable(markdown)
    .pipe(
      debounceTime(PAUSE_MS),
      switchMap((text) => render(text).pipe(map((html) => ({ of: text, html })))),
      takeUntilDestroyed(),
    )
    .subscribe(({ of, html }) => {
      hasFailed.set(html === undefined);
      if (html !== undefined) latest.set({ of, html });
    });
  return {
    html: computed(() => (isBlank(markdown()) ? '' : latest().html)),
    hasFailed: hasFailed.asReadonly(),
    isStale: computed(() => latest().of !== markdown()),
  };
}
