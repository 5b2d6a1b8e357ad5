import {
  HttpClient,
  HttpContext,
  HttpContextToken,
  HttpInterceptorFn,
  HttpResponse,
} from '@angular/common/http';
import { DOCUMENT, Service, inject } from '@angular/core';
import { firstValueFrom, of } from 'rxjs';

import { Address } from './address';

/** How long a prefetched answer stays valid, in milliseconds. */
const FRESH_MS = 5_000;

const AHEAD = new HttpContextToken(() => false);

/**
 * API answers that exist before their request: inside the first page, or prefetched by a route.
 * Each is used once.
 */
@Service()
export class PrefetchedAnswers {
  private readonly http = inject(HttpClient);
  private readonly kept = new Map<string, { readonly body: unknown; readonly until: number }>();
  /** Whether this browser may open the demonstration's mailbox. */
  readonly hasMailbox: boolean;

  constructor() {
    const inside = inject(DOCUMENT).getElementById('first-answers')?.textContent;
    const answers = inside ? (JSON.parse(inside) as Record<string, unknown>) : {};
    for (const [address, body] of Object.entries(answers)) {
      if (address.startsWith('/')) this.kept.set(address, { body, until: Infinity });
    }
    this.hasMailbox = answers['mailbox'] === true;
  }

  /** Returns the answer for `address` without removing it. */
  peek<T>(address: Address<T>): T | undefined {
    const found = this.kept.get(address);
    return found && found.until > Date.now() ? (found.body as T) : undefined;
  }

  /** Returns the answer for `address` and removes it. */
  take(address: string): unknown {
    const body = this.peek(address);
    this.kept.delete(address);
    return body;
  }

  /** Prefetches an answer. The page itself handles a failure. */
  async fetchAhead(addresses: readonly Address<unknown>[]): Promise<void> {
    const fetch = async (address: string) => {
      if (this.peek(address) !== undefined) return;
      const context = new HttpContext().set(AHEAD, true);
      const body = await firstValueFrom(this.http.get<unknown>(address, { context }));
      this.kept.set(address, { body, until: Date.now() + FRESH_MS });
    };
    await Promise.allSettled(addresses.map(fetch));
  }
}

/** Answers a request with a stored answer. */
export const prefetchedAnswers: HttpInterceptorFn = (request, next) => {
  if (request.method !== 'GET' || request.context.get(AHEAD)) return next(request);
  const body = inject(PrefetchedAnswers).take(request.urlWithParams);
  return body === undefined
    ? next(request)
    : of(new HttpResponse({ body, status: 200, url: request.urlWithParams }));
};
