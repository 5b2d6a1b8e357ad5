import { HttpHeaders, HttpInterceptorFn, HttpRequest, HttpResponse } from '@angular/common/http';
import { DOCUMENT, inject } from '@angular/core';
import { from, switchMap } from 'rxjs';

/** How long a prefetched answer stays valid, in milliseconds. */
const FRESH_MS = 20_000;

/** The requests that the page makes before the app starts (`pages/prefetch`). */
export interface PrefetchedReservation {
  /** The authorization of the requests. */
  readonly authorization: string;
  /** By address. A failed request rejects. */
  readonly answers: Record<string, Promise<PrefetchedAnswer> | undefined>;
}

interface PrefetchedAnswer {
  readonly headers: Headers;
  readonly body: string;
  /** Time of arrival by the device's clock. */
  readonly at: number;
}

/** Answers a request with a prefetched answer, once. If the prefetch failed, a new one is made. */
export const prefetchedReservation: HttpInterceptorFn = (request, next) => {
  const prefetched = take(request, inject(DOCUMENT).defaultView as Asking | null);
  if (!prefetched) return next(request);
  const answered = prefetched.then((answer) => given(request, answer)).catch(() => undefined);
  return from(answered).pipe(switchMap((response) => (response ? [response] : next(request))));
};

interface Asking {
  readonly prefetchedReservation?: PrefetchedReservation;
}

function take(
  { method, urlWithParams, headers }: HttpRequest<unknown>,
  page: Asking | null,
): Promise<PrefetchedAnswer> | undefined {
  const requests = page?.prefetchedReservation;
  if (method !== 'GET' || headers.get('Authorization') !== requests?.authorization)
    return undefined;
  const prefetched = requests?.answers[urlWithParams];
  delete requests?.answers[urlWithParams];
  return prefetched;
}

/** The prefetched answer as a response for the app; `undefined` if it is too old. */
function given(
  { responseType, urlWithParams: url }: HttpRequest<unknown>,
  { headers, body, at }: PrefetchedAnswer,
): HttpResponse<unknown> | undefined {
  const age = Date.now() - at;
  if (age >= FRESH_MS) return undefined;
  return new HttpResponse<unknown>({
    body: responseType === 'json' ? JSON.parse(body) : body,
    headers: new HttpHeaders(headers).set('Age', String(age / 1000)),
    status: 200,
    url,
  });
}
