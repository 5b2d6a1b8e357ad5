import { HttpTestingController } from '@angular/common/http/testing';

import { Shown, show } from '../../shared/testing/stage';
import type { ReservationDetail } from './api';
import { CorrectGuest } from './correct-guest';
import { aReservation, refuse, setTheOffice } from './testing/office-stage';

describe('CorrectGuest', () => {
  let server: HttpTestingController;
  let dialog: Shown<CorrectGuest>;
  let corrected: ReservationDetail[];

  beforeEach(async () => {
    vi.useFakeTimers();
    server = await setTheOffice();
    dialog = await show(CorrectGuest, { reservation: aReservation() });
    corrected = [];
    dialog.fixture.componentInstance.corrected.subscribe((after) => corrected.push(after));
    await dialog.type('input[type=email]', 'anna.b@example.org');
    await dialog.click('[type=submit]');
  });
  afterEach(() => {
    dialog.fixture.destroy();
    vi.useRealTimers();
  });

  const looked = () => server.expectOne(({ method }) => method === 'GET');
  const saved = () => server.expectOne(({ method }) => method === 'PUT');
  const answerLook = async (reservation: ReservationDetail, tag = '"v1"') => {
    looked().flush(reservation, { headers: { ETag: tag } });
    await dialog.settles();
  };

  it('saves if nobody else has changed the guest', async () => {
    await answerLook(aReservation());
    const put = saved();
    expect(put.request.url).toBe('/api/v1/admin/reservations/r/guest');
    expect(put.request.body).toMatchObject({ name: 'Anna Bianchi', email: 'anna.b@example.org' });
    put.flush(aReservation({ email: 'anna.b@example.org' }));
    await dialog.settles();
    expect(corrected).toHaveLength(1);
  });

  it('saves if something else of the reservation has changed', async () => {
    await answerLook(aReservation({ seats: 4, admitted: 1 }));
    saved();
  });

  it('does not overwrite another correction, and shows the difference', async () => {
    await answerLook(aReservation({ email: 'a.bianchi@example.org' }));
    server.expectNone(({ method }) => method === 'PUT');
    expect(dialog.text).toContain('anna.b@example.org');
    expect(dialog.text).toContain('a.bianchi@example.org');
  });

  it('checks again if there was a change between the check and saving', async () => {
    await answerLook(aReservation());
    refuse(saved(), 412, 'edited-meanwhile');
    await dialog.settles();
    await answerLook(aReservation({ email: 'a.bianchi@example.org' }), '"v2"');
    server.expectNone(({ method }) => method === 'PUT');
    expect(dialog.text).toContain('a.bianchi@example.org');
  });

  it('saves again if that change was about something else', async () => {
    await answerLook(aReservation());
    const first = saved();
    expect(first.request.headers.get('If-Match')).toBe('"v1"');
    refuse(first, 412, 'edited-meanwhile');
    await dialog.settles();
    await answerLook(aReservation({ seats: 4 }), '"v2"');
    expect(saved().request.headers.get('If-Match')).toBe('"v2"');
  });

  it('overwrites the other correction on request, after another check', async () => {
    const theirs = aReservation({ email: 'a.bianchi@example.org' });
    await answerLook(theirs);
    await dialog.click('.conflict .actions button:last-child');
    await answerLook(theirs);
    expect(saved().request.body).toMatchObject({ email: 'anna.b@example.org' });
  });

  it('continues from the other correction on request', async () => {
    await answerLook(aReservation({ email: 'a.bianchi@example.org' }));
    await dialog.click('.conflict .actions button:first-child');
    expect(corrected[0]!.email).toBe('a.bianchi@example.org');
  });

  it('keeps the input if the server does not answer', async () => {
    looked().error(new ProgressEvent('error'));
    await dialog.settles();
    expect(dialog.text).toContain('sono ancora qui');
    expect(dialog.one<HTMLInputElement>('input[type=email]').value).toBe('anna.b@example.org');
  });

  it("shows the server's errors at their fields", async () => {
    await answerLook(aReservation());
    const errors = [{ field: 'email', code: 'invalid', message: 'Non è un indirizzo.' }];
    refuse(saved(), 422, 'validation', { errors });
    await dialog.settles();
    expect(dialog.text).toContain('Non è un indirizzo.');
    expect(dialog.all('.refusal')).toHaveLength(0);
  });
});
