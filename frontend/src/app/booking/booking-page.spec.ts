import { HttpTestingController } from '@angular/common/http/testing';

import type { Booking } from '../api/schema';
import { BookingPage } from './booking-page';
import { aPerformance } from './testing/a-performance';
import { Shown, setTheStage, show } from './testing/stage';

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

  it('writes the ticket while the form is filled in', async () => {
    await answer({});
    await page.type('#name', 'Anna Bianchi');
    await page.click('button[aria-label="Un posto in più"]');
    expect(page.one('.stub .number').textContent).toBe('3');
    expect(page.one('.stub .name dd').textContent).toBe('Anna Bianchi');
  });

  it('offers other dates when it sells out meanwhile, and keeps what was typed', async () => {
    await answer({});
    await page.type('#name', 'Anna Bianchi');
    await vi.advanceTimersByTimeAsync(15_000);
    await answer({ state: 'sold_out', available: 0 });
    const [dates] = server.match('/api/v1/performances?show=la-locandiera&limit=20');
    const other = { ...aPerformance(), id: 'another' };
    dates!.flush({ items: [aPerformance(), other], next_cursor: null });
    await page.settles();
    expect(page.one('h1').textContent).toBe('Tutto esaurito');
    expect(document.activeElement).toBe(page.one('h1'));
    expect(page.all('app-other-dates a.button').map((link) => link.getAttribute('href'))).toEqual([
      '/performances/another',
    ]);
    expect(sessionStorage.getItem('booking-draft')).toContain('Anna Bianchi');
  });

  it.each([
    ['cancelled', 'Questa replica è annullata'],
    ['not_yet_open', "Ancora un po' di pazienza"],
    ['closed', 'Le prenotazioni sono chiuse'],
  ] as const)('says why it is %s', async (state, title) => {
    await answer({ state });
    expect(page.one('h1').textContent).toBe(title);
    expect(page.all('form')).toHaveLength(0);
  });

  it('shows what was booked again after a reload', async () => {
    const booking = { id: 'r', code: 'K7QF3M', seats: 4, hold_until: '2099-01-01T00:00:00Z' };
    const rest = { email_delivery: 'sent', wishes: { name: 'Anna' }, clockAheadMs: 0 };
    page.fixture.destroy();
    sessionStorage.setItem(`booking-${id}`, JSON.stringify({ ...booking, ...rest }));
    page = await show(BookingPage, { id });
    await answer({});
    expect(page.one('h1').textContent).toBe('Guardate nella posta');
    expect(page.one('.stub .code dd').textContent).toBe('K7QF3M');
  });

  it('begins anew for another date, with what was typed but without the consent', async () => {
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
});
