import { HttpHeaders, HttpInterceptorFn, HttpRequest, HttpResponse } from '@angular/common/http';
import { DOCUMENT, inject } from '@angular/core';
import { from, switchMap } from 'rxjs';

/** How long an early answer stays valid, in milliseconds. */
const FRESH_MS = 20_000;

/** The requests that the page makes before the app starts (`pages/prefetch`). */
export interface EarlyAnswers {
  /** The authorization of the requests. */
  readonly authorization: string;
  /** By address. A failed request rejects. */
  readonly answers: Record<string, Promise<EarlyAnswer> | undefined>;
}

interface EarlyAnswer {
  readonly headers: Headers;
  readonly body: string;
  /** Time of arrival by the device's clock. */
  readonly at: number;
}

/** Answers a request with an early answer, once. If the early request failed, a new one is made. */
export const earlyAnswers: HttpInterceptorFn = (request, next) => {
  const early = take(request, inject(DOCUMENT).defaultView as Asking | null);
  if (!early) return next(request);
  const answered = early.then((answer) => given(request, answer)).catch(() => undefined);
  return from(answered).pipe(switchMap((response) => (response ? [response] : next(request))));
};

interface Asking {
  readonly earlyAnswers?: EarlyAnswers;
}

function take(
  { method, urlWithParams, headers }: HttpRequest<unknown>,
  page: Asking | null,
): Promise<EarlyAnswer> | undefined {
  const asked = page?.earlyAnswers;
  if (method !== 'GET' || headers.get('Authorization') !== asked?.authorization) return undefined;
  const early = asked?.answers[urlWithParams];
  delete asked?.answers[urlWithParams];
  return early;
}

/** The early answer as a response for the app; `undefined` if it is too old. */
function given(
  { responseType, urlWithParams: url }: HttpRequest<unknown>,
  { headers, body, at }: EarlyAnswer,
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
