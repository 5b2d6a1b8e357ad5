import { NgComponentOutlet } from '@angular/common';
import { Component, computed, inject, input, output } from '@angular/core';

import { Failure } from '../../shared/api/problem';
import { loaded } from '../../shared/first-page/on-demand';
import { Trouble } from '../../shared/network/trouble';
import { TheSite } from '../../shared/site/the-site';
import { Languages } from '../../shared/texts/languages';
import { reservationTexts } from './reservation-texts';

/** Replaces a reservation that cannot be shown: the reason, and what to do. */
@Component({
  selector: 'app-no-reservation',
  imports: [NgComponentOutlet, Trouble],
  template: `
    @if (said(); as said) {
      <div class="stage">
        <div class="inside trouble">
          <div class="said">
            <h1>{{ said.heading }}</h1>
            <p class="lead">{{ said.lead }}</p>
            @if (email(); as email) {
              <p>
                {{ help().before }}<a [href]="'mailto:' + email">{{ email }}</a
                >{{ help().after }}
              </p>
            }
          </div>
        </div>
      </div>
      @if (canAskAgain()) {
        <div class="page"><ng-container [ngComponentOutlet]="lostLinkForm()" /></div>
      }
    } @else {
      <app-trouble [failure]="failure()" (again)="again.emit()" />
    }
  `,
})
export class NoReservation {
  readonly failure = input.required<Failure>();
  /** Emits when the visitor wants to retry. */
  readonly again = output();

  private readonly t = inject(Languages).texts(reservationTexts);
  private readonly site = inject(TheSite).site;
  protected readonly email = computed(() => this.site()?.contact.email);
  protected readonly help = computed(() => {
    const [before, after] = this.t().help.split('{email}');
    return { before, after };
  });
  /** Whether another link would help. */
  protected readonly canAskAgain = computed(() => this.failure().name !== 'rate-limited');
  protected readonly lostLinkForm = loaded(() =>
    import('./lost-link/lost-link-form').then((m) => m.LostLinkForm),
  );
  protected readonly said = computed(() => {
    switch (this.failure().name) {
      case 'no-secret':
        return this.t().missing;
      case 'unknown-reservation':
        return this.t().unknown;
      case 'rate-limited':
        return this.t().busy;
      default:
        return undefined;
    }
  });
}
