import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';

import { reservation } from './example-reservation';
import { HoldersReservation } from './holders-reservation';
import { StoredTicket, StoredTickets } from './stored-tickets';

const SECRET = 'k78LmhQVD83y9DgTZHbWqq4d0slvY1cozyx-SIpFkdo';
const ADDRESS = '/api/v1/reservation';

describe('HoldersReservation', () => {
  const kept = {
    find: vi.fn((): Promise<StoredTicket | undefined> => Promise.resolve(undefined)),
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
        { provide: StoredTickets, useValue: kept },
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

  it('sends the secret only as a bearer token, and opening changes nothing', async () => {
    await open();
    const { request } = server.expectOne(ADDRESS);
    expect(request.method).toBe('GET');
    expect(request.headers.get('Authorization')).toBe(`Bearer ${SECRET}`);
    expect(request.urlWithParams).toBe(ADDRESS);
  });

  it('makes no request without a valid secret', async () => {
    await open('');
    expect(held.failure()?.name).toBe('no-secret');
    location.hash = '#main';
    await settle();
    await settle();
    expect(held.failure()?.name).toBe('unknown-reservation');
  });

  it('confirms once if the button is pressed twice', async () => {
    await open();
    await answer(ADDRESS, pending);
    const twice = [held.confirm(), held.confirm()];
    expect(held.deed()).toBe('confirm');
    await answer(`${ADDRESS}/confirm`, reservation());
    expect(await Promise.all(twice)).toEqual([true, false]);
    expect(held.reservation()?.status).toBe('confirmed');
    server.expectOne(`${ADDRESS}/qr.svg`);
  });

  it('shows why an action was refused, and reloads', async () => {
    await open();
    await answer(ADDRESS, pending);
    const confirming = held.confirm();
    await refuse(`${ADDRESS}/confirm`, 409, 'sold-out', { available: 1 });
    expect(await confirming).toBe(false);
    expect(held.refusal()).toMatchObject({ deed: 'confirm', failure: { name: 'sold-out' } });
    server.expectOne(ADDRESS);
  });

  it('stores a ticket once its code is loaded', async () => {
    await open();
    await answer(ADDRESS, reservation());
    expect(kept.keep).not.toHaveBeenCalled();
    await answer(`${ADDRESS}/qr.svg`, '<svg/>');
    expect(held.qr()).toBe('<svg/>');
    expect(kept.keep).toHaveBeenCalledWith(SECRET, expect.objectContaining({ qr: '<svg/>' }));
  });

  it('removes the copy on request, and stores no other until the page is opened again', async () => {
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

  it('does not load the code again on a reload', async () => {
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

    it('shows it without a network and allows no action', async () => {
      await open();
      server.expectOne(ADDRESS).error(new ProgressEvent('error'));
      await settle();
      expect(held.reservation()?.code).toBe('K7QF3M');
      expect(held.qr()).toBe('<svg id="copy"/>');
      expect(held.seenAt()).toBe('2026-11-25T12:00:00Z');
      expect(held.isCurrent()).toBe(false);
      expect(kept.forget).not.toHaveBeenCalled();
    });

    it('deletes it if the server does not know the reservation', async () => {
      await open();
      await refuse(ADDRESS, 404, 'unknown-reservation');
      expect(held.reservation()).toBeUndefined();
      expect(kept.forget).toHaveBeenCalledWith(SECRET);
    });

    it('deletes it if the reservation was cancelled', async () => {
      await open();
      await answer(ADDRESS, reservation({ status: 'cancelled' }));
      expect(kept.forget).toHaveBeenCalledWith(SECRET);
    });

    it('deletes it if the performance was cancelled', async () => {
      await open();
      await answer(ADDRESS, reservation({}, {}, { state: 'cancelled' }));
      expect(kept.forget).toHaveBeenCalledWith(SECRET);
    });
  });
});
