import { DOCUMENT, inject } from '@angular/core';
import { NavigationError } from '@angular/router';

import { TabMemory } from '../browser/tab-memory';
import { keepServerPage } from '../first-page/server-page';
import { Connection } from './connection';

const RELOADED_KEY = 'page-reloaded';

/** How long a page is not reloaded again after a reload, in milliseconds. */
const PAUSE_MS = 20_000;

/**
 * Handles chunks that fail to load: after an update of the site the old files are gone, and the
 * server knows the new ones. So the page is reloaded, but not repeatedly, in case nothing can be
 * loaded.
 */
export function reloadPage(error: NavigationError): void {
  const connection = inject(Connection);
  const memory = inject(TabMemory);
  const window = inject(DOCUMENT).defaultView;
  connection.note(0);
  if (!window) return;
  const hasTried = Date.now() - (memory.read<number>(RELOADED_KEY) ?? 0) < PAUSE_MS;
  if (!window.navigator.onLine || hasTried) return keepServerPage(window.document);
  memory.write(RELOADED_KEY, Date.now());
  // Changing only the part after the # would not reload the page.
  const { location } = window;
  const wanted = new URL(error.url, location.href);
  if (wanted.pathname + wanted.search === location.pathname + location.search) location.reload();
  else location.assign(wanted);
}
