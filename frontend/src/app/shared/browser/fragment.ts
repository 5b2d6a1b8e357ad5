import { DOCUMENT, DestroyRef, Signal, inject, signal } from '@angular/core';

/**
 * The part after `#` in the address, also after a change. Browsers do not send it to servers, so
 * secrets are there.
 */
export function fragment(): Signal<string> {
  const window = inject(DOCUMENT).defaultView!;
  const read = () => withoutTrailingText(window.location.hash.slice(1));
  const current = signal(read());
  const readAgain = () => current.set(read());
  window.addEventListener('hashchange', readAgain);
  inject(DestroyRef).onDestroy(() => window.removeEventListener('hashchange', readAgain));
  return current.asReadonly();
}

/** The secret of a pasted link, without a full stop or bracket after it: 256 bits. */
function withoutTrailingText(text: string): string {
  return /^[\w-]{43}/.exec(text)?.[0] ?? text;
}
