import { HttpTestingController } from '@angular/common/http/testing';

import type { ReservationProgress } from '../api/schema';
import { HeldSeats } from './held-seats';
import { KeptBooking } from './kept-bookings';
import { aPerformance } from './testing/a-performance';
import { Shown, setTheStage, show } from './testing/stage';
import { NO_WISHES } from './wishes';

const NOW = '2026-11-28T12:00:00Z';
const HOLD_UNTIL = '2026-11-28T12:30:00Z';

describe('HeldSeats', () => {
  let server: HttpTestingController;
  let page: Shown<HeldSeats>;
  const booking: KeptBooking = {
    id: '01890000-0000-7000-8000-00000000000a',
    code: 'K7QF3M',
    seats: 2,
    hold_until: HOLD_UNTIL,
    email_delivery: 'sent',
    wishes: { ...NO_WISHES, email: 'anna@example.org' },
    clockAheadMs: 0,
  };

  beforeEach(async () => {
    vi.useFakeTimers({ now: Date.parse(NOW) });
    server = await setTheStage();
    page = await show(HeldSeats, { performance: aPerformance(), booking, isNew: true });
  });
  afterEach(() => {
    page.fixture.destroy();
    vi.useRealTimers();
  });

  const asked = () => server.match(`/api/v1/reservations/${booking.id}`);
  const answer = async (progress: Partial<ReservationProgress>) => {
    const pending = { status: 'pending', hold_until: HOLD_UNTIL, email_delivery: 'sent' };
    for (const request of asked()) request.flush({ ...pending, ...progress });
    await page.settles();
  };
  const wait = async (seconds: number) => {
    await vi.advanceTimersByTimeAsync(seconds * 1000);
    await page.settles();
  };

  it('says where the mail went, and takes the visitor there', () => {
    expect(page.one('h1').textContent).toBe('Guardate nella posta');
    expect(page.text).toContain('anna@example.org');
    expect(document.activeElement).toBe(page.one('h1'));
  });

  it('counts down', async () => {
    await wait(60);
    expect(page.one('.clock').textContent).toMatch(/^(28:59|29:00)$/);
  });

  it('says so once it is confirmed elsewhere, and asks no more', async () => {
    await answer({});
    await wait(4);
    await answer({ status: 'confirmed', hold_until: null });
    expect(page.one('h1').textContent).toBe('Confermato!');
    expect(page.text).toContain('K7QF3M');
    await wait(20);
    expect(asked()).toHaveLength(0);
  });

  it('is over when the hold is, even while the server is out of reach', async () => {
    await wait(30 * 60);
    expect(page.one('h1').textContent).toBe('Il tempo è scaduto');
  });

  it("counts by the server's clock", async () => {
    page.fixture.componentRef.setInput('booking', { ...booking, clockAheadMs: 29 * 60_000 });
    await page.settles();
    expect(page.one('.clock').textContent).toBe('01:00');
  });

  it.each([
    ['queued', "un po' lento"],
    ['failed', 'non si è potuta consegnare'],
  ] as const)('is honest about mail that is %s', async (email_delivery, words) => {
    await answer({ email_delivery });
    expect(page.text).toContain(words);
  });
});
