import { HttpClient, HttpResourceRequest, httpResource } from '@angular/common/http';
import {
  DOCUMENT,
  DestroyRef,
  Service,
  computed,
  effect,
  inject,
  linkedSignal,
  resource,
  signal,
} from '@angular/core';
import { Observable, firstValueFrom } from 'rxjs';

import { at } from '../../shared/api/address';
import { Failure, failure } from '../../shared/api/problem';
import type { Reservation } from '../../shared/api/schema';
import { fragment } from '../../shared/browser/fragment';
import { Connection } from '../../shared/network/connection';
import { bearer, looksLikeSecret } from './secret';
import { serverClock } from './server-clock';
import { StoredTickets } from './stored-tickets';

/** A holder's actions on a reservation. */
export type Deed = 'confirm' | 'change' | 'cancel';

/** Why an action failed. */
export interface Refusal {
  readonly deed: Deed;
  readonly failure: Failure;
}

const ADDRESS = at('/api/v1/reservation');
/** Reload interval while the page is visible: another device may change the reservation too. */
const LOOK_AGAIN_MS = 20_000;
/** After a failure the reload is sooner, unless the server gives a time. */
const TRY_AGAIN_SECONDS = 5;
/** Request timeout. */
const TIMEOUT_MS = 20_000;

/** The reservation of the secret in the address. */
@Service({ autoProvided: false })
export class HoldersReservation {
  private readonly http = inject(HttpClient);
  private readonly kept = inject(StoredTickets);
  private readonly connection = inject(Connection);

  private readonly inAddress = fragment();
  private readonly secret = computed(() =>
    looksLikeSecret(this.inAddress()) ? this.inAddress() : undefined,
  );
  private readonly asked = httpResource<Reservation>(() => asking(ADDRESS, this.secret()));
  private readonly copy = resource({
    params: () => this.secret(),
    loader: ({ params: secret }) => this.kept.find(secret),
  });

  /** The server's time. */
  readonly now = serverClock(this.asked.headers);

  /** Why the last request failed. */
  readonly failure = computed<Failure | undefined>(() => {
    if (this.secret() === undefined) {
      return { name: this.inAddress() === '' ? 'no-secret' : 'unknown-reservation' };
    }
    const error = this.asked.error();
    return error && failure(error);
  });
  private readonly isUnknown = computed(() =>
    ['no-secret', 'unknown-reservation'].includes(this.failure()?.name ?? ''),
  );

  /** The latest answer with its time. A later failure does not remove it. */
  private readonly said = linkedSignal({
    source: () => ({
      secret: this.secret(),
      latest: this.asked.hasValue() ? this.asked.value() : undefined,
      isUnknown: this.isUnknown(),
    }),
    computation: (
      { secret, latest, isUnknown },
      before?: { source: { secret: string | undefined }; value: Said | undefined },
    ): Said | undefined => {
      if (isUnknown) return undefined;
      if (latest === before?.value?.reservation || latest === undefined) {
        return before?.source.secret === secret ? before?.value : undefined;
      }
      return { reservation: latest, seenAt: new Date().toISOString() };
    },
  });
  private readonly shown = computed<Said | undefined>(
    () =>
      this.said() ?? (this.isUnknown() || !this.copy.hasValue() ? undefined : this.copy.value()),
  );

  /** The reservation, from the server or from this device's copy. */
  readonly reservation = computed(() => this.shown()?.reservation);
  /** The time of the data (RFC 3339). */
  readonly seenAt = computed(() => this.shown()?.seenAt);
  /** Whether the data are complete, not only those needed at the door. */
  readonly isWhole = computed(() => this.said() !== undefined);
  /** Whether the data are current, so that actions are possible. */
  readonly isCurrent = computed(() => {
    const trouble = this.failure()?.name;
    const isConnected = trouble === undefined || trouble === 'rate-limited';
    return this.isWhole() && isConnected && this.connection.state() === 'fine';
  });

  /** The reservation whose code is loaded. It does not change with other data. */
  private readonly ticketHolder = computed(() => {
    const reservation = this.said()?.reservation;
    return reservation && showsTicket(reservation) ? this.secret() : undefined;
  });
  private readonly drawn = httpResource.text(() =>
    asking('/api/v1/reservation/qr.svg', this.ticketHolder()),
  );
  /** The picture of the ticket's code (SVG), once confirmed. */
  readonly qr = computed(() => {
    if (this.drawn.hasValue()) return this.drawn.value();
    return this.copy.hasValue() ? this.copy.value()?.qr : undefined;
  });

  /** Whether the picture is loading. */
  readonly isDrawing = computed(() => this.isCurrent() && this.drawn.error() === undefined);

