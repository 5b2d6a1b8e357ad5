import { Component, inject } from '@angular/core';

import { Languages } from '../texts/languages';
import { PaperTicket } from './paper-ticket';
import { reservationTexts } from './reservation-texts';

/** A ticket with nothing on it yet, when the wait is long enough to be noticed. */
@Component({
  selector: 'app-waiting-ticket',
  imports: [PaperTicket],
  template: `
    <p role="status" class="for-screen-readers">{{ t().waiting }}</p>
    <div class="stage with-paper" aria-hidden="true">
      <div class="inside">
        <app-paper-ticket class="paper">
          <div stub class="square"></div>
          <div class="lines"><i></i><i></i><i></i></div>
        </app-paper-ticket>
      </div>
    </div>
  `,
  styleUrl: './waiting-ticket.scss',
})
export class WaitingTicket {
  protected readonly t = inject(Languages).texts(reservationTexts);
}
