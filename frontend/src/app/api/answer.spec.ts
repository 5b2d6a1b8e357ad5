import { provideHttpClient, withInterceptors } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { Injector, runInInjectionContext, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';

import { Address } from './address';
import { Answer, answer } from './answer';
import { keptAnswers } from './kept-answers';

describe('an answer', () => {
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
      providers: [provideHttpClient(withInterceptors([keptAnswers])), provideHttpClientTesting()],
    });
  });

  function keepInPage(answers: Record<string, unknown>): void {
    const script = document.createElement('script');
    script.id = 'first-answers';
    script.type = 'application/json';
    script.textContent = JSON.stringify(answers);
    document.body.append(script);
  }

  it('is there at once when it came with the page, and nobody is asked', async () => {
    keepInPage({ [first]: 'from the page' });
    http = TestBed.inject(HttpTestingController);
    const asked = ask();
    expect(asked.value()).toBe('from the page');
    await settle();
    expect(asked.value()).toBe('from the page');
    http.verify();
  });

  it('is asked for otherwise', async () => {
    http = TestBed.inject(HttpTestingController);
    const asked = ask();
    expect(asked.value()).toBeUndefined();
    expect(asked.isLoading()).toBe(true);
    http.expectOne(first).flush('asked');
    await settle();
    expect(asked.value()).toBe('asked');
    expect(asked.isLoading()).toBe(false);
  });

  it('stays when asking again fails', async () => {
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

  it('says why there is none', async () => {
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

  it('is never that of another address', async () => {
    http = TestBed.inject(HttpTestingController);
    const asked = ask();
    http.expectOne(first).flush('first');
    await settle();
    address.set('/api/v1/shows/second');
    TestBed.tick();
    expect(asked.value()).toBeUndefined();
  });
});
