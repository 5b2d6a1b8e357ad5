import { HttpClient, provideHttpClient, withInterceptors } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';

import { Saving, recordSaving } from './saving';

describe('Saving', () => {
  let http: HttpClient;
  let server: HttpTestingController;
  let saving: Saving;

  beforeEach(() => {
    TestBed.configureTestingModule({
      providers: [provideHttpClient(withInterceptors([recordSaving])), provideHttpClientTesting()],
    });
    http = TestBed.inject(HttpClient);
    server = TestBed.inject(HttpTestingController);
    saving = TestBed.inject(Saving);
  });

  it('lasts until all changes are answered, also with an error', () => {
    http.post('/one', {}).subscribe();
    http.delete('/other').subscribe({ error: () => undefined });
    server.expectOne('/one').flush({});
    expect(saving.isBusy()).toBe(true);
    server.expectOne('/other').error(new ProgressEvent('error'));
    expect(saving.isBusy()).toBe(false);
  });

  it('ignores reads', () => {
    http.get('/list').subscribe();
    server.expectOne('/list');
    expect(saving.isBusy()).toBe(false);
  });
});
