import { Component, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';

import type { Venue } from '../../shared/api/schema';
import { Fill } from '../../shared/texts/fill';
import { Languages } from '../../shared/texts/languages';
import { Listed } from '../../shared/texts/listed';
import { siteTexts } from '../../shared/texts/site-texts';

/** A venue in a list: address and directions. */
@Component({
  selector: 'li[app-venue-card]',
  imports: [Fill, Listed, RouterLink],
  template: `
    <h3>
      <a [routerLink]="['/venues', venue().slug]">{{ venue().name }}</a>
    </h3>
    <p class="soft">{{ [venue().address, venue().city] | listed }}</p>
    @if (venue().access_notes) {
      <p>{{ venue().access_notes }}</p>
    }
    <p class="ways">
      <a
        class="more-link"
        [href]="venue().map_url"
        target="_blank"
        rel="noopener"
        [attr.aria-label]="t().venues.mapOf | fill: { venue: venue().name }"
        >{{ t().venues.map }}</a
      >
      <a
        class="more-link"
        [href]="venue().directions_url"
        target="_blank"
        rel="noopener"
        [attr.aria-label]="t().venues.directionsTo | fill: { venue: venue().name }"
        >{{ t().venues.directions }}</a
      >
    </p>
  `,
  host: { class: 'card' },
})
export class VenueCard {
  readonly venue = input.required<Venue>();

  protected readonly t = inject(Languages).texts(siteTexts);
}
