import { Component, computed, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

import { failuresInWords } from '../../shared/forms/sending';
import { pageTitle } from '../../shared/site/page-title';
import { controlTexts } from '../../shared/texts/controls/control-texts';
import { fill } from '../../shared/texts/fill';
import { Languages } from '../../shared/texts/languages';
import { When, when } from '../../shared/texts/when';
import { Counts } from './counts';
import { doorTexts } from './door-texts';
import { housesTonight } from './houses-tonight';

/** Tonight's performances and how full they are. */
@Component({
  selector: 'app-tonight',
  imports: [Counts, MatButton, RouterLink, When],
  templateUrl: './tonight.html',
  styleUrl: './tonight.scss',
})
export class Tonight {
  private readonly languages = inject(Languages);
  protected readonly t = this.languages.texts(doorTexts);
  protected readonly staff = this.languages.texts(controlTexts);
  protected readonly sayWhy = failuresInWords();
  protected readonly tonight = housesTonight();
  protected readonly houses = computed(() => this.tonight.value()?.items);

  /** The day at the first performance's venue. */
  protected readonly title = computed(() => {
    const zone = this.houses()?.[0]?.time_zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
    const day = when(new Date(), zone, 'dayOfSeason', this.languages.current());
    return fill(this.t().tonight.title, { day });
  });

  constructor() {
    pageTitle(() => this.t().title);
  }
}
