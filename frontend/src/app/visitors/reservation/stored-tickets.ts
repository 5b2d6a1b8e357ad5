import { DOCUMENT, Service, inject } from '@angular/core';

import type { Reservation } from '../../shared/api/schema';

/** A ticket as this device last saw it. */
export interface StoredTicket {
  /** Without the holder's contact data, which the door does not need. */
  readonly reservation: Reservation;
  /** The picture of its code (SVG). */
  readonly qr: string;
  /** Time of the server's answer (RFC 3339). */
  readonly seenAt: string;
}

const PREFIX = 'ticket ';
const TWO_DAYS_MS = 2 * 24 * 60 * 60 * 1000;

/**
 * The tickets seen on this device, for use without a network. They are found by their secret, which
 * is not stored, and deleted two days after the performance.
 */
@Service()
export class StoredTickets {
  private readonly window = inject(DOCUMENT).defaultView;

  /** The stored ticket of a secret. */
  async find(secret: string): Promise<StoredTicket | undefined> {
    this.forgetThePast();
    const key = await keyOf(secret);
    const text = key && this.storage()?.getItem(key);
    return text ? asTicket(text) : undefined;
  }

  /** Stores a ticket without private data of its holder. */
  async keep(secret: string, ticket: StoredTicket): Promise<void> {
    const key = await keyOf(secret);
    if (!key) return;
    const { reservation } = ticket;
    const kept: StoredTicket = {
      ...ticket,
      reservation: { ...reservation, email: '', phone: null, notes: null, access_needs: [] },
    };
    try {
      this.storage()?.setItem(key, JSON.stringify(kept));
    } catch {
      // The storage is full; the copy is optional.
    }
  }

  async forget(secret: string): Promise<void> {
    const key = await keyOf(secret);
    if (key) this.storage()?.removeItem(key);
  }

  /** Deletes tickets of performances that ended two days ago. */
  forgetThePast(): void {
    const storage = this.storage();
    if (!storage) return;
    for (const key of Object.keys(storage).filter((key) => key.startsWith(PREFIX))) {
      const ticket = asTicket(storage.getItem(key) ?? '');
      const until = ticket ? Date.parse(ticket.reservation.performance.starts_at) + TWO_DAYS_MS : 0;
      if (!(Date.now() < until)) storage.removeItem(key);
    }
  }

  /** Storage is disabled by the visitor's settings. */
  private storage(): Storage | undefined {
    try {
      return this.window?.localStorage;
    } catch {
      return undefined;
    }
  }
}

/** The storage key: a SHA-256 hash does not reveal the secret. Pages without TLS store nothing. */
async function keyOf(secret: string): Promise<string | undefined> {
  const subtle: SubtleCrypto | undefined = globalThis.crypto?.subtle;
  if (!subtle) return undefined;
  const hash = await subtle.digest('SHA-256', new TextEncoder().encode(secret));
  return (
    PREFIX + Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('')
  );
}

function asTicket(text: string): StoredTicket | undefined {
  try {
    const ticket = JSON.parse(text) as StoredTicket;
    return ticket.reservation.performance.starts_at && ticket.qr ? ticket : undefined;
  } catch {
    return undefined;
  }
}
