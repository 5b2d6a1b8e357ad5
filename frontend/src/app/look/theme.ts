import { DOCUMENT, Service, computed, effect, inject, signal } from '@angular/core';

import { remember, remembered } from './remember';

/** Light, dark, or as the visitor's device has it. */
export type Theme = 'light' | 'dark' | 'device';

/** How the site is lit. The server knows the choice by a cookie, so that nothing flashes. */
@Service()
export class Themes {
  private readonly document = inject(DOCUMENT);
  private readonly chosen = signal<Theme>(
    asTheme(this.document.documentElement.dataset['theme'] ?? remembered(this.document, 'theme')),
  );
  private readonly deviceIsDark = this.document.defaultView?.matchMedia(
    '(prefers-color-scheme: dark)',
  );

  /** What the visitor chose. */
  readonly current = this.chosen.asReadonly();
  /** Whether the site is dark now. */
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

  /** Lights the site this way from now on, and on the next visit too. */
  choose(theme: Theme): void {
    this.chosen.set(theme);
    remember(this.document, 'theme', theme === 'device' ? undefined : theme);
  }
}

function asTheme(text: string | undefined): Theme {
  return text === 'light' || text === 'dark' ? text : 'device';
}
