import { HttpClient } from '@angular/common/http';
import { DOCUMENT, Service, inject, signal } from '@angular/core';
import { firstValueFrom } from 'rxjs';

import { at } from '../api/address';
import { failure } from '../api/problem';
import type { Session } from '../api/schema';

/** What somebody is trusted with. */
export type Role = Session['role'];

/** What one signs in with. */
export interface Credentials {
  readonly email: string;
  readonly password: string;
  /** A one-time code, or a recovery code. */
  readonly totp?: string;
}

/** Each may do all that the one before it may. */
const RANKS: readonly Role[] = ['door', 'box_office', 'admin'];

const ADDRESS = at('/api/v1/session');

/** Somebody signed in, but the browser has not kept the session's cookie. */
export class CookieNotKept extends Error {}

/** Who is signed in on this device. */
@Service()
export class SignedIn {
  private readonly http = inject(HttpClient);
  private readonly document = inject(DOCUMENT);
  private readonly current = signal<Session | undefined>(undefined);
  private readonly lapsed = signal(false);

  /** Who it is; nobody until somebody has asked. */
  readonly member = this.current.asReadonly();
  /** Whether the session has ended while its page was open. */
  readonly hasLapsed = this.lapsed.asReadonly();

  /** Asks the server who it is, unless that is known; nobody if nobody is. */
  async ask(): Promise<Session | undefined> {
    if (this.current() && !this.hasLapsed()) return this.current();
    try {
      this.current.set(await firstValueFrom(this.http.get<Session>(ADDRESS)));
    } catch (error) {
      // A server that doesn't answer signs nobody out.
      if (failure(error).name !== 'not-signed-in') throw error;
      this.current.set(undefined);
    }
    return this.current();
  }

  /** Asks again: what one is called or trusted with has changed. */
  async askAnew(): Promise<void> {
    this.current.set(await firstValueFrom(this.http.get<Session>(ADDRESS)));
  }

  /** Signs in; throws what the server answered instead, or `CookieNotKept`. */
  async signIn(credentials: Credentials): Promise<void> {
    const before = this.current();
    const member = await firstValueFrom(this.http.post<Session>(ADDRESS, credentials));
    await this.findCookieKept();
    // What is on the screen belongs to who was there before.
    if (before && before.id !== member.id) this.document.location.assign('/door');
    this.current.set(member);
    this.lapsed.set(false);
  }

  /** Asks once with the new cookie: a browser may refuse it, and only the server sees it. */
  private async findCookieKept(): Promise<void> {
    try {
      await firstValueFrom(this.http.get<Session>(ADDRESS));
    } catch (error) {
      if (failure(error).name === 'not-signed-in') throw new CookieNotKept();
      throw error;
    }
  }

  /** Signs out, and forgets all that this page knows. */
  async signOut(): Promise<void> {
    await firstValueFrom(this.http.delete(ADDRESS));
    this.document.location.assign('/sign-in');
  }

  /** Notes that the server no longer knows the session. */
  noteLapse(): void {
    if (this.current()) this.lapsed.set(true);
  }

  /** Whether whoever is signed in may do what takes at least this role. */
  may(least: Role): boolean {
    const member = this.current();
    return member !== undefined && RANKS.indexOf(member.role) >= RANKS.indexOf(least);
  }
}
