import { Injector, Service, inject } from '@angular/core';

import { controlTexts } from '../texts/controls/control-texts';
import { Languages } from '../texts/languages';

/** Notices on the visitors' pages, which load the code of notices with the first one. */
@Service()
export class LazyNotices {
  private readonly injector = inject(Injector);
  private readonly languages = inject(Languages);

  async say(text: string): Promise<void> {
    const [{ Notices }] = await Promise.all([
      import('./notices'),
      this.languages.load(controlTexts),
    ]);
    this.injector.get(Notices).say(text);
  }
}