  private readonly removed = signal<string | undefined>(undefined);
  /**
   * Whether the copy on this device was removed; then none is stored until the page is opened
   * again.
   */
  readonly isCopyRemoved = computed(
    () => this.removed() !== undefined && this.removed() === this.secret(),
  );

  private readonly doing = signal<Deed | undefined>(undefined);
  private readonly refused = signal<Refusal | undefined>(undefined);
  /** The running action; there is only one at a time. */
  readonly deed = this.doing.asReadonly();
  /** Why the last action failed. */
  readonly refusal = this.refused.asReadonly();

  constructor() {
    effect(() => this.storeOrDelete());
    effect((onCleanup) => {
      const trouble = this.failure();
      if (trouble === undefined || this.isUnknown()) return;
      const seconds = trouble.retryAfterSeconds ?? TRY_AGAIN_SECONDS;
      const timer = setTimeout(() => this.reload(), seconds * 1000);
      onCleanup(() => clearTimeout(timer));
    });
    this.reloadPeriodically();
  }

  reload(): void {
    if (this.doing() !== undefined) return;
    this.asked.reload();
    if (this.drawn.error()) this.drawn.reload();
  }

  /** Confirms the seats. Returns whether it succeeded. */
  confirm(): Promise<boolean> {
    return this.do('confirm', (options) =>
      this.http.post<Reservation>('/api/v1/reservation/confirm', null, options),
    );
  }

  /** Changes the party size. Returns whether it succeeded. */
  changeSeats(seats: number): Promise<boolean> {
    return this.do('change', (options) =>
      this.http.patch<Reservation>(ADDRESS, { seats }, options),
    );
  }

  /** Cancels the reservation. Returns whether it succeeded. */
  cancel(): Promise<boolean> {
    return this.do('cancel', (options) =>
      this.http.post<Reservation>('/api/v1/reservation/cancel', null, options),
    );
  }

  /** Removes the copy of the ticket from this device. */
  removeCopy(): void {
    this.removed.set(this.secret());
  }

  /** A calendar file (iCalendar). */
  calendarFile(): Promise<Blob> {
    const headers = bearer(this.secret() ?? '');
    return firstValueFrom(
      this.http.get('/api/v1/reservation/calendar.ics', { headers, responseType: 'blob' }),
    );
  }

  /** One action at a time, so a double press acts once. */
  private async do(
    deed: Deed,
    request: (options: Sent) => Observable<Reservation>,
  ): Promise<boolean> {
    const secret = this.secret();
    if (this.doing() !== undefined || secret === undefined) return false;
    this.doing.set(deed);
    this.refused.set(undefined);
    try {
      const reservation = await firstValueFrom(
        request({ headers: bearer(secret), timeout: TIMEOUT_MS }),
      );
      if (this.secret() === secret) this.asked.set(reservation);
      return true;
    } catch (error) {
      this.refused.set({ deed, failure: failure(error) });
      this.asked.reload();
      return false;
    } finally {
      this.doing.set(undefined);
    }
  }

  private storeOrDelete(): void {
    const secret = this.secret();
    const said = this.said();
    if (secret === undefined) return;
    if (this.isCopyRemoved() || this.isUnknown() || (said && !showsTicket(said.reservation))) {
      void this.kept.forget(secret);
    } else if (said && this.drawn.hasValue()) {
      void this.kept.keep(secret, { ...said, qr: this.drawn.value() });
    }
  }

  private reloadPeriodically(): void {
    const document = inject(DOCUMENT);
    const lookAgain = () => {
      if (document.visibilityState === 'visible' && !this.isUnknown()) this.reload();
    };
    const timer = setInterval(lookAgain, LOOK_AGAIN_MS);
    document.addEventListener('visibilitychange', lookAgain);
    document.defaultView?.addEventListener('online', lookAgain);
    inject(DestroyRef).onDestroy(() => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', lookAgain);
      document.defaultView?.removeEventListener('online', lookAgain);
    });
  }
}

/** A reservation at a given time (RFC 3339). */
interface Said {
  readonly reservation: Reservation;
  readonly seenAt: string;
}

/** The request of an action. */
interface Sent {
  readonly headers: { readonly Authorization: string };
  readonly timeout: number;
}

function asking(url: string, secret: string | undefined): HttpResourceRequest | undefined {
  return secret === undefined ? undefined : { url, headers: bearer(secret), timeout: TIMEOUT_MS };
}

function showsTicket({ status, performance }: Reservation): boolean {
  return status === 'confirmed' && performance.booking.state !== 'cancelled';
}
