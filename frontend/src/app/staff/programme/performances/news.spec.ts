import { Type, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';

import { Edit, Edited } from '../../../shared/forms/edited';
import { sending } from '../../../shared/forms/sending';
import { answerQuestion, withoutAnimations } from '../../../shared/testing/dialogs';
import { TheSite } from '../../../shared/site/the-site';
import { controlTexts } from '../../../shared/texts/controls/control-texts';
import { Languages } from '../../../shared/texts/languages';
import { DATES } from '../../shared/dates/dates';
import { staffTexts } from '../../shared/staff-texts';
import { AdminPerformance } from '../programme';
import { CancelBox } from './cancel-box';
import { officePerformancesTexts } from './performances-texts';
import { RescheduleBox } from './reschedule-box';

const ADDRESS = '/api/v1/admin/performances/p';
const PERFORMANCE = {
  starts_at: '2027-03-27T19:30:00Z',
  starts_local: '2027-03-27T20:30',
  venue: { name: 'Teatro del Fanale', time_zone: 'Europe/Rome' },
  show: { title: 'La locandiera' },
} as unknown as AdminPerformance;

describe('the message to the guests', () => {
  let server: HttpTestingController;
  let saved: Edit[];
  let page: HTMLElement;

  beforeEach(async () => {
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(),
        provideHttpClientTesting(),
        withoutAnimations,
        DATES,
        { provide: TheSite, useValue: { site: signal({ time_zone: 'Europe/Rome' }) } },
      ],
    });
    const languages = TestBed.inject(Languages);
    await languages.load(officePerformancesTexts);
    await languages.load(controlTexts);
    await languages.load(staffTexts);
    server = TestBed.inject(HttpTestingController);
    saved = [];
  });

  const settles = async () => {
    for (let round = 0; round < 8; round++) {
      TestBed.tick();
      await Promise.resolve();
    }
  };

  const open = async (box: Type<unknown>) => {
    const edited: Edited<AdminPerformance> = {
      value: signal(PERFORMANCE),
      failure: signal(undefined),
      sending: TestBed.runInInjectionContext(() => sending()),
      last: signal(undefined),
      theirs: signal(undefined),
      save: (edit) => {
        saved.push(edit);
        return Promise.resolve(PERFORMANCE);
      },
      overwrite: () => Promise.resolve(undefined),
      takeTheirs: () => undefined,
      reload: () => undefined,
    };
    const fixture = TestBed.createComponent(box);
    fixture.componentRef.setInput('edited', edited);
    fixture.componentRef.setInput('address', ADDRESS);
    await settles();
    page = fixture.nativeElement as HTMLElement;
  };

  const write = (selector: string, text: string) => {
    const field = page.querySelector<HTMLInputElement | HTMLTextAreaElement>(selector);
    if (!field) throw new Error(`there is no ${selector}`);
    field.value = text;
    field.dispatchEvent(new Event('input'));
    field.dispatchEvent(new Event('change'));
  };

  const agree = async (times: number) => {
    page.querySelector<HTMLButtonElement>('.actions button')?.click();
    await settles();
    const counts = { reservations: 1, held: 2, told: 1, without_address: 0, overbooked_by: 0 };
    server.expectOne(`${ADDRESS}/consequences`).flush(counts);
    for (let time = 0; time < times; time++) {
      await settles();
      answerQuestion({ reason: 'febbre' });
    }
    await settles();
  };

  it.each([
    ['  Ci dispiace.\nA presto! ', 'Ci dispiace.\nA presto!'],
    ['  ', undefined],
  ])('is sent with the new date, %j as %j', async (typed, sent) => {
    await open(RescheduleBox);
    write('.day input', '02/04/2027');
    write('.time input', '21:00');
    await settles();
    write('textarea', typed);
    await agree(1);
    const [{ url, body } = { url: '', body: undefined }] = saved;
    expect(url).toBe(`${ADDRESS}/move`);
    expect(body).toEqual({ starts_local: '2027-04-02T21:00', ...(sent ? { message: sent } : {}) });
    expect(page.querySelector('textarea')?.value).toBe('');
  });

  it('is sent with the cancellation, separate from the reason', async () => {
    await open(CancelBox);
    write('textarea', 'Torniamo in autunno.');
    await agree(2);
    expect(saved).toEqual([
      {
        method: 'POST',
        url: `${ADDRESS}/cancel`,
        body: { reason: 'febbre', message: 'Torniamo in autunno.' },
      },
    ]);
  });

  it('has a hint with the text that the mail contains anyway', async () => {
    await open(CancelBox);
    const box = page.querySelector('textarea');
    const hint = page.querySelector(`#${box?.getAttribute('aria-describedby') ?? 'none'}`);
    expect(hint?.textContent).toContain('annullata');
  });
});
