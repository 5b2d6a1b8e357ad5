import { DOCUMENT, Service, computed, effect, inject, signal } from '@angular/core';

import { remember, storedChoice } from '../browser/remember';

/** Light, dark, or the device's setting. */
export type Theme = 'light' | 'dark' | 'device';

/** The theme of the site. The server knows the choice from a cookie, so nothing flashes. */
@Service()
export class Themes {
  private readonly document = inject(DOCUMENT);
  private readonly chosen = signal<Theme>(
    asTheme(this.document.documentElement.dataset['theme'] ?? storedChoice(this.document, 'theme')),
  );
  private readonly deviceIsDark = this.document.defaultView?.matchMedia(
    '(prefers-color-scheme: dark)',
  );

  /** The visitor's choice. */
  readonly current = this.chosen.asReadonly();
  readonly dark = computed(() =>
    this.chosen() === 'device' ? (this.deviceIsDark?.matches ?? false) : this.chosen() === 'dark',
  );

  constructor() {
    effect(() => {
      const { dataset } = this.document.documentElement;
      const theme = this.chosen();
      if (theme === 'device') delete dataset['theme'];
      else dataset['theme'] = theme;
    });
  }

  /** Sets the theme and stores it for the next visit. */
  choose(theme: Theme): void {
    this.chosen.set(theme);
    remember(this.document, 'theme', theme === 'device' ? undefined : theme);
  }
}

function asTheme(text: string | undefined): Theme {
  return text === 'light' || text === 'dark' ? text : 'device';
}
