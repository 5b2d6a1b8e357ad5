import { effect, inject } from '@angular/core';
import { Title } from '@angular/platform-browser';

import { TheSite } from './the-site';

/** Sets the page title, followed by the theatre's name. `undefined` means not known yet. */
export function pageTitle(of: () => string | undefined): void {
  const title = inject(Title);
  const { name } = inject(TheSite);
  effect(() => {
    const text = of();
    if (text) title.setTitle(name() ? `${text} · ${name()}` : text);
  });
}
