import { HttpTestingController } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';

import type { ReservationProgress } from '../../shared/api/schema';
import { EMPTY_INPUT } from '../../shared/booking/booking-input';
import { Shown, setTheStage, show } from '../../shared/testing/stage';
import { HeldSeats } from './held-seats';
import { StoredBooking } from './stored-bookings';
import { aPerformance } from './testing/a-performance';

const NOW = '2026-11-28T12:00:00Z';
const HOLD_UNTIL = '2026-11-28T12:30:00Z';

describe('HeldSeats', () => {
  let server: HttpTestingController;
  let page: Shown<HeldSeats>;
  let corrected: number;
  const booking: StoredBooking = {
    id: '01890000-0000-7000-8000-00000000000a',
    code: 'K7QF3M',
    key: 'of-the-attempt',
    seats: 2,
    hold_until: HOLD_UNTIL,
    email_delivery: 'sent',
    wishes: { ...EMPTY_INPUT, email: 'anna@example.org' },
    clockAheadMs: 0,
  };

  beforeEach(async () => {
    vi.useFakeTimers({ now: Date.parse(NOW) });
    corrected = 0;
    server = await setTheStage();
    page = await show(HeldSeats, { performance: aPerformance(), booking, isNew: true });
    page.fixture.componentInstance.correctAddress.subscribe(() => corrected++);
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

  it('shows the address of the mail and moves the focus there', () => {
    expect(page.one('h1').textContent).toBe('Controlla la tua e-mail');
    expect(page.text).toContain('anna@example.org');
    expect(document.activeElement).toBe(page.one('h1'));
  });

  it('counts down', async () => {
    await wait(60);
    expect(page.one('.clock').textContent).toMatch(/^(28:59|29:00)$/);
  });

  it('shows a confirmation elsewhere and stops asking', async () => {
    await answer({});
    await wait(5);
    await answer({ status: 'confirmed', hold_until: null });
    expect(page.one('h1').textContent).toBe('Prenotazione confermata!');
    expect(page.text).toContain('K7QF3M');
    await wait(20);
    expect(asked()).toHaveLength(0);
  });

  it('ends with the hold, even if the server cannot be reached', async () => {
    await wait(30 * 60);
    expect(page.one('h1').textContent).toBe('Tempo scaduto');
  });

  it("uses the server's clock", async () => {
    page.fixture.componentRef.setInput('booking', { ...booking, clockAheadMs: 29 * 60_000 });
    await page.settles();
    expect(page.one('.clock').textContent).toBe('01:00');
  });

  it.each([
    ['queued', 'un po’ lenta'],
    ['failed', 'Non siamo riusciti a consegnare'],
  ] as const)('shows that the mail is %s', async (email_delivery, words) => {
    await answer({ email_delivery });
    expect(page.text).toContain(words);
  });

  it('asks less often over time', async () => {
    const askedIn = async (seconds: number) => {
      let times = 0;
      for (let second = 0; second < seconds; second++) {
        await vi.advanceTimersByTimeAsync(1000);
        TestBed.tick();
        const requests = asked();
        times += requests.length;
        const pending = { status: 'pending', hold_until: HOLD_UNTIL, email_delivery: 'sent' };
        for (const request of requests) request.flush(pending);
      }
      return times;
    };
    vi.spyOn(Math, 'random').mockReturnValue(0.5);
    await answer({});
    const times = [await askedIn(60), await askedIn(120), await askedIn(120)];
    vi.restoreAllMocks();
    expect(times[0]).toBeGreaterThanOrEqual(14);
    expect(times[0]).toBeLessThanOrEqual(15);
    expect(times[1]).toBeGreaterThanOrEqual(14);
    expect(times[1]).toBeLessThanOrEqual(16);
    expect(times[2]).toBeGreaterThanOrEqual(7);
    expect(times[2]).toBeLessThanOrEqual(9);
  });

  describe('with a wrong address', () => {
    const correct = async () => {
      await page.click('.actions button');
      return server.expectOne({ method: 'DELETE', url: `/api/v1/reservations/${booking.id}` });
    };
    const refuse = async (name: string, status: number) => {
      const problem = { type: `/problems/${name}`, title: '', status };
      (await correct()).flush(problem, { status, statusText: name });
      await page.settles();
    };

    it('withdraws the booking before anything is corrected', async () => {
      const request = await correct();
      expect(request.request.headers.get('Idempotency-Key')).toBe('of-the-attempt');
      expect(page.one('.actions button').getAttribute('aria-busy')).toBe('true');
      expect(corrected).toBe(0);
      await page.click('.actions button');
      request.flush(null, { status: 204, statusText: 'No Content' });
      await page.settles();
      expect(corrected).toBe(1);
    });

    it('does not report its own withdrawal as news', async () => {
      await correct();
      await answer({ status: 'cancelled', hold_until: null });
      expect(page.one('h1').textContent).toBe('Controlla la tua e-mail');
    });

    it.each([
      ['not-found', 404],
      ['too-late', 409],
    ])('continues if there is nothing to withdraw: %s', async (name, status) => {
      await refuse(name, status);
      expect(corrected).toBe(1);
    });

    it('shows that the booking was confirmed meanwhile', async () => {
      await refuse('already-confirmed', 409);
      expect(corrected).toBe(0);
      expect(page.one('h1').textContent).toBe('Prenotazione confermata!');
      expect(document.activeElement).toBe(page.one('h1'));
    });

    it('stays and shows the error if the withdrawal fails, and allows a retry', async () => {
      await refuse('unavailable', 503);
      expect(corrected).toBe(0);
      expect(page.one('[role=alert]').textContent).toContain('Non riusciamo ad annullare');
      (await correct()).flush(null, { status: 204, statusText: 'No Content' });
      await page.settles();
      expect(corrected).toBe(1);
    });

    it('has a timeout', async () => {
      const request = await correct();
      await wait(20);
      expect(request.cancelled).toBe(true);
      expect(page.one('[role=alert]').textContent).toContain('Non riusciamo ad annullare');
    });
  });
});
