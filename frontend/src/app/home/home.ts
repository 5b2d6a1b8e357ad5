import { Component, computed, effect, inject } from '@angular/core';
import { Title } from '@angular/platform-browser';
import { RouterLink } from '@angular/router';

import { at } from '../api/address';
import { answer } from '../api/answer';
import { InTurn } from '../first-page/in-turn';
import { Trouble } from '../pages/trouble';
import { Night } from '../shows/night';
import { Poster } from '../shows/poster';
import { SeatsLeft } from '../shows/seats-left';
import { ShowTile } from '../shows/show-tile';
import { TheSite } from '../site/the-site';
import { Fill } from '../texts/fill';
import { Languages } from '../texts/languages';
import { Listed } from '../texts/listed';
import { siteTexts } from '../texts/site-texts';
import { When, dayOf } from '../texts/when';

const ONE_DAY_MS = 24 * 60 * 60 * 1000;
/** From this hour on, today's performances are called tonight's. */
const EVENING = 18;

/** The home page: the next performance and the theatre. */
@Component({
  selector: 'app-home',
  imports: [Fill, InTurn, Listed, Night, Poster, RouterLink, SeatsLeft, ShowTile, Trouble, When],
  templateUrl: './home.html',
})
export class Home {
  protected readonly t = inject(Languages).texts(siteTexts);
  protected readonly site = inject(TheSite).site;
  protected readonly performances = answer(
    () => at('/api/v1/performances', undefined, { limit: 12 }),
    { everySeconds: 30 },
  );
  protected readonly shows = answer(() => at('/api/v1/shows'));

  private readonly coming = computed(() => this.performances.value()?.items ?? []);
  /** The highlighted performance: the next bookable one, or else the next one. */
  protected readonly next = computed(
    () =>
      this.coming().find(({ booking }) => booking.state === 'open') ??
      this.coming().find(({ booking }) => booking.state !== 'cancelled'),
  );
  protected readonly programme = computed(() => this.coming().slice(0, 7));
  protected readonly playing = computed(() =>
    (this.shows.value()?.items ?? []).filter((show) => show.next_at !== null),
  );
  /** How soon the next performance is, if it is soon. */
  protected readonly soon = computed(() => {
    const next = this.next();
    if (!next) return undefined;
    const day = dayOf(next.starts_at, next.time_zone);
    const hour = Number(
      new Date(next.starts_at).toLocaleString('en', {
        timeZone: next.time_zone,
        hour: 'numeric',
        hourCycle: 'h23',
      }),
    );
    const { tonight, today, tomorrow } = this.t().home;
    if (day === dayOf(new Date(), next.time_zone)) return hour >= EVENING ? tonight : today;
    return day === dayOf(new Date(Date.now() + ONE_DAY_MS), next.time_zone) ? tomorrow : undefined;
  });

  constructor() {
    const title = inject(Title);
    effect(() => {
      const site = this.site();
      if (site) title.setTitle(site.tagline ? `${site.name}: ${site.tagline}` : site.name);
    });
  }
}
