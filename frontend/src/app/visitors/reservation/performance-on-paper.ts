import { Component, inject, input } from '@angular/core';

import { at } from '../../shared/api/address';
import { answer } from '../../shared/api/answer';
import type { Performance } from '../../shared/api/schema';
import { TheSite } from '../../shared/site/the-site';
import { Fill } from '../../shared/texts/fill';
import { Languages } from '../../shared/texts/languages';
import { Listed } from '../../shared/texts/listed';
import { siteTexts } from '../../shared/texts/site-texts';
import { When } from '../../shared/texts/when';

/** The show, time and place of a ticket. */
@Component({
  selector: 'app-performance-on-paper',
  imports: [Fill, Listed, When],
  templateUrl: './performance-on-paper.html',
  styleUrl: './performance-on-paper.scss',
})
export class PerformanceOnPaper {
  readonly performance = input.required<Performance>();

  protected readonly t = inject(Languages).texts(siteTexts);
  protected readonly company = inject(TheSite).name;
  protected readonly venue = answer(() =>
    at('/api/v1/venues/{slug}', { slug: this.performance().venue.slug }),
  );
}
