import { Component, DOCUMENT, inject } from '@angular/core';

import { Languages } from '../texts/languages';
import { siteTexts } from '../texts/site-texts';
import { Connection } from './connection';
import { Updates } from './updates';

/** Shows that data may be outdated, and that a newer version exists. */
@Component({
  selector: 'app-connection-bar',
  template: `
    <div role="status">
      @if (connection.state() === 'offline') {
        <p class="bar">{{ t().states.offlineBar }}</p>
      } @else if (connection.state() === 'down') {
        <p class="bar">{{ t().states.downBar }}</p>
      } @else if (updates.isReady()) {
        <p class="bar">
          {{ t().states.newVersion }}
          <button type="button" (click)="reload()">{{ t().states.reload }}</button>
        </p>
      }
    </div>
  `,
})
export class ConnectionBar {
  protected readonly t = inject(Languages).texts(siteTexts);
  protected readonly connection = inject(Connection);
  protected readonly updates = inject(Updates);
  private readonly document = inject(DOCUMENT);

  protected reload(): void {
    this.document.location.reload();
  }
}
