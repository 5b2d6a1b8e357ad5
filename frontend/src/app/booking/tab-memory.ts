import { DOCUMENT, Service, inject } from '@angular/core';

/**
 * What is remembered until the tab is closed, and never sent. A browser that keeps nothing is no
 * reason to fail.
 */
@Service()
export class TabMemory {
  private readonly window = inject(DOCUMENT).defaultView;

  /** What was written under `name`. */
  read<T>(name: string): T | undefined {
    try {
      const text = this.window?.sessionStorage.getItem(name);
      return text ? (JSON.parse(text) as T) : undefined;
    } catch {
      return undefined;
    }
  }

  /** Remembers `value` under `name`; without a value forgets it. */
  write(name: string, value: unknown): void {
    try {
      if (value === undefined) this.window?.sessionStorage.removeItem(name);
      else this.window?.sessionStorage.setItem(name, JSON.stringify(value));
    } catch {
      // Full or forbidden: then it lasts as long as the page.
    }
  }
}
