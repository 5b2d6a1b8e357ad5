import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';

import { controlTexts } from '../texts/controls/control-texts';
import { Languages } from '../texts/languages';
import { Edited, edited } from './edited';

describe('edited', () => {
  const address = signal<string | undefined>('/thing/1');
  let server: HttpTestingController;
  let thing: Edited<{ readonly name: string }>;

  beforeEach(async () => {
    TestBed.configureTestingModule({
      providers: [provideHttpClient(), provideHttpClientTesting()],
    });
    await TestBed.inject(Languages).load(controlTexts);
    server = TestBed.inject(HttpTestingController);
    address.set('/thing/1');
    thing = TestBed.runInInjectionContext(() => edited(address));
    await settles();
    server.expectOne('/thing/1').flush({ name: 'one' });
    await settles();
  });

  const settles = async () => {
    for (let round = 0; round < 3; round++) {
      TestBed.tick();
      await Promise.resolve();
    }
  };

  it('sends the version of the shown value during a reload', async () => {
    thing.reload();
    await settles();
    server.expectOne('/thing/1').flush({ name: 'seven' }, { headers: { ETag: '"v7"' } });
    await settles();
    expect(thing.value()).toEqual({ name: 'seven' });
    thing.reload();
    await settles();
    void thing.save({ body: {} });
    await settles();
    const put = server.expectOne(({ method }) => method === 'PUT');
    expect(put.request.headers.get('If-Match')).toBe('"v7"');
  });

  it('keeps the value if a reload fails', async () => {
    expect(thing.value()).toEqual({ name: 'one' });
    thing.reload();
    await settles();
    server.expectOne('/thing/1').error(new ProgressEvent('error'));
    await settles();
    expect(thing.value()).toEqual({ name: 'one' });
    expect(thing.failure()).toBeUndefined();
  });

  it("takes the server's value on request", async () => {
    thing.reload();
    await settles();
    server.expectOne('/thing/1').flush({ name: 'another' });
    await settles();
    expect(thing.value()).toEqual({ name: 'another' });
  });

  it('never shows the value of another address', async () => {
    address.set('/thing/2');
    await settles();
    expect(thing.value()).toBeUndefined();
    server.expectOne('/thing/2').error(new ProgressEvent('error'));
    await settles();
    expect(thing.value()).toBeUndefined();
    expect(thing.failure()?.name).toBe('unreachable');
  });
});
