import { DOCUMENT, inject } from '@angular/core';
import { NavigationError } from '@angular/router';

import { Connection } from './connection';

const TRIED = 'page-asked-anew';

/** For how long a page that was asked for anew isn't asked for again, in milliseconds. */
const PAUSE_MS = 20_000;

/**
 * What to do when a page's scripts can't be had: after a new version of the site the old ones are
 * gone, and the server knows the new ones. So the page is asked for anew; but not over and over,
 * since it may be that nothing can be had.
 */
export function askForPageAnew(error: NavigationError): void {
  const connection = inject(Connection);
  const window = inject(DOCUMENT).defaultView;
  connection.note(0);
  if (!window) return;
  const tried = Number(window.sessionStorage.getItem(TRIED) ?? 0);
  if (!window.navigator.onLine || Date.now() - tried < PAUSE_MS) return;
  window.sessionStorage.setItem(TRIED, String(Date.now()));
  window.location.assign(error.url);
}
