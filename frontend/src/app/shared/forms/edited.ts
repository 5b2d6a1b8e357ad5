import {
  HttpClient,
  HttpEvent,
  HttpEventType,
  HttpResponse,
  httpResource,
} from '@angular/common/http';
import { Signal, computed, inject, linkedSignal, signal } from '@angular/core';
import { Observable, filter, firstValueFrom, tap } from 'rxjs';

import { Failure, failure } from '../api/problem';
import { Sending, sending } from './sending';

/** The request of an edit. */
export interface Edit {
  readonly method?: 'PUT' | 'PATCH' | 'POST' | 'DELETE';
  /** The address, if it differs from the one for reading. */
  readonly url?: string;
  readonly body?: unknown;
  /** Called with the share of a large body that has been sent, from 0 to 1. */
  readonly onProgress?: (share: number) => void;
}

/** Timeout for requests with a large body, in milliseconds. */
const UPLOAD_TIMEOUT_MS = 600_000;

/** A value that is edited: the server's version, and the result of saving. */
export interface Edited<T> {
  /** The server's latest known value. */
  readonly value: Signal<T | undefined>;
  /** Why it cannot be shown. */
  readonly failure: Signal<Failure | undefined>;
  /** The state of saving. */
  readonly sending: Sending;
  /** The last sent value. */
  readonly last: Signal<Edit | undefined>;
  /** Another person's version that prevented saving. */
  readonly theirs: Signal<T | undefined>;
  /** Saves. Returns the new value, or nothing if it was not saved. */
  readonly save: (edit: Edit) => Promise<T | undefined>;
  /** Saves the same again over the other person's version. */
  readonly overwrite: () => Promise<T | undefined>;
  /** Continues with the other person's version. */
  readonly takeTheirs: () => void;
  readonly reload: () => void;
}

interface Seen<T> {
  readonly value: T;
  readonly tag: string;
}

/**
 * Edits the value at `address` without overwriting unseen changes: each edit sends its version as
 * `If-Match`. Needs an injection context.
 */
export function edited<T>(address: () => string | undefined): Edited<T> {
  const http = inject(HttpClient);
  const asked = httpResource<T>(() => address());
  const saving = sending();
  // Keeps the value if a reload fails: somebody may be editing it.
  const seen = linkedSignal<
    { readonly address: string | undefined; readonly now: Seen<T> | undefined },
    Seen<T> | undefined
  >({
    source: () => {
      // During a reload the value stays, but its headers are gone.
      const headers = asked.headers();
      return {
        address: address(),
        now:
          asked.hasValue() && headers
            ? { value: asked.value(), tag: headers.get('ETag') ?? '' }
            : undefined,
      };
    },
    computation: ({ address: of, now }, before) =>
      now ?? (before?.source.address === of ? before?.value : undefined),
  });
  const theirs = signal<Seen<T> | undefined>(undefined);
  const last = signal<Edit | undefined>(undefined);

  const send = (edit: Edit, tag: string): Observable<HttpResponse<T>> =>
    http
      .request<T>(edit.method ?? 'PUT', edit.url ?? address() ?? '', {
        body: edit.body,
        headers: { 'If-Match': tag },
        observe: 'events',
        reportUploadProgress: edit.onProgress !== undefined,
      })
      .pipe(
        tap((event) => reportProgress(event, edit)),
        filter((event) => event instanceof HttpResponse),
      );
  const look = async (): Promise<Seen<T>> => {
    const response = await firstValueFrom(http.get<T>(address() ?? '', { observe: 'response' }));
    return { value: response.body as T, tag: response.headers.get('ETag') ?? '' };
  };
  const saveOver = async (edit: Edit, tag: string): Promise<T | undefined> => {
    last.set(edit);
    const timeout = edit.onProgress && UPLOAD_TIMEOUT_MS;
    const response = await saving.send(send(edit, tag), timeout);
    if (response) {
      theirs.set(undefined);
      const value = response.body ?? undefined;
      const newTag = response.headers.get('ETag');
      // An answer without the value still means that it has changed.
      if (value !== undefined && newTag) seen.set({ value, tag: newTag });
      else if (edit.method !== 'DELETE') asked.reload();
      return value;
    }
    if (saving.failure()?.name === 'edited-meanwhile') {
      theirs.set(await look().catch(() => undefined));
    }
    return undefined;
  };

  return {
    value: computed(() => seen()?.value),
    failure: computed(() => {
      const error = asked.error();
      return error && seen() === undefined ? failure(error) : undefined;
    }),
    sending: saving,
    last: last.asReadonly(),
    theirs: computed(() => theirs()?.value),
    save: (edit) => saveOver(edit, seen()?.tag ?? ''),
    overwrite: async () => {
      const [current, edit] = [theirs(), last()];
      return current && edit ? saveOver(edit, current.tag) : undefined;
    },
    takeTheirs: () => {
      const current = theirs();
      if (current) seen.set(current);
      theirs.set(undefined);
      saving.clear();
    },
    reload: () => void asked.reload(),
  };
}

function reportProgress(event: HttpEvent<unknown>, { onProgress }: Edit): void {
  if (event.type !== HttpEventType.UploadProgress || !event.total) return;
  onProgress?.(event.loaded / event.total);
}
