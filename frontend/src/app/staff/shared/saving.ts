import { HttpInterceptorFn } from '@angular/common/http';
import { Service, computed, inject, signal } from '@angular/core';
import { finalize } from 'rxjs';

/** Knows whether the server is handling a change. */
@Service()
export class Saving {
  private readonly requests = signal(0);

  readonly isBusy = computed(() => this.requests() > 0);

  begin(): void {
    this.requests.update((requests) => requests + 1);
  }

  end(): void {
    this.requests.update((requests) => requests - 1);
  }
}

/** Records requests that change something. Lists also reload in the background. */
export const recordSaving: HttpInterceptorFn = (request, next) => {
  if (request.method === 'GET') return next(request);
  const saving = inject(Saving);
  saving.begin();
  return next(request).pipe(finalize(() => saving.end()));
};
