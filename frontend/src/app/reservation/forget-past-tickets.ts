import { ApplicationRef, inject } from '@angular/core';

import { KeptTickets } from './kept-tickets';

/** When the app starts, once its first page is there: nothing is kept for longer than was said. */
export function forgetPastTickets(): void {
  const kept = inject(KeptTickets);
  void inject(ApplicationRef)
    .whenStable()
    .then(() => kept.forgetThePast());
}
