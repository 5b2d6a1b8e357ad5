import { Component, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';

import type { ShowSummary } from '../../shared/api/schema';
import { Poster } from '../../shared/programme/poster';
import { TheSite } from '../../shared/site/the-site';
import { Fill } from '../../shared/texts/fill';
import { Languages } from '../../shared/texts/languages';
import { siteTexts } from '../../shared/texts/site-texts';
import { When } from '../../shared/texts/when';

/** A show in a list: poster, title, dates. */
@Component({
  selector: 'li[app-show-tile]',
  imports: [Fill, Poster, RouterLink, When],
  template: `
    <a [routerLink]="['/shows', show().slug]">
      <app-poster
        [poster]="show().poster"
        [title]="show().title"
        [first]="first()"
        [decorative]="true"
      />
      <div>
        <h3>{{ show().title }}</h3>
        @if (show().subtitle; as subtitle) {
          <p>{{ subtitle }}</p>
        }
        @if (show().next_at; as next) {
          <p class="date">
            {{ t().shows.next | fill: { date: (next | when: zone() : 'dayOfSeason') } }}
          </p>
        } @else if (show().last_at) {
          <p class="date">
            {{ t().shows.last | fill: { date: (show().last_at! | when: zone() : 'monthAndYear') } }}
          </p>
        }
      </div>
    </a>
  `,
})
export class ShowTile {
  readonly show = input.required<ShowSummary>();
  /** Whether it is visible first, so that it loads with priority. */
  readonly first = input(false);

  private readonly site = inject(TheSite).site;
  protected readonly t = inject(Languages).texts(siteTexts);

  /** The theatre's zone, because the show may have venues in several zones. */
  protected zone(): string {
    return this.site()?.time_zone ?? 'UTC';
  }
}
