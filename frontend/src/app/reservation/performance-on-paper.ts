import { Component, computed, inject, input } from '@angular/core';

import { at } from '../api/address';
import { answer } from '../api/answer';
import type { Performance } from '../api/schema';
import { TheSite } from '../site/the-site';
import { Fill } from '../texts/fill';
import { Languages } from '../texts/languages';
import { Listed } from '../texts/listed';
import { siteTexts } from '../texts/site-texts';
import { When } from '../texts/when';

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
  private readonly venue = answer(() =>
    at('/api/v1/venues/{slug}', { slug: this.performance().venue.slug }),
  );
  protected readonly map = computed(() => this.venue.value()?.map_url);
}
