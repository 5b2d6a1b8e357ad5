import { HttpTestingController, TestRequest } from '@angular/common/http/testing';

import { Shown, show } from '../../shared/testing/stage';
import { NewReservation } from './new-reservation';
import { aReservation, officePerformance, refuse, setTheOffice } from './testing/office-stage';

// jsdom has no layout, so it cannot scroll.
Element.prototype.scrollIntoView = () => undefined;

describe('NewReservation', () => {
  let server: HttpTestingController;
  let page: Shown<NewReservation>;

  beforeEach(async () => {
    vi.useFakeTimers();
    sessionStorage.clear();
    server = await setTheOffice();
    page = await show(NewReservation, {});
    const items = [
      officePerformance(),
      officePerformance({ id: 'q', available: 1 }),
      officePerformance({ id: 'full', available: 0 }),
      officePerformance({ id: 'off', cancelled_at: '2026-11-01T10:00:00Z' }),
      officePerformance({ id: 'over', door_closes_at: '2020-01-01T10:00:00Z' }),
    ];
    server
      .expectOne(({ url }) => url.startsWith('/api/v1/admin/performances?'))
      .flush({ items, next_cursor: null, total: items.length });
    await page.settles();
  });
  afterEach(() => {
    page.fixture.destroy();
    vi.useRealTimers();
  });

  const picker = 'app-performance-picker input';
  const open = async () => {
    page.one(picker).blur();
    page.one(picker).focus();
    await page.settles();
  };
  const option = (id: string) => document.querySelector<HTMLElement>(`#performance-${id}`);
  const choose = async (id: string) => {
    await open();
    option(id)?.click();
    await page.settles();
  };
  const name = 'input[autocapitalize=words]';
  const email = 'input[type=email]';
  const send = () => page.click('[type=submit]');
  const sent = (): TestRequest => server.expectOne(({ method }) => method === 'POST');
  const nothingSent = () => server.expectNone(({ method }) => method === 'POST');
  const keyOf = ({ request }: TestRequest) => request.headers.get('Idempotency-Key');
  const body = ({ request }: TestRequest) => request.body as Record<string, unknown>;

  it('offers the coming performances with their available seats', async () => {
    await open();
    const offered = [...document.querySelectorAll('[role=option]')];
    expect(offered.map(({ id }) => id)).toEqual([
      'performance-p',
      'performance-q',
      'performance-full',
    ]);
    expect(offered.map(({ ariaDisabled }) => ariaDisabled)).toEqual(['false', 'false', 'true']);
    expect(option('p')?.textContent).toContain('12 liberi');
    expect(option('q')?.textContent).toContain('1 libero');
    expect(option('full')?.textContent).toContain('esaurito');
  });

  it('shows the chosen performance again after a search without a choice', async () => {
    await choose('q');
    const chosen = page.one<HTMLInputElement>(picker).value;
    expect(chosen).toContain('La locandiera');
    await open();
    page.one<HTMLInputElement>(picker).value = 'gabb';
    page.one(picker).dispatchEvent(new Event('input'));
    await page.settles();
    server.expectOne(({ url }) => url.includes('search=gabb')).flush({ items: [] });
    await page.settles();
    expect(document.querySelector('[role=option]')?.textContent).toContain(
      'Nessuna replica trovata.',
    );
    // A click beside the list takes the focus first.
    page.one(picker).blur();
    document.body.click();
    await page.settles();
    expect(page.one<HTMLInputElement>(picker).value).toBe(chosen);
  });

  it('needs only a date and a name', async () => {
    await choose('p');
    await page.type(name, ' Anna Bianchi ');
    await send();
    expect(body(sent())).toEqual({
      performance_id: 'p',
      seats: 2,
      name: 'Anna Bianchi',
      email: null,
      phone: null,
      notes: null,
      access_needs: [],
      locale: 'it',
      confirmed: true,
      beyond_limits: false,
    });
  });

  it('shows missing input and sends nothing', async () => {
    await send();
    nothingSent();
    expect(page.text).toContain('Scegli una replica.');
    expect(page.text).toContain('Scrivi il nome.');
  });

  it('shows the code, and starts the next reservation for the same date', async () => {
    await choose('p');
    await page.type(name, 'Anna Bianchi');
    await send();
    sent().flush(aReservation({ email: null }), { status: 201, statusText: 'Created' });
    await page.settles();
    expect(page.one('h1 .code').textContent).toBe('K7QF3M');
    expect(page.text).toContain('comunica il codice');
    await page.click('.booked button');
    expect(page.one<HTMLInputElement>(name).value).toBe('');
    expect(page.one<HTMLInputElement>(picker).value).toContain('La locandiera');
  });

  it('books once, however often the button is pressed', async () => {
    await choose('p');
    await page.type(name, 'Anna Bianchi');
    await send();
    await send();
    sent();
  });

  it('retries with the same key after a lost answer, and uses another key for other input', async () => {
    await choose('p');
    await page.type(name, 'Anna Bianchi');
    await send();
    const first = sent();
    first.error(new ProgressEvent('error'));
    await page.settles();
    expect(page.one('[role=alert] .refusal').textContent).toContain('sono ancora qui');
    await send();
    const again = sent();
    expect(keyOf(again)).toBe(keyOf(first));
    refuse(again, 409, 'sold-out', { available: 1 });
    await page.settles();
    expect(page.text).toContain('È rimasto solo 1 posto.');
    await choose('q');
    await send();
    expect(keyOf(sent())).not.toBe(keyOf(first));
  });

  it('uses another key for the same booking after a success', async () => {
    await choose('p');
    await page.type(name, 'Anna Bianchi');
    await send();
    const first = sent();
    first.flush(aReservation(), { status: 201, statusText: 'Created' });
    await page.settles();
    await page.click('.booked button');
    await page.type(name, 'Anna Bianchi');
    await send();
    expect(keyOf(sent())).not.toBe(keyOf(first));
  });

  it("lets the box office exceed the visitors' limits", async () => {
    await choose('p');
    await page.type(name, 'Anna Bianchi');
    await page.type(email, 'anna@example.org');
    await send();
    refuse(sent(), 409, 'too-many-reservations', { max: 3 });
    await page.settles();
    await page.click('.refusal button');
    expect(body(sent())['beyond_limits']).toBe(true);
  });

  it('asks once about a doubtful address, and corrects it on request', async () => {
    await choose('p');
    await page.type(name, 'Anna Bianchi');
    await page.type(email, 'anna@gmial.com');
    expect(page.text).toContain('Intendevi anna@gmail.com?');
    await send();
    nothingSent();
    expect(page.text).toContain('premi di nuovo');
    await page.click('.doubt button');
    await send();
    expect(body(sent())['email']).toBe('anna@gmail.com');
  });

  it('accepts a doubtful address if it is right', async () => {
    await choose('p');
    await page.type(name, 'Anna Bianchi');
    await page.type(email, 'anna@gmial.com');
    await send();
    await send();
    expect(body(sent())['email']).toBe('anna@gmial.com');
  });

  it("shows the server's errors at their fields", async () => {
    await choose('p');
    await page.type(name, 'Anna Bianchi');
    await send();
    const errors = [{ field: 'phone', code: 'invalid', message: 'Non è un numero.' }];
    refuse(sent(), 422, 'validation', { errors });
    await page.settles();
    expect(page.text).toContain('Non è un numero.');
    expect(page.all('[role=alert] .refusal')).toHaveLength(0);
  });
});
