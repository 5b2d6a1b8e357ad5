import { DOCUMENT, Service, inject } from '@angular/core';

/**
 * Knows whether something is being pressed. Whoever presses a button leaves the box that they typed
 * in: what then appeared below the box would move the button away before it is released, and the
 * click would miss it.
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

  /** Does it at once, or when what is being pressed has been clicked. */
  whenReleased(doIt: () => void): void {
    if (this.isDown) this.waiting.push(doIt);
    else doIt();
  }

  private release(): void {
    this.isDown = false;
    const waiting = this.waiting.splice(0);
    // The click comes right behind the release.
    setTimeout(() => waiting.forEach((doIt) => doIt()));
  }
}
