import { HttpClient } from '@angular/common/http';
import { DOCUMENT, Service, inject, signal } from '@angular/core';
import { firstValueFrom } from 'rxjs';

import { at } from '../../shared/api/address';
import { failure } from '../../shared/api/problem';
import type { Session } from '../../shared/api/schema';

export type Role = Session['role'];

export interface Credentials {
  readonly email: string;
  readonly password: string;
  /** A one-time code or a recovery code. */
  readonly totp?: string;
}

/** Each role includes the rights of the previous one. */
const RANKS: readonly Role[] = ['door', 'box_office', 'admin'];

const ADDRESS = at('/api/v1/session');

/** Sign-in succeeded, but the browser has not stored the session cookie. */
export class CookieNotKept extends Error {}

/** The person signed in on this device. */
@Service()
export class SignedIn {
  private readonly http = inject(HttpClient);
  private readonly document = inject(DOCUMENT);
  private readonly current = signal<Session | undefined>(undefined);
  private readonly lapsed = signal(false);

  /** The person; undefined until the first request. */
  readonly member = this.current.asReadonly();
  /** Whether the session has expired while its page was open. */
  readonly hasLapsed = this.lapsed.asReadonly();

  /** Asks the server for the signed-in person, unless it is known; `undefined` if there is none. */
  async ask(): Promise<Session | undefined> {
    if (this.current() && !this.hasLapsed()) return this.current();
    try {
      this.current.set(await firstValueFrom(this.http.get<Session>(ADDRESS)));
    } catch (error) {
      // If the server does not answer, nobody is signed out.
      if (failure(error).name !== 'not-signed-in') throw error;
      this.current.set(undefined);
    }
    return this.current();
  }

  /** Asks again, because name or role have changed. */
  async refresh(): Promise<void> {
    this.current.set(await firstValueFrom(this.http.get<Session>(ADDRESS)));
  }

  /** Signs in. Throws the server's error or `CookieNotKept`. */
  async signIn(credentials: Credentials): Promise<void> {
    const before = this.current();
    const member = await firstValueFrom(this.http.post<Session>(ADDRESS, credentials));
    await this.findCookieKept();
    // The content of the page belongs to the previous person.
    if (before && before.id !== member.id) this.document.location.assign('/door');
    this.current.set(member);
    this.lapsed.set(false);
  }

  /**
   * Makes one request with the new cookie: only the server can see whether the browser has stored
   * it.
   */
  private async findCookieKept(): Promise<void> {
    try {
      await firstValueFrom(this.http.get<Session>(ADDRESS));
    } catch (error) {
      if (failure(error).name === 'not-signed-in') throw new CookieNotKept();
      throw error;
    }
  }

  /** Signs out and clears all data of this page. */
  async signOut(): Promise<void> {
    await firstValueFrom(this.http.delete(ADDRESS));
    this.document.location.assign('/sign-in');
  }

  /** Records that the server no longer knows the session. */
  recordSessionExpiry(): void {
    if (this.current()) this.lapsed.set(true);
  }

  /** Whether the signed-in person has at least this role. */
  may(least: Role): boolean {
    const member = this.current();
    return member !== undefined && RANKS.indexOf(member.role) >= RANKS.indexOf(least);
  }
}
