import { Component, DOCUMENT, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';

import { LazyNotices } from '../../shared/dialogs/lazy-notices';
import { Languages } from '../../shared/texts/languages';
import { siteTexts } from '../../shared/texts/site-texts';

/** Shares the page with the device's own menu, or copies its address. */
@Component({
  selector: 'app-share',
  imports: [MatButton],
  template: `
    <button matButton="outlined" type="button" (click)="share()">{{ t().show.share }}</button>
  `,
})
export class Share {
  readonly title = input.required<string>();

  private readonly document = inject(DOCUMENT);
  private readonly notices = inject(LazyNotices);
  protected readonly t = inject(Languages).texts(siteTexts);

  protected async share(): Promise<void> {
    const { origin, pathname } = this.document.location;
    const url = origin + pathname;
    const { navigator } = this.document.defaultView!;
    try {
      if ('share' in navigator) return await navigator.share({ title: this.title(), url });
      await (navigator as Navigator).clipboard.writeText(url);
      void this.notices.say(this.t().show.copied);
    } catch {
      // The visitor has closed the menu, or the browser allows neither.
    }
  }
}
