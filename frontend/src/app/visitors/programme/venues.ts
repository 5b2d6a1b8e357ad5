import { Component, inject } from '@angular/core';

import { at } from '../../shared/api/address';
import { answer } from '../../shared/api/answer';
import { InTurn } from '../../shared/first-page/in-turn';
import { Trouble } from '../../shared/network/trouble';
import { pageTitle } from '../../shared/site/page-title';
import { Languages } from '../../shared/texts/languages';
import { siteTexts } from '../../shared/texts/site-texts';
import { VenueCard } from './venue-card';

/** All venues. */
@Component({
  selector: 'app-venues',
  imports: [InTurn, Trouble, VenueCard],
  template: `
    @if (venues.value(); as venues) {
      <div class="page">
        <h1 class="page-title">{{ t().venues.title }}</h1>
        <h2 class="for-screen-readers">{{ t().venues.all }}</h2>
        <ul class="cards">
          @for (venue of venues.items; track venue.slug) {
            <li *appInTurn app-venue-card [venue]="venue"></li>
          } @empty {
            <li class="lead">{{ t().venues.none }}</li>
          }
        </ul>
      </div>
    } @else if (venues.failure(); as failure) {
      <app-trouble [failure]="failure" (again)="venues.reload()" />
    } @else {
      <p class="waiting">{{ t().states.loading }}</p>
    }
  `,
})
export class Venues {
  protected readonly t = inject(Languages).texts(siteTexts);
  protected readonly venues = answer(() => at('/api/v1/venues'));

  constructor() {
    pageTitle(() => this.t().venues.title);
  }
}
