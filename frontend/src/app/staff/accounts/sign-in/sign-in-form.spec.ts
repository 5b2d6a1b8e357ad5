import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { DOCUMENT } from '@angular/core';
import { ComponentFixture, TestBed } from '@angular/core/testing';

import { controlTexts } from '../../../shared/texts/controls/control-texts';
import { Languages } from '../../../shared/texts/languages';
import { SignedIn } from '../../shared/signed-in';
import { staffTexts } from '../../shared/staff-texts';
import { SignInForm } from './sign-in-form';

const SESSION = '/api/v1/session';
const DORA = { id: '1', name: 'Dora', email: 'dora@example.org', role: 'door', mail: 'sent' };
const NOT_SIGNED_IN = { type: '/problems/not-signed-in', status: 401, title: '', detail: '' };

describe('SignInForm', () => {
  let server: HttpTestingController;
  let fixture: ComponentFixture<SignInForm>;
  let isDone: boolean;

  beforeEach(async () => {
    TestBed.configureTestingModule({
      providers: [provideHttpClient(), provideHttpClientTesting()],
    });
    const languages = TestBed.inject(Languages);
    await Promise.all([languages.load(controlTexts), languages.load(staffTexts)]);
    server = TestBed.inject(HttpTestingController);
    fixture = TestBed.createComponent(SignInForm);
    isDone = false;
    fixture.componentInstance.done.subscribe(() => (isDone = true));
    await fixture.whenStable();
  });

  afterEach(() => server.verify());

  async function settle(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve));
    await fixture.whenStable();
  }

  async function signIn(): Promise<void> {
    const host = fixture.nativeElement as HTMLElement;
    host.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }));
    server.expectOne({ method: 'POST', url: SESSION }).flush(DORA);
    await settle();
  }

  function said(): string | undefined {
    const host = fixture.nativeElement as HTMLElement;
    return host.querySelector('[role=alert]')?.textContent?.trim();
  }

  it('signs in if the browser sends the new cookie', async () => {
    await signIn();
    server.expectOne({ method: 'GET', url: SESSION }).flush(DORA);
    await settle();
    expect(isDone).toBe(true);
    expect(TestBed.inject(SignedIn).member()?.name).toBe('Dora');
    expect(said()).toBeUndefined();
  });

  it('says at once that HTTPS is needed if the browser has stored no cookie', async () => {
    expect(TestBed.inject(DOCUMENT).location.protocol).toBe('http:');
    await signIn();
    const refused = { status: 401, statusText: 'Unauthorized' };
    server.expectOne({ method: 'GET', url: SESSION }).flush(NOT_SIGNED_IN, refused);
    await settle();
    expect(isDone).toBe(false);
    expect(TestBed.inject(SignedIn).member()).toBeUndefined();
    expect(said()).toContain('HTTPS');
  });
});
