import { Component, computed, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

import { at } from '../../shared/api/address';
import { answer } from '../../shared/api/answer';
import { InTurn } from '../../shared/first-page/in-turn';
import { Trouble } from '../../shared/network/trouble';
import { Poster } from '../../shared/programme/poster';
import { ORIGIN, WEBCAL } from '../../shared/site/feed';
import { pageTitle } from '../../shared/site/page-title';
import { Fill } from '../../shared/texts/fill';
import { Languages } from '../../shared/texts/languages';
import { siteTexts } from '../../shared/texts/site-texts';
import { When } from '../../shared/texts/when';
import { Night } from './night';
import { Share } from './share';
import { VenueCard } from './venue-card';

/** A show: poster, text, cast, dates and venues. */
@Component({
  selector: 'app-show',
  imports: [Fill, InTurn, MatButton, Night, Poster, RouterLink, Share, Trouble, VenueCard, When],
  templateUrl: './show.html',
})
export class ShowPage {
  /** The show's slug. */
  readonly slug = input.required<string>();

  protected readonly origin = ORIGIN;
  protected readonly webcal = WEBCAL;
  protected readonly t = inject(Languages).texts(siteTexts);
  protected readonly show = answer(() => at('/api/v1/shows/{slug}', { slug: this.slug() }), {
    everySeconds: 30,
  });

  protected readonly coming = computed(() =>
    (this.show.value()?.performances ?? []).filter((performance) => !performance.is_past),
  );
  /** The next bookable performance. */
  protected readonly next = computed(() =>
    this.coming().find(({ id }) => id === this.show.value()?.next_bookable),
  );
  protected readonly language = computed(() => {
    const language = this.show.value()?.language ?? '';
    const names: Readonly<Record<string, string>> = this.t().show.languages;
    return names[language] ?? language;
  });

  constructor() {
    pageTitle(() => this.show.value()?.title);
  }
}
