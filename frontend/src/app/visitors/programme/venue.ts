import { Component, computed, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';

import { at } from '../../shared/api/address';
import { answer } from '../../shared/api/answer';
import { InTurn } from '../../shared/first-page/in-turn';
import { Trouble } from '../../shared/network/trouble';
import { pageTitle } from '../../shared/site/page-title';
import { Languages } from '../../shared/texts/languages';
import { Listed } from '../../shared/texts/listed';
import { siteTexts } from '../../shared/texts/site-texts';
import { Night } from './night';

/** A venue: address, directions and programme. */
@Component({
  selector: 'app-venue',
  imports: [InTurn, Listed, MatButton, Night, Trouble],
  templateUrl: './venue.html',
})
export class VenuePage {
  /** The venue's slug. */
  readonly slug = input.required<string>();

  protected readonly t = inject(Languages).texts(siteTexts);
  protected readonly venue = answer(() => at('/api/v1/venues/{slug}', { slug: this.slug() }));
  private readonly performances = answer(
    () => at('/api/v1/performances', undefined, { venue: this.slug(), limit: 50 }),
    { everySeconds: 30 },
  );

  protected readonly coming = computed(() => this.performances.value()?.items);

  constructor() {
    pageTitle(() => this.venue.value()?.name);
  }
}
