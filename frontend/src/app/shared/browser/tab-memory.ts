import { DOCUMENT, Service, inject } from '@angular/core';

/**
 * Storage for the lifetime of the tab; never sent. It does not fail if the browser stores nothing.
 */
@Service()
export class TabMemory {
  private readonly window = inject(DOCUMENT).defaultView;

  read<T>(name: string): T | undefined {
    try {
      const text = this.window?.sessionStorage.getItem(name);
      return text ? (JSON.parse(text) as T) : undefined;
    } catch {
      return undefined;
    }
  }

  /** Stores `value` under `name`; without a value removes it. */
  write(name: string, value: unknown): void {
    try {
      if (value === undefined) this.window?.sessionStorage.removeItem(name);
      else this.window?.sessionStorage.setItem(name, JSON.stringify(value));
    } catch {
      // Storage is full or forbidden: the value lasts as long as the page.
    }
  }
}
