import { HttpTestingController } from '@angular/common/http/testing';

import type { Booking } from '../../shared/api/schema';
import { EMPTY_INPUT } from '../../shared/booking/booking-input';
import { Shown, setTheStage, show } from '../../shared/testing/stage';
import { BookingPage } from './booking-page';
import { aPerformance } from './testing/a-performance';

describe('BookingPage', () => {
  let server: HttpTestingController;
  let page: Shown<BookingPage>;
  const { id } = aPerformance();

  beforeEach(async () => {
    vi.useFakeTimers();
    sessionStorage.clear();
    server = await setTheStage();
    page = await show(BookingPage, { id });
  });
  afterEach(() => {
    page.fixture.destroy();
    vi.useRealTimers();
  });

  const answer = async (booking: Partial<Booking>) => {
    for (const asked of server.match(`/api/v1/performances/${id}`)) {
      if (!asked.cancelled) asked.flush(aPerformance(booking));
    }
    await page.settles();
  };

  it('fills in the ticket while the visitor types', async () => {
    await answer({});
    await page.type('#name', 'Anna Bianchi');
    await page.click('button[aria-label="Un posto in più"]');
    expect(page.one('.stub .number').textContent).toBe('3');
    expect(page.one('.stub .name dd').textContent).toBe('Anna Bianchi');
  });

  it('offers other dates if the performance sells out meanwhile, and keeps the input', async () => {
    await answer({});
    await page.type('#name', 'Anna Bianchi');
    await vi.advanceTimersByTimeAsync(18_000);
    await answer({ state: 'sold_out', available: 0 });
    const [dates] = server.match(`/api/v1/performances/${id}/other-dates`);
    const other = { ...aPerformance(), id: 'another' };
    dates!.flush({ items: [other], next_cursor: null });
    await page.settles();
    expect(page.one('h1').textContent).toBe('Tutto esaurito');
    expect(document.activeElement).toBe(page.one('h1'));
    expect(
      page.all('app-other-dates a.mat-mdc-button-base').map((link) => link.getAttribute('href')),
    ).toEqual(['/performances/another']);
    expect(sessionStorage.getItem('booking-draft')).toContain('Anna Bianchi');
  });

  it.each([
    ['cancelled', 'Replica annullata'],
    ['not_yet_open', 'Le prenotazioni apriranno presto'],
    ['closed', 'Prenotazioni chiuse'],
  ] as const)('gives the reason if it is %s', async (state, title) => {
    await answer({ state });
    expect(page.one('h1').textContent).toBe(title);
    expect(page.all('form')).toHaveLength(0);
  });

  it('shows the booking again after a reload', async () => {
    const booking = { id: 'r', code: 'K7QF3M', seats: 4, hold_until: '2099-01-01T00:00:00Z' };
    const rest = { email_delivery: 'sent', wishes: { name: 'Anna' }, clockAheadMs: 0 };
    page.fixture.destroy();
    sessionStorage.setItem(`booking-${id}`, JSON.stringify({ ...booking, ...rest }));
    page = await show(BookingPage, { id });
    await answer({});
    expect(page.one('h1').textContent).toBe('Controlla la tua e-mail');
    expect(page.one('.stub .code dd').textContent).toBe('K7QF3M');
  });

  it('starts again for another date, with the input but without the consent', async () => {
    await answer({});
    await page.type('#name', 'Anna Bianchi');
    await page.click('.consent input');
    page.fixture.componentRef.setInput('id', 'another');
    await page.settles();
    server.expectOne('/api/v1/performances/another').flush({ ...aPerformance(), id: 'another' });
    await page.settles();
    expect(page.one<HTMLInputElement>('#name').value).toBe('Anna Bianchi');
    expect(page.one<HTMLInputElement>('.consent input').checked).toBe(false);
  });

  it('keeps the input when the address is corrected, with the freed seats', async () => {
    const wishes = { ...EMPTY_INPUT, seats: 4, name: 'Anna', email: 'anna@exmaple.org' };
    const booking = { id: 'r', code: 'K7QF3M', seats: 4, hold_until: '2099-01-01T00:00:00Z' };
    const rest = { key: 'of-the-attempt', email_delivery: 'sent', wishes, clockAheadMs: 0 };
    page.fixture.destroy();
    sessionStorage.setItem(`booking-${id}`, JSON.stringify({ ...booking, ...rest }));
    page = await show(BookingPage, { id });
    await answer({ state: 'sold_out', available: 0 });
    await page.click('app-held-seats .actions button');
    server.expectOne({ method: 'DELETE' }).flush(null, { status: 204, statusText: 'No Content' });
    await page.settles();
    expect(page.one<HTMLInputElement>('#email').value).toBe('anna@exmaple.org');
    expect(document.activeElement?.id).toBe('email');
    expect(page.one<HTMLInputElement>('app-seat-stepper input').value).toBe('4');
    expect(page.one<HTMLInputElement>('.consent input').checked).toBe(true);
    expect(page.one('#seats-note').textContent).toContain('Sono gli ultimi 4 posti.');
    await answer({ available: 5 });
    expect(page.one('#seats-note').textContent.trim()).toBe('');
    expect(page.one<HTMLInputElement>('.consent input').checked).toBe(true);
    expect(sessionStorage.getItem(`booking-${id}`)).toBeNull();
  });
});
