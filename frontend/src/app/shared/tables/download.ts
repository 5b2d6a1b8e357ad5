import { HttpClient } from '@angular/common/http';
import { Directive, ElementRef, inject } from '@angular/core';

import { at } from '../api/address';
import { Notices } from '../dialogs/notices';
import { sending } from '../forms/sending';

/**
 * A link to a file for staff only. Browsers show no message for a refused download, so the session
 * is checked first. With an expired session the page asks to sign in, and the link stays.
 */
@Directive({
  selector: 'a[appDownload]',
  host: { download: '', '(click)': 'take($event)' },
})
export class Download {
  private readonly http = inject(HttpClient);
  private readonly notices = inject(Notices);
  private readonly link = inject<ElementRef<HTMLAnchorElement>>(ElementRef).nativeElement;
  private readonly asking = sending();
  private isAllowed = false;

  protected async take(click: Event): Promise<void> {
    if (this.isAllowed) return;
    click.preventDefault();
    if (await this.asking.send(this.http.get(at('/api/v1/session')))) {
      this.isAllowed = true;
      this.link.click();
      this.isAllowed = false;
      return;
    }
    const why = this.asking.failure();
    const said = this.asking.said();
    if (why && why.name !== 'not-signed-in' && said) this.notices.say(said);
  }
}
