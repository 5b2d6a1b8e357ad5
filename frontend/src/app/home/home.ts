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
import { When } from '../texts/when';

/** The home page: the next performance and the theatre. */
@Component({
  selector: 'app-home',
  imports: [Fill, InTurn, Listed, Night, Poster, RouterLink, SeatsLeft, ShowTile, Trouble, When],
  templateUrl: './home.html',
})
export class Home {
  protected readonly t = inject(Languages).texts(siteTexts);
  protected readonly site = inject(TheSite).site;
  protected readonly performances = answer(() => at('/api/v1/home'), { everySeconds: 30 });
  protected readonly shows = answer(() => at('/api/v1/shows'));

  protected readonly playing = computed(() =>
    (this.shows.value()?.items ?? []).filter((show) => show.next_at !== null),
  );

  constructor() {
    const title = inject(Title);
    effect(() => {
      const site = this.site();
      if (site) title.setTitle(site.tagline ? `${site.name}: ${site.tagline}` : site.name);
    });
  }
}
