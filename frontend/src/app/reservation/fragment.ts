import { DOCUMENT, DestroyRef, Signal, inject, signal } from '@angular/core';

/**
 * What follows `#` in the address, also when it changes. Browsers send it to no server, which is
 * why secrets are found there.
 */
export function fragment(): Signal<string> {
  const window = inject(DOCUMENT).defaultView!;
  const read = () => withoutWhatStoodBehind(window.location.hash.slice(1));
  const current = signal(read());
  const readAgain = () => current.set(read());
  window.addEventListener('hashchange', readAgain);
  inject(DestroyRef).onDestroy(() => window.removeEventListener('hashchange', readAgain));
  return current.asReadonly();
}

/** Of a link that was pasted with the full stop or the bracket behind it, the secret: 256 bits. */
function withoutWhatStoodBehind(text: string): string {
  return /^[\w-]{43}/.exec(text)?.[0] ?? text;
}
