import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';

import { reservation } from './example-reservation';
import { HoldersReservation } from './holders-reservation';
import { KeptTicket, KeptTickets } from './kept-tickets';

const SECRET = 'k78LmhQVD83y9DgTZHbWqq4d0slvY1cozyx-SIpFkdo';
const ADDRESS = '/api/v1/reservation';

describe('HoldersReservation', () => {
  const kept = {
    find: vi.fn((): Promise<KeptTicket | undefined> => Promise.resolve(undefined)),
    keep: vi.fn(() => Promise.resolve()),
    forget: vi.fn(() => Promise.resolve()),
  };
  let server: HttpTestingController;
  let held: HoldersReservation;

  const pending = reservation({
    status: 'pending',
    hold_until: '2099-01-01T00:00:00Z',
    can_confirm: true,
  });
  const settle = async () => {
    TestBed.tick();
    await new Promise((resolve) => setTimeout(resolve));
    TestBed.tick();
  };

  async function open(hash = `#${SECRET}`) {
    history.replaceState(null, '', `/${hash}`);
    TestBed.configureTestingModule({
      providers: [
        HoldersReservation,
        provideHttpClient(),
        provideHttpClientTesting(),
        { provide: KeptTickets, useValue: kept },
      ],
    });
    server = TestBed.inject(HttpTestingController);
    held = TestBed.inject(HoldersReservation);
    await settle();
  }

  async function answer(address: string, body: unknown, status = 200) {
    server.expectOne(address).flush(body as object, { status, statusText: String(status) });
    await settle();
  }

  const refuse = (address: string, status: number, name: string, more = {}) =>
    answer(
      address,
      { type: `/problems/${name}`, status, title: name, detail: name, ...more },
      status,
    );

  beforeEach(() => vi.clearAllMocks());
  afterEach(() => {
    server.verify();
    history.replaceState(null, '', '/');
  });

  it('sends the secret as a bearer and nowhere else, and opening changes nothing', async () => {
    await open();
    const { request } = server.expectOne(ADDRESS);
    expect(request.method).toBe('GET');
    expect(request.headers.get('Authorization')).toBe(`Bearer ${SECRET}`);
    expect(request.urlWithParams).toBe(ADDRESS);
  });

  it('asks nothing without a secret, or with what can be none', async () => {
    await open('');
    expect(held.failure()?.name).toBe('no-secret');
    location.hash = '#main';
    await settle();
    await settle();
    expect(held.failure()?.name).toBe('unknown-reservation');
  });

  it('confirms once when the button is pressed twice', async () => {
    await open();
    await answer(ADDRESS, pending);
    const twice = [held.confirm(), held.confirm()];
    expect(held.deed()).toBe('confirm');
    await answer(`${ADDRESS}/confirm`, reservation());
    expect(await Promise.all(twice)).toEqual([true, false]);
    expect(held.reservation()?.status).toBe('confirmed');
    server.expectOne(`${ADDRESS}/qr.svg`);
  });

  it('says why it was refused, and looks again', async () => {
    await open();
    await answer(ADDRESS, pending);
    const confirming = held.confirm();
    await refuse(`${ADDRESS}/confirm`, 409, 'sold-out', { available: 1 });
    expect(await confirming).toBe(false);
    expect(held.refusal()).toMatchObject({ deed: 'confirm', failure: { name: 'sold-out' } });
    server.expectOne(ADDRESS);
  });

  it('keeps a ticket once its code is drawn', async () => {
    await open();
    await answer(ADDRESS, reservation());
    expect(kept.keep).not.toHaveBeenCalled();
    await answer(`${ADDRESS}/qr.svg`, '<svg/>');
    expect(held.qr()).toBe('<svg/>');
    expect(kept.keep).toHaveBeenCalledWith(SECRET, expect.objectContaining({ qr: '<svg/>' }));
  });

  it('takes the copy away when asked, and makes no other until it is opened anew', async () => {
    await open();
    await answer(ADDRESS, reservation());
    await answer(`${ADDRESS}/qr.svg`, '<svg/>');
    kept.keep.mockClear();
    held.removeCopy();
    await settle();
    expect(kept.forget).toHaveBeenCalledWith(SECRET);
    expect(held.isCopyRemoved()).toBe(true);
    held.reload();
    await settle();
    await answer(ADDRESS, reservation({ admitted: 1 }));
    expect(kept.keep).not.toHaveBeenCalled();
    expect(held.qr()).toBe('<svg/>');
  });

  it('does not draw the code again when it looks again', async () => {
    await open();
    await answer(ADDRESS, reservation());
    await answer(`${ADDRESS}/qr.svg`, '<svg/>');
    held.reload();
    await settle();
    await answer(ADDRESS, reservation({ admitted: 1 }));
    expect(held.reservation()?.admitted).toBe(1);
    expect(held.qr()).toBe('<svg/>');
  });

  describe('with a copy on the device', () => {
    const copy = {
      reservation: reservation(),
      qr: '<svg id="copy"/>',
      seenAt: '2026-11-25T12:00:00Z',
    };
    beforeEach(() => kept.find.mockResolvedValueOnce(copy));

    it('shows it when the network is away, and lets nothing be done', async () => {
      await open();
      server.expectOne(ADDRESS).error(new ProgressEvent('error'));
      await settle();
      expect(held.reservation()?.code).toBe('K7QF3M');
      expect(held.qr()).toBe('<svg id="copy"/>');
      expect(held.seenAt()).toBe('2026-11-25T12:00:00Z');
      expect(held.isCurrent()).toBe(false);
      expect(kept.forget).not.toHaveBeenCalled();
    });

    it('forgets it when the server knows of no such reservation', async () => {
      await open();
      await refuse(ADDRESS, 404, 'unknown-reservation');
      expect(held.reservation()).toBeUndefined();
      expect(kept.forget).toHaveBeenCalledWith(SECRET);
    });

    it('forgets it when the reservation was cancelled', async () => {
      await open();
      await answer(ADDRESS, reservation({ status: 'cancelled' }));
      expect(kept.forget).toHaveBeenCalledWith(SECRET);
    });

    it('forgets it when the performance was cancelled', async () => {
      await open();
      await answer(ADDRESS, reservation({}, {}, { state: 'cancelled' }));
      expect(kept.forget).toHaveBeenCalledWith(SECRET);
    });
  });
});
