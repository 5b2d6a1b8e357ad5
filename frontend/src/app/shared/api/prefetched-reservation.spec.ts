import { HttpClient, provideHttpClient, withInterceptors } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { firstValueFrom } from 'rxjs';

import { PrefetchedReservation, prefetchedReservation } from './prefetched-reservation';

const ADDRESS = '/api/v1/reservation';
const HELD = { Authorization: 'Bearer secret' };

describe('answers of the prefetched reservation', () => {
  const page = window as { prefetchedReservation?: PrefetchedReservation };
  let server: HttpTestingController;

  /** The requests that the page made before the app started. */
  function prefetch(answer: Promise<{ body: string; at?: number }>): void {
    const whole = answer.then(({ body, at = Date.now() }) => ({
      headers: new Headers({ Date: 'Sat, 28 Nov 2026 19:45:00 GMT' }),
      body,
      at,
    }));
    page.prefetchedReservation = {
      authorization: HELD.Authorization,
      answers: { [ADDRESS]: whole },
    };
  }
  const ask = (headers: Record<string, string> = HELD) =>
    firstValueFrom(
      TestBed.inject(HttpClient).get<unknown>(ADDRESS, { headers, observe: 'response' }),
    );
  const settle = () => new Promise((resolve) => setTimeout(resolve));

  beforeEach(() => {
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(withInterceptors([prefetchedReservation])),
        provideHttpClientTesting(),
      ],
    });
    server = TestBed.inject(HttpTestingController);
  });
  afterEach(() => {
    server.verify();
    delete page.prefetchedReservation;
  });

  it('answer the matching request with its headers', async () => {
    prefetch(Promise.resolve({ body: '{"seats":2}', at: Date.now() - 3_000 }));
    const { body, headers } = await ask();
    expect(body).toEqual({ seats: 2 });
    expect(headers.get('Date')).toBe('Sat, 28 Nov 2026 19:45:00 GMT');
    expect(Number(headers.get('Age'))).toBeCloseTo(3, 1);
  });

  it('are used once', async () => {
    prefetch(Promise.resolve({ body: '{"seats":2}' }));
    await ask();
    const again = ask();
    server.expectOne(ADDRESS).flush({ seats: 3 });
    expect((await again).body).toEqual({ seats: 3 });
  });

  it.each([
    ['failed', () => Promise.reject(new Error('503'))],
    [
      'are not from our server',
      () => Promise.resolve({ body: '<h1>Sign in to this network</h1>' }),
    ],
    ['are old', () => Promise.resolve({ body: '{"seats":1}', at: Date.now() - 30_000 })],
  ])('are requested again if they %s', async (_, answer) => {
    prefetch(answer());
    const answered = ask();
    await settle();
    server.expectOne(ADDRESS).flush({ seats: 2 });
    expect((await answered).body).toEqual({ seats: 2 });
  });

  it('are used only with the same authorization', async () => {
    prefetch(Promise.resolve({ body: '{"seats":2}' }));
    for (const headers of [{ Authorization: 'Bearer another' }, {}]) {
      const answered = ask(headers as Record<string, string>);
      server.expectOne(ADDRESS).flush({ seats: 4 });
      expect((await answered).body).toEqual({ seats: 4 });
    }
  });
});
