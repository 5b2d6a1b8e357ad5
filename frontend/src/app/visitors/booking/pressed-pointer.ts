import { DOCUMENT, Service, inject } from '@angular/core';

/**
 * Tracks whether a pointer is pressed. Pressing a button takes the focus from a text field. If a
 * message then appeared below the field, it would move the button before the release, and the click
 * would miss it.
 */
@Service()
export class PressedPointer {
  private isDown = false;
  private readonly waiting: (() => void)[] = [];

  constructor() {
    const document = inject(DOCUMENT);
    const listen = (event: string, heard: () => void) =>
      document.addEventListener(event, heard, { capture: true });
    listen('pointerdown', () => (this.isDown = true));
    listen('pointerup', () => this.release());
    listen('pointercancel', () => this.release());
  }

  /** Runs an action now, or after the current click. */
  whenReleased(doIt: () => void): void {
    if (this.isDown) this.waiting.push(doIt);
    else doIt();
  }

  private release(): void {
    this.isDown = false;
    const waiting = this.waiting.splice(0);
    // The click event follows the release.
    setTimeout(() => waiting.forEach((doIt) => doIt()));
  }
}
