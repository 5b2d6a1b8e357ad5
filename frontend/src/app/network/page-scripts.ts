import { DOCUMENT, inject } from '@angular/core';
import { NavigationError } from '@angular/router';

import { TabMemory } from '../booking/tab-memory';
import { leavePaint } from '../first-page/server-page';
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
  const memory = inject(TabMemory);
  const window = inject(DOCUMENT).defaultView;
  connection.note(0);
  if (!window) return;
  const hasTried = Date.now() - (memory.read<number>(TRIED) ?? 0) < PAUSE_MS;
  if (!window.navigator.onLine || hasTried) return leavePaint(window.document);
  memory.write(TRIED, Date.now());
  // Where only the part behind the # would change, nothing would be asked for.
  const { location } = window;
  const wanted = new URL(error.url, location.href);
  if (wanted.pathname + wanted.search === location.pathname + location.search) location.reload();
  else location.assign(wanted);
}
