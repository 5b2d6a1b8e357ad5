import { Component, inject } from '@angular/core';

import { Languages } from '../../shared/texts/languages';
import { PaperTicket } from './paper-ticket';
import { reservationTexts } from './reservation-texts';

/** An empty ticket, as in the server's page. */
@Component({
  selector: 'app-waiting-ticket',
  imports: [PaperTicket],
  template: `
    <section class="stage with-paper" [attr.aria-label]="t().title">
      <div class="inside">
        <div class="said">
          <p class="overline">{{ t().title }}</p>
          <h1>{{ t().waiting }}</h1>
        </div>
        <app-paper-ticket class="paper" aria-hidden="true">
          <div stub class="square"></div>
          <div class="lines"><i></i><i></i><i></i></div>
        </app-paper-ticket>
      </div>
    </section>
  `,
})
export class WaitingTicket {
  protected readonly t = inject(Languages).texts(reservationTexts);
}
