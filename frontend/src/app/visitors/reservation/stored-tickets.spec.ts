import { ApplicationRef } from '@angular/core';
import { TestBed } from '@angular/core/testing';

import { deleteExpiredTickets } from './delete-expired-tickets';
import { reservation } from './example-reservation';
import { StoredTickets } from './stored-tickets';

describe('StoredTickets', () => {
  const secret = 'k78LmhQVD83y9DgTZHbWqq4d0slvY1cozyx-SIpFkdo';
  const ticket = { reservation: reservation(), qr: '<svg/>', seenAt: '2026-11-25T12:00:00Z' };
  let kept: StoredTickets;

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-25T12:00:00Z') });
    localStorage.clear();
    kept = TestBed.inject(StoredTickets);
  });
  afterEach(() => vi.useRealTimers());

  it('finds a ticket by its secret', async () => {
    await kept.keep(secret, ticket);
    const found = await kept.find(secret);
    expect(found).toMatchObject({ qr: '<svg/>', reservation: { code: 'K7QF3M', seats: 3 } });
  });

  it("stores neither the secret nor the holder's contact data", async () => {
    await kept.keep(secret, ticket);
    const all = JSON.stringify(Object.entries(localStorage));
    for (const word of [secret, 'anna@example.org', '+39 011', 'by train', 'hearing_loop']) {
      expect(all).not.toContain(word);
    }
  });

  it('stores no field of the reservation that is not listed here', async () => {
    await kept.keep(secret, ticket);
    const stored = Object.entries((await kept.find(secret))!.reservation);
    const empty = ['null', '""', '[]'];
    const filled = stored.filter(([, value]) => !empty.includes(JSON.stringify(value)));
    const listed = ['id', 'code', 'status', 'seats', 'admitted', 'name', 'locale', 'performance'];
    const dates = ['booked_at', 'confirmed_at', 'kept_until'];
    const may = ['can_confirm', 'can_cancel', 'can_change'];
    expect(new Set(filled.map(([name]) => name))).toEqual(new Set([...listed, ...dates, ...may]));
  });

  it('finds nothing with another secret', async () => {
    await kept.keep(secret, ticket);
    expect(await kept.find(`${secret}x`)).toBeUndefined();
  });

  it('deletes a ticket on request', async () => {
    await kept.keep(secret, ticket);
    await kept.forget(secret);
    expect(localStorage).toHaveLength(0);
  });

  it('keeps a ticket until two days after the performance', async () => {
    await kept.keep(secret, ticket);
    vi.setSystemTime(new Date('2026-11-30T19:44:59Z'));
    expect(await kept.find(secret)).toBeDefined();
    vi.setSystemTime(new Date('2026-11-30T19:45:00Z'));
    expect(await kept.find('another')).toBeUndefined();
    expect(localStorage).toHaveLength(0);
  });

  it('deletes expired tickets when the app starts, on any page', async () => {
    await kept.keep(secret, ticket);
    localStorage.setItem('other', 'thing');
    vi.setSystemTime(new Date('2026-11-30T19:45:00Z'));
    TestBed.runInInjectionContext(deleteExpiredTickets);
    await TestBed.inject(ApplicationRef).whenStable();
    expect(Object.keys(localStorage)).toEqual(['other']);
  });

  it('deletes unreadable entries and leaves foreign ones alone', async () => {
    localStorage.setItem('ticket 1', '{"half":');
    localStorage.setItem('other', 'thing');
    await kept.find(secret);
    expect(Object.keys(localStorage)).toEqual(['other']);
  });
});
