import { DOCUMENT, Service, inject } from '@angular/core';

import type { Reservation } from '../api/schema';

/** A ticket as this device saw it last. */
export interface KeptTicket {
  /** Without the ways to reach its holder, which nobody needs at the door. */
  readonly reservation: Reservation;
  /** The picture of its code (SVG). */
  readonly qr: string;
  /** When the server said so (RFC 3339). */
  readonly seenAt: string;
}

const PREFIX = 'ticket ';
const TWO_DAYS_MS = 2 * 24 * 60 * 60 * 1000;

/**
 * Tickets that were seen on this device, for when it has no network. They are found by who knows
 * their secret, which isn't kept, and forgotten two days after the performance.
 */
@Service()
export class KeptTickets {
  private readonly window = inject(DOCUMENT).defaultView;

  /** The ticket that `secret` holds, if it was seen here. */
  async find(secret: string): Promise<KeptTicket | undefined> {
    this.forgetThePast();
    const key = await keyOf(secret);
    const text = key && this.storage()?.getItem(key);
    return text ? asTicket(text) : undefined;
  }

  /** Keeps a ticket, without what only the server should know of its holder. */
  async keep(secret: string, ticket: KeptTicket): Promise<void> {
    const key = await keyOf(secret);
    if (!key) return;
    const { reservation } = ticket;
    const kept: KeptTicket = {
      ...ticket,
      reservation: { ...reservation, email: '', phone: null, notes: null, access_needs: [] },
    };
    try {
      this.storage()?.setItem(key, JSON.stringify(kept));
    } catch {
      // The device is full: it is a convenience only.
    }
  }

  async forget(secret: string): Promise<void> {
    const key = await keyOf(secret);
    if (key) this.storage()?.removeItem(key);
  }

  /** Forgets the tickets of performances that are over for two days. */
  forgetThePast(): void {
    const storage = this.storage();
    if (!storage) return;
    for (const key of Object.keys(storage).filter((key) => key.startsWith(PREFIX))) {
      const ticket = asTicket(storage.getItem(key) ?? '');
      const until = ticket ? Date.parse(ticket.reservation.performance.starts_at) + TWO_DAYS_MS : 0;
      if (!(Date.now() < until)) storage.removeItem(key);
    }
  }

  /** Nothing where the visitor's settings forbid it. */
  private storage(): Storage | undefined {
    try {
      return this.window?.localStorage;
    } catch {
      return undefined;
    }
  }
}

/** Where a ticket is kept: SHA-256 tells nothing of the secret. Nowhere on a page without TLS. */
async function keyOf(secret: string): Promise<string | undefined> {
  const subtle: SubtleCrypto | undefined = globalThis.crypto?.subtle;
  if (!subtle) return undefined;
  const hash = await subtle.digest('SHA-256', new TextEncoder().encode(secret));
  return (
    PREFIX + Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('')
  );
}

function asTicket(text: string): KeptTicket | undefined {
  try {
    const ticket = JSON.parse(text) as KeptTicket;
    return ticket.reservation.performance.starts_at && ticket.qr ? ticket : undefined;
  } catch {
    return undefined;
  }
}
