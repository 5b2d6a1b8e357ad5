import { provideHttpClient, withInterceptors } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { Injector, runInInjectionContext, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';

import { Address } from './address';
import { Answer, answer } from './answer';
import { prefetchedAnswers } from './prefetched-answers';

describe('answer', () => {
  const first = '/api/v1/shows/first' as Address<string>;
  let http: HttpTestingController;
  let address: ReturnType<typeof signal<Address<string> | undefined>>;

  function ask(): Answer<string> {
    const asked = runInInjectionContext(TestBed.inject(Injector), () => answer(() => address()));
    TestBed.tick();
    return asked;
  }

  async function settle(): Promise<void> {
    await Promise.resolve();
    TestBed.tick();
    await new Promise((resolve) => setTimeout(resolve));
    TestBed.tick();
  }

  beforeEach(() => {
    document.getElementById('first-answers')?.remove();
    address = signal<Address<string> | undefined>(first);
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(withInterceptors([prefetchedAnswers])),
        provideHttpClientTesting(),
      ],
    });
  });

  function keepInPage(answers: Record<string, unknown>): void {
    const script = document.createElement('script');
    script.id = 'first-answers';
    script.type = 'application/json';
    script.textContent = JSON.stringify(answers);
    document.body.append(script);
  }

  it('is available at once without a request if the page contains it', async () => {
    keepInPage({ [first]: 'from the page' });
    http = TestBed.inject(HttpTestingController);
    const asked = ask();
    expect(asked.value()).toBe('from the page');
    await settle();
    expect(asked.value()).toBe('from the page');
    http.verify();
  });

  it('is requested otherwise', async () => {
    http = TestBed.inject(HttpTestingController);
    const asked = ask();
    expect(asked.value()).toBeUndefined();
    expect(asked.isLoading()).toBe(true);
    http.expectOne(first).flush('asked');
    await settle();
    expect(asked.value()).toBe('asked');
    expect(asked.isLoading()).toBe(false);
  });

  it('keeps its value if a later request fails', async () => {
    http = TestBed.inject(HttpTestingController);
    const asked = ask();
    http.expectOne(first).flush('known');
    await settle();
    asked.reload();
    await settle();
    http.expectOne(first).error(new ProgressEvent('offline'));
    await settle();
    expect(asked.value()).toBe('known');
    expect(asked.failure()).toBeUndefined();
  });

  it('gives the reason if there is no value', async () => {
    http = TestBed.inject(HttpTestingController);
    const asked = ask();
    const problem = { type: '/problems/not-found', title: 'Not found', status: 404 };
    http.expectOne(first).flush(problem, { status: 404, statusText: 'Not Found' });
    await settle();
    expect(asked.failure()?.name).toBe('not-found');
    asked.reload();
    await settle();
    http.expectOne(first).error(new ProgressEvent('offline'));
    await settle();
    expect(asked.failure()?.name).toBe('unreachable');
  });

  it('never returns the value of another address', async () => {
    http = TestBed.inject(HttpTestingController);
    const asked = ask();
    http.expectOne(first).flush('first');
    await settle();
    address.set('/api/v1/shows/second');
    TestBed.tick();
    expect(asked.value()).toBeUndefined();
  });

  describe('with periodic reloads', () => {
    let visibility: DocumentVisibilityState;

    beforeEach(() => {
      vi.useFakeTimers();
      vi.spyOn(Math, 'random').mockReturnValue(0.5);
      visibility = 'visible';
      vi.spyOn(document, 'visibilityState', 'get').mockImplementation(() => visibility);
      http = TestBed.inject(HttpTestingController);
    });
    afterEach(() => {
      TestBed.resetTestingModule();
      vi.restoreAllMocks();
      vi.useRealTimers();
    });

    const poll = async (everySeconds: number | (() => number)) => {
      runInInjectionContext(TestBed.inject(Injector), () =>
        answer(() => address(), { everySeconds }),
      );
      await wait(0);
      asked()[0]!.flush('first');
      await wait(0);
    };
    const wait = async (seconds: number) => {
      await vi.advanceTimersByTimeAsync(seconds * 1000);
      for (let round = 0; round < 2; round++) {
        TestBed.tick();
        await vi.advanceTimersByTimeAsync(0);
      }
    };
    const asked = () => http.match(first);
    const comeBack = async () => {
      visibility = 'visible';
      document.dispatchEvent(new Event('visibilitychange'));
      await wait(0);
    };
    const refuse = async (retryAfter: string) => {
      const problem = { type: '/problems/rate-limited', title: '', status: 429 };
      const headers = { 'Retry-After': retryAfter };
      asked()[0]!.flush(problem, { status: 429, statusText: 'Too Many Requests', headers });
      await wait(0);
    };

    it('waits for the given time', async () => {
      await poll(10);
      await wait(9.9);
      expect(asked()).toHaveLength(0);
      await wait(0.1);
      asked()[0]!.flush('second');
      await wait(10);
      expect(asked()).toHaveLength(1);
    });

    it.each([
      [0, 7.9, 8.1],
      [0.999, 11.9, 12.1],
    ])('varies the pause at random by up to a fifth', async (chance, notYet, then) => {
      vi.mocked(Math.random).mockReturnValue(chance);
      await poll(10);
      await wait(notYet);
      expect(asked()).toHaveLength(0);
      await wait(then - notYet);
      expect(asked()).toHaveLength(1);
    });

    it('can use a longer time each time', async () => {
      let pause = 2;
      await poll(() => (pause *= 2));
      await wait(4);
      asked()[0]!.flush('second');
      await wait(7.9);
      expect(asked()).toHaveLength(0);
      await wait(0.1);
      expect(asked()).toHaveLength(1);
    });

    it('pauses while the page is hidden, and reloads at once when it is visible again', async () => {
      await poll(10);
      visibility = 'hidden';
      await wait(25);
      expect(asked()).toHaveLength(0);
      await comeBack();
      asked()[0]!.flush('second');
      await wait(9.9);
      expect(asked()).toHaveLength(0);
    });

    it('waits as long as the server requires, even if the page becomes visible', async () => {
      await poll(4);
      await wait(4);
      await refuse('30');
      await wait(20);
      await comeBack();
      expect(asked()).toHaveLength(0);
      await wait(13);
      expect(asked()).toHaveLength(1);
    });

    it('continues at the normal pace after a successful answer', async () => {
      await poll(4);
      await wait(4);
      await refuse('1');
      await wait(4);
      asked()[0]!.flush('second');
      await wait(4);
      expect(asked()).toHaveLength(1);
    });
  });
});
