import { HttpTestingController, TestRequest } from '@angular/common/http/testing';

import { Shown, setTheStage, show } from '../../shared/testing/stage';
import { BookingForm } from './booking-form';
import { StoredBooking } from './stored-bookings';
import { aPerformance } from './testing/a-performance';

// jsdom has no layout, so it cannot scroll.
Element.prototype.scrollIntoView = () => undefined;

describe('BookingForm', () => {
  let server: HttpTestingController;
  let form: Shown<BookingForm>;
  let booked: StoredBooking[];
  const performance = aPerformance();

  beforeEach(async () => {
    vi.useFakeTimers();
    sessionStorage.clear();
    server = await setTheStage();
    form = await show(BookingForm, { performance });
    booked = [];
    form.fixture.componentInstance.booked.subscribe((booking) => booked.push(booking));
  });
  afterEach(() => {
    form.fixture.destroy();
    vi.useRealTimers();
  });

  const fillIn = async () => {
    await form.type('#name', 'Anna Bianchi');
    await form.type('#email', 'anna@example.org');
    await form.click('.consent input');
  };
  const sent = (): TestRequest => server.expectOne(({ method }) => method === 'POST');
  const keyOf = ({ request }: TestRequest) => request.headers.get('Idempotency-Key');
  const refuse = async (request: TestRequest, name: string, status: number, rest: object = {}) => {
    const problem = { type: `/problems/${name}`, title: '', status, detail: 'perché sì', ...rest };
    request.flush(problem, { status, statusText: name });
    await form.settles();
  };

  it('sends the input in the language of the page', async () => {
    await fillIn();
    await form.click('[type=submit]');
    const { request } = sent();
    expect(request.url).toBe(`/api/v1/performances/${performance.id}/reservations`);
    expect(request.body).toEqual({
      name: 'Anna Bianchi',
      email: 'anna@example.org',
      seats: 2,
      access_needs: [],
      locale: 'it',
      privacy_accepted: true,
    });
  });

  it('emits the booking and clears the draft', async () => {
    await fillIn();
    await form.click('[type=submit]');
    const answer = { id: 'r', code: 'K7QF3M', status: 'pending', seats: 2, email_delivery: 'sent' };
    sent().flush({ ...answer, hold_until: '2099-11-28T19:45:00Z' });
    await form.settles();
    expect(booked[0]).toMatchObject({ code: 'K7QF3M', wishes: { email: 'anna@example.org' } });
    expect(booked[0]!.key).toMatch(/^[\w-]{20,}$/);
    expect(form.one<HTMLInputElement>('#name').value).toBe('');
    expect(sessionStorage.getItem('booking-draft')).toBeNull();
  });

  it('sends nothing while input is missing, and focuses the first missing field', async () => {
    await form.click('[type=submit]');
    server.expectNone(({ method }) => method === 'POST');
    expect(form.one('#name-fault').textContent).toBe('Scrivi il tuo nome.');
    expect(form.one('#email-fault').textContent).toBe('Scrivi il tuo indirizzo e-mail.');
    expect(form.one('#privacy-fault').textContent).toContain('consenso');
    expect(document.activeElement?.id).toBe('name');
    expect(form.one('#name').getAttribute('aria-describedby')).toContain('name-fault');
  });

  it('sends once, however often the button is pressed', async () => {
    await fillIn();
    await form.click('[type=submit]');
    await form.click('[type=submit]');
    sent();
    expect(form.one('[type=submit]').getAttribute('aria-busy')).toBe('true');
  });

  it('shows that it is sending if that takes long', async () => {
    await fillIn();
    await form.click('[type=submit]');
    expect(form.text).not.toContain('Prenotazione in corso');
    await vi.advanceTimersByTimeAsync(300);
    await form.settles();
    expect(form.one('[role=status]').textContent).toContain('Prenotazione in corso');
  });

  it('retries with the same key after a lost answer', async () => {
    await fillIn();
    await form.click('[type=submit]');
    const first = sent();
    await vi.advanceTimersByTimeAsync(20_000);
    await form.settles();
    expect(first.cancelled).toBe(true);
    expect(form.one('[role=alert]').textContent).toContain('non ha risposto in tempo');
    expect(form.one<HTMLInputElement>('#name').value).toBe('Anna Bianchi');
    await form.click('[type=submit]');
    expect(keyOf(sent())).toBe(keyOf(first));
  });

  it('uses a new key if something was changed after a refusal', async () => {
    await fillIn();
    await form.click('[type=submit]');
    const first = sent();
    await refuse(first, 'too-many-reservations', 409, { max: 3 });
    expect(form.one('[role=alert]').textContent).toContain('già 3 prenotazioni');
    await form.type('#email', 'berta@example.org');
    expect(form.all('[role=alert] p')).toHaveLength(0);
    await form.click('[type=submit]');
    expect(keyOf(sent())).not.toBe(keyOf(first));
  });

  it("shows the server's errors at their fields and focuses the first", async () => {
    await fillIn();
    await form.click('[type=submit]');
    const errors = [
      { field: 'phone', code: 'invalid', message: 'Non è un numero.' },
      { field: 'email', code: 'invalid', message: 'Non è un indirizzo.' },
    ];
    await refuse(sent(), 'validation', 422, { errors });
    expect(form.one('#email-fault').textContent).toBe('Non è un indirizzo.');
    expect(form.one('#phone-fault').textContent).toBe('Non è un numero.');
    expect(form.one('mat-expansion-panel-header').getAttribute('aria-expanded')).toBe('true');
    expect(document.activeElement?.id).toBe('email');
    expect(form.one('[role=alert]').textContent.trim()).toBe('');
  });

  it("shows the server's text for an error without a field", async () => {
    await fillIn();
    await form.click('[type=submit]');
    const errors = [{ field: 'body', code: 'invalid', message: 'Illeggibile.' }];
    await refuse(sent(), 'validation', 422, { errors });
    expect(form.one('[role=alert]').textContent.trim()).toBe('perché sì');
  });

  it('offers the remaining seats if others take seats meanwhile', async () => {
    await form.type('app-seat-stepper input', '5');
    form.fixture.componentRef.setInput('performance', aPerformance({ available: 3 }));
    await form.settles();
    expect(form.one('#seats-note').textContent).toContain('Sono rimasti solo 3 posti.');
    await form.click('#seats-note button');
    expect(form.one<HTMLInputElement>('app-seat-stepper input').value).toBe('3');
    expect(form.one('#seats-note').textContent).toContain('Sono gli ultimi 3 posti.');
  });

  it('corrects a typing error in the address on request', async () => {
    await form.type('#email', 'anna@gmial.com');
    await form.click('app-text-field .note button');
    expect(form.one<HTMLInputElement>('#email').value).toBe('anna@gmail.com');
    expect(form.all('app-text-field .note button')).toHaveLength(0);
  });

  it('asks once about a doubtful address and then accepts it', async () => {
    await fillIn();
    await form.type('#email', 'anna@gmial.com');
    await form.click('[type=submit]');
    server.expectNone(({ method }) => method === 'POST');
    const doubt = form.one('.doubt p');
    expect(document.activeElement).toBe(doubt);
    expect(doubt.textContent).toContain('Intendevi anna@gmail.com?');
    expect(doubt.textContent).toContain('tocca di nuovo');
    await form.click('[type=submit]');
    expect(sent().request.body).toMatchObject({ email: 'anna@gmial.com' });
  });

  it('asks again about another address', async () => {
    await fillIn();
    await form.type('#email', 'anna@gmial.com');
    await form.click('[type=submit]');
    await form.type('#email', 'anna@hotmial.com');
    await form.click('[type=submit]');
    server.expectNone(({ method }) => method === 'POST');
    await form.click('.doubt button');
    await form.click('[type=submit]');
    expect(sent().request.body).toMatchObject({ email: 'anna@hotmail.com' });
  });
});
