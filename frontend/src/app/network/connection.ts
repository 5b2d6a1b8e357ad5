import { HttpErrorResponse, HttpEventType, HttpInterceptorFn } from '@angular/common/http';
import { DOCUMENT, Service, computed, inject, signal } from '@angular/core';
import { tap } from 'rxjs';

/** The answers of something in front of our server that doesn't reach it, and of a server without its database. */
const NO_ANSWER = new Set([0, 502, 503, 504]);

/** Whether this device and our server are in touch, as far as the latest requests tell. */
@Service()
export class Connection {
  private readonly window = inject(DOCUMENT).defaultView;
  private readonly deviceIsOnline = signal(this.window?.navigator.onLine ?? true);
  private readonly serverAnswers = signal(true);

  /** What stands between the visitor and us. */
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

  /** Notes how a request went. */
  note(status: number): void {
    this.serverAnswers.set(!NO_ANSWER.has(status));
  }
}

/** Notes how each request went. */
export const noteConnection: HttpInterceptorFn = (request, next) => {
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
