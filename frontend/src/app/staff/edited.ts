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

/** How something is sent that edits it. */
export interface Edit {
  readonly method?: 'PUT' | 'PATCH' | 'POST' | 'DELETE';
  /** Where to, if it isn't where the thing is read. */
  readonly url?: string;
  readonly body?: unknown;
  /** Told how much of a large body has arrived, from 0 to 1. */
  readonly onProgress?: (share: number) => void;
}

/** For how long the answer to a large body is waited for, in milliseconds. */
const UPLOAD_PATIENCE_MS = 600_000;

/** Something that is edited: as it is on the server, and what comes of saving it. */
export interface Edited<T> {
  /** As the server had it the last time that it was asked or told. */
  readonly value: Signal<T | undefined>;
  /** Why it can't be shown. */
  readonly failure: Signal<Failure | undefined>;
  /** Saving it. */
  readonly sending: Sending;
  /** What was sent last. */
  readonly last: Signal<Edit | undefined>;
  /** As somebody else has left it, when that kept it from being saved. */
  readonly theirs: Signal<T | undefined>;
  /** Saves; answers how it is now, or nothing when it was not saved. */
  readonly save: (edit: Edit) => Promise<T | undefined>;
  /** Saves the same over what somebody else has left. */
  readonly overwrite: () => Promise<T | undefined>;
  /** Goes on from what somebody else has left. */
  readonly takeTheirs: () => void;
  /** Asks the server again. */
  readonly reload: () => void;
}

interface Seen<T> {
  readonly value: T;
  readonly tag: string;
}

/**
 * Edits what is at `address`, never overwriting what one has not seen: each edit says by
 * `If-Match` which version it is of. To be called where one may inject.
 */
export function edited<T>(address: () => string | undefined): Edited<T> {
  const http = inject(HttpClient);
  const asked = httpResource<T>(() => address());
  const saving = sending();
  // What was seen stays when it can't be had again: somebody may be at work on it.
  const seen = linkedSignal<
    { readonly address: string | undefined; readonly now: Seen<T> | undefined },
    Seen<T> | undefined
  >({
    source: () => {
      // While it is asked for again the value stays, and its headers are gone.
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
        tap((event) => tellProgress(event, edit)),
        filter((event) => event instanceof HttpResponse),
      );
  const look = async (): Promise<Seen<T>> => {
    const response = await firstValueFrom(http.get<T>(address() ?? '', { observe: 'response' }));
    return { value: response.body as T, tag: response.headers.get('ETag') ?? '' };
  };
  const saveOver = async (edit: Edit, tag: string): Promise<T | undefined> => {
    last.set(edit);
    const patience = edit.onProgress && UPLOAD_PATIENCE_MS;
    const response = await saving.send(send(edit, tag), patience);
    if (response) {
      theirs.set(undefined);
      const value = response.body ?? undefined;
      const newTag = response.headers.get('ETag');
      // What doesn't answer with the thing itself has changed it all the same.
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

function tellProgress(event: HttpEvent<unknown>, { onProgress }: Edit): void {
  if (event.type !== HttpEventType.UploadProgress || !event.total) return;
  onProgress?.(event.loaded / event.total);
}
