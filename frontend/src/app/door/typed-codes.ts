import { DestroyRef, inject } from '@angular/core';

import { Keystrokes } from './keystrokes';

/**
 * Listens for hand-held scanners, which type what they read wherever the page has its focus. A box
 * that a scan went into gets back what it held before. To be called where one may inject.
 */
export function typedCodes(document: Document, take: (readings: readonly string[]) => void): void {
  const keystrokes = new Keystrokes();
  let before: { readonly box: HTMLInputElement; readonly value: string } | undefined;
  const listen = (event: KeyboardEvent) => {
    const held = boxOf(event.target);
    const readings = keystrokes.take(event);
    if (readings) {
      // It neither sends a form nor presses the button that has the focus.
      event.preventDefault();
      event.stopPropagation();
      if (before) restore(before);
      before = undefined;
      take(readings);
    } else if (keystrokes.hasJustBegun) {
      before = held;
    }
  };
  document.addEventListener('keydown', listen, { capture: true });
  inject(DestroyRef).onDestroy(() =>
    document.removeEventListener('keydown', listen, { capture: true }),
  );
}

/** The box that is typed into, with what it holds before the key is taken. */
function boxOf(target: EventTarget | null) {
  return target instanceof HTMLInputElement ? { box: target, value: target.value } : undefined;
}

function restore({ box, value }: { readonly box: HTMLInputElement; readonly value: string }) {
  box.value = value;
  box.dispatchEvent(new Event('input', { bubbles: true }));
}
