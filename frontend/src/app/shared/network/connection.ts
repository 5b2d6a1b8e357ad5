import { HttpErrorResponse, HttpEventType, HttpInterceptorFn } from '@angular/common/http';
import { DOCUMENT, Service, computed, inject, signal } from '@angular/core';
import { tap } from 'rxjs';

/** Status codes of a proxy that cannot reach our server, and of a server without its database. */
const NO_ANSWER = new Set([0, 502, 503, 504]);

/** Whether the device can reach our server, according to the latest requests. */
@Service()
export class Connection {
  private readonly window = inject(DOCUMENT).defaultView;
  private readonly deviceIsOnline = signal(this.window?.navigator.onLine ?? true);
  private readonly serverAnswers = signal(true);

  /** The present obstacle, if any. */
  readonly state = computed(() =>
    this.serverAnswers() ? 'fine' : this.deviceIsOnline() ? 'down' : 'offline',
  );

  constructor() {
    this.window?.addEventListener('online', () => {
      this.deviceIsOnline.set(true);
      this.serverAnswers.set(true);
    });
    this.window?.addEventListener('offline', () => {
      this.deviceIsOnline.set(false);
      this.serverAnswers.set(false);
    });
  }

  /** Records the result of a request. */
  note(status: number): void {
    this.serverAnswers.set(!NO_ANSWER.has(status));
  }
}

/** Records the result of every request. */
export const recordConnection: HttpInterceptorFn = (request, next) => {
  const connection = inject(Connection);
  return next(request).pipe(
    tap({
      next: (event) => {
        if (event.type === HttpEventType.Response) connection.note(event.status);
      },
      error: (error: unknown) => {
        if (error instanceof HttpErrorResponse) connection.note(error.status);
      },
    }),
  );
};
