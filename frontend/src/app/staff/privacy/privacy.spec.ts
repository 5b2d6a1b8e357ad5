import { HttpTestingController } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';

import { answerQuestion, notice, question } from '../../shared/testing/dialogs';
import { Shown, show } from '../../shared/testing/stage';
import { Languages } from '../../shared/texts/languages';
import { refuse, setTheOffice } from '../box-office/testing/office-stage';
import { ERASE, EXPORT, PersonalData, StoredReservation } from './api';
import { Privacy } from './privacy';
import { privacyTexts } from './privacy-texts';

const EMAIL = 'anna@example.org';

function stored(wanted: Partial<StoredReservation> = {}): StoredReservation {
  return {
    id: 'r',
    code: 'K7QF3M',
    performance: {
      id: 'p',
      show_title: 'La locandiera',
      starts_at: '2099-11-28T19:45:00Z',
      cancelled_at: null,
      venue_name: 'Teatro del Fanale',
      time_zone: 'Europe/Rome',
    },
    status: 'confirmed',
    seats: 2,
    admitted: 0,
    source: 'website',
    name: 'Anna Bianchi',
    email: EMAIL,
    phone: '+39 011 555 0199',
    notes: 'col nonno',
    access_needs: ['hearing_loop'],
    locale: 'it',
    booked_at: '2099-11-01T10:00:00Z',
    hold_until: null,
    confirmed_at: '2099-11-01T10:00:00Z',
    cancelled_at: null,
    check_ins: [],
    letters: [],
    is_coming: true,
    ...wanted,
  };
}

function dataOf(...reservations: StoredReservation[]): PersonalData {
  return { email: EMAIL, exported_at: '2099-11-02T10:00:00Z', reservations };
}

describe('Privacy', () => {
  let server: HttpTestingController;
  let page: Shown<Privacy>;

  beforeEach(async () => {
    vi.useFakeTimers();
    server = await setTheOffice();
    await TestBed.inject(Languages).load(privacyTexts);
    page = await show(Privacy, {});
  });
  afterEach(() => {
    page.fixture.destroy();
    vi.useRealTimers();
  });

  const search = async (found: PersonalData) => {
    await page.type('input[type=email]', EMAIL);
    await page.click('[type=submit]');
    const asked = server.expectOne(EXPORT);
    expect(asked.request.body).toEqual({ email: EMAIL });
    expect(page.text).toContain('Caricamento');
    asked.flush(found);
    await page.settles();
  };
  const consent = async () => {
    await page.click('.grave');
    answerQuestion({ reason: '' });
    await page.settles();
  };

  it('shows everything that is stored about an address', async () => {
    const letIn = { seats: 2, at: '2099-11-28T19:30:00Z', override_reason: null, undone_at: null };
    await search(dataOf(stored(), stored({ id: 's', is_coming: false, check_ins: [letIn] })));
    for (const told of ['2 prenotazioni', 'Anna Bianchi', '555 0199', 'col nonno', '2 persone']) {
      expect(page.text).toContain(told);
    }
  });

  it('says if nothing is stored, and then offers no erasure', async () => {
    await search(dataOf());
    expect(page.text).toContain('Non c’è nessun dato');
    expect(page.all('.grave')).toHaveLength(0);
  });

  it('names the reservations to cancel, and erases only after consent', async () => {
    await search(dataOf(stored(), stored({ id: 's', code: 'PAST22', is_coming: false })));
    await page.click('.grave');
    const told = question();
    expect(told).toContain('K7QF3M, La locandiera');
    expect(told).toContain('2 posti');
    expect(told).not.toContain('PAST22');
    answerQuestion(undefined);
    await page.settles();
    server.expectNone(ERASE);

    await consent();
    const asked = server.expectOne(ERASE);
    expect(asked.request.body).toEqual({ email: EMAIL, cancel: ['r'] });
    asked.flush({ reservations: 2, cancelled: 1 });
    await page.settles();
    expect(notice()).toContain('sono stati cancellati');
    expect(page.text).toContain('Non c’è nessun dato');
    expect(page.text).not.toContain('Anna Bianchi');
  });

  it('searches again if there are new reservations since the warning', async () => {
    await search(dataOf(stored()));
    await consent();
    refuse(server.expectOne(ERASE), 412, 'edited-meanwhile');
    await page.settles();
    server.expectOne(EXPORT).flush(dataOf(stored(), stored({ id: 's', code: 'NEWXX2' })));
    await page.settles();
    expect(page.text).toContain('Non è stato cancellato nulla');
    expect(page.text).toContain('NEWXX2');
  });

  it('says why nothing was erased', async () => {
    await search(dataOf(stored()));
    await consent();
    server.expectOne(ERASE).error(new ProgressEvent('error'));
    await page.settles();
    expect(page.one('[role=alert] .refusal').textContent).not.toBe('');
    expect(page.text).toContain('Anna Bianchi');
  });

  it('requires an address', async () => {
    await page.click('[type=submit]');
    server.expectNone(EXPORT);
    expect(page.text).toContain('Scrivi l’indirizzo.');
  });
});
