import { HttpTestingController, TestRequest } from '@angular/common/http/testing';

import { BookingForm } from './booking-form';
import { KeptBooking } from './kept-bookings';
import { aPerformance } from './testing/a-performance';
import { Shown, setTheStage, show } from './testing/stage';

// jsdom lays nothing out, so it can't scroll.
Element.prototype.scrollIntoView = () => undefined;

describe('BookingForm', () => {
  let server: HttpTestingController;
  let form: Shown<BookingForm>;
  let booked: KeptBooking[];
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

  it('sends what was typed, in the language of the page', async () => {
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

  it('hands on what was booked, and forgets what was typed', async () => {
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

  it('sends nothing while something is missing, says what, and goes to the first', async () => {
    await form.click('[type=submit]');
    server.expectNone(({ method }) => method === 'POST');
    expect(form.one('#name-fault').textContent).toBe('Scrivete il vostro nome.');
    expect(form.one('#email-fault').textContent).toBe('Scrivete il vostro indirizzo e-mail.');
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

  it('says that it is sending when that takes its time', async () => {
    await fillIn();
    await form.click('[type=submit]');
    expect(form.text).not.toContain('prenotiamo');
    await vi.advanceTimersByTimeAsync(300);
    await form.settles();
    expect(form.one('[role=status]').textContent).toContain('prenotiamo');
  });

  it('tries again by the same key when no answer came', async () => {
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

  it('takes a new key when something was changed after a refusal', async () => {
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

  it('shows what the server finds wrong beside its field, and goes there', async () => {
    await fillIn();
    await form.click('[type=submit]');
    const errors = [
      { field: 'phone', code: 'invalid', message: 'Non è un numero.' },
      { field: 'email', code: 'invalid', message: 'Non è un indirizzo.' },
    ];
    await refuse(sent(), 'validation', 422, { errors });
    expect(form.one('#email-fault').textContent).toBe('Non è un indirizzo.');
    expect(form.one('#phone-fault').textContent).toBe('Non è un numero.');
    expect(form.one<HTMLDetailsElement>('details').open).toBe(true);
    expect(document.activeElement?.id).toBe('email');
    expect(form.one('[role=alert]').textContent.trim()).toBe('');
  });

  it('shows what it has no field and no words for as the server says it', async () => {
    await fillIn();
    await form.click('[type=submit]');
    const errors = [{ field: 'body', code: 'invalid', message: 'Illeggibile.' }];
    await refuse(sent(), 'validation', 422, { errors });
    expect(form.one('[role=alert]').textContent.trim()).toBe('perché sì');
  });

  it('offers what is left when seats go while one types', async () => {
    await form.type('app-seat-stepper input', '5');
    form.fixture.componentRef.setInput('performance', aPerformance({ available: 3 }));
    await form.settles();
    expect(form.one('#seats-note').textContent).toContain('Ne sono rimasti solo 3.');
    await form.click('#seats-note button');
    expect(form.one<HTMLInputElement>('app-seat-stepper input').value).toBe('3');
    expect(form.one('#seats-note').textContent).toContain('Sono gli ultimi 3 posti.');
  });

  it('corrects a slip in the address when it is told to', async () => {
    await form.type('#email', 'anna@gmial.com');
    await form.click('app-text-field .note button');
    expect(form.one<HTMLInputElement>('#email').value).toBe('anna@gmail.com');
    expect(form.all('app-text-field .note button')).toHaveLength(0);
  });

  it('asks once about a doubtful address, and takes it if it is meant', async () => {
    await fillIn();
    await form.type('#email', 'anna@gmial.com');
    await form.click('[type=submit]');
    server.expectNone(({ method }) => method === 'POST');
    const doubt = form.one('.doubt p');
    expect(document.activeElement).toBe(doubt);
    expect(doubt.textContent).toContain('Volevate scrivere anna@gmail.com?');
    expect(doubt.textContent).toContain('premete di nuovo');
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
