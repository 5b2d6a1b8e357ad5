import { ApplicationRef, inject } from '@angular/core';

import { StoredTickets } from './stored-tickets';

/** Deletes expired tickets when the app has started, after its first page. */
export function deleteExpiredTickets(): void {
  const kept = inject(StoredTickets);
  void inject(ApplicationRef)
    .whenStable()
    .then(() => kept.forgetThePast());
}
