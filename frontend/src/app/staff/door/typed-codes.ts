import { DestroyRef, inject } from '@angular/core';

import { END_MS, Keystrokes } from './keystrokes';

/**
 * Listens for hand-held scanners, which type into the element with the focus. If a scan went into a
 * text field, the field's earlier value is restored. Needs an injection context.
 */
export function typedCodes(document: Document, take: (readings: readonly string[]) => void): void {
  const keystrokes = new Keystrokes();
  let before: { readonly box: HTMLInputElement; readonly value: string } | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const giveBack = (readings: readonly string[]) => {
    if (before) restore(before);
    before = undefined;
    take(readings);
  };
  const listen = (event: KeyboardEvent) => {
    clearTimeout(timer);
    const held = boxOf(event.target);
    const readings = keystrokes.take(event);
    if (readings) {
      // The end key must not submit a form, press the focused button or move the focus.
      event.preventDefault();
      event.stopPropagation();
      giveBack(readings);
      return;
    }
    if (keystrokes.hasJustBegun) before = held;
    timer = setTimeout(() => {
      const whole = keystrokes.pause();
      if (whole) giveBack(whole);
    }, END_MS);
  };
  document.addEventListener('keydown', listen, { capture: true });
  inject(DestroyRef).onDestroy(() => {
    clearTimeout(timer);
    document.removeEventListener('keydown', listen, { capture: true });
  });
}

/** The text field with its value before the keystroke. */
function boxOf(target: EventTarget | null) {
  return target instanceof HTMLInputElement ? { box: target, value: target.value } : undefined;
}

function restore({ box, value }: { readonly box: HTMLInputElement; readonly value: string }) {
  box.value = value;
  box.dispatchEvent(new Event('input', { bubbles: true }));
}
