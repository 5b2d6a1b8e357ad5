import { ApplicationRef, inject } from '@angular/core';

import { KeptTickets } from './kept-tickets';

/** Deletes expired tickets when the app has started, after its first page. */
export function forgetPastTickets(): void {
  const kept = inject(KeptTickets);
  void inject(ApplicationRef)
    .whenStable()
    .then(() => kept.forgetThePast());
}
