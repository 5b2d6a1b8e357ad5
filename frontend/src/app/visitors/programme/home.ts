import { Component, computed, effect, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Title } from '@angular/platform-browser';
import { RouterLink } from '@angular/router';

import { at } from '../../shared/api/address';
import { answer } from '../../shared/api/answer';
import { InTurn } from '../../shared/first-page/in-turn';
import { Trouble } from '../../shared/network/trouble';
import { Poster } from '../../shared/programme/poster';
import { WEBCAL } from '../../shared/site/feed';
import { TheSite } from '../../shared/site/the-site';
import { Fill } from '../../shared/texts/fill';
import { Languages } from '../../shared/texts/languages';
import { Listed } from '../../shared/texts/listed';
import { siteTexts } from '../../shared/texts/site-texts';
import { When } from '../../shared/texts/when';
import { Night } from './night';
import { SeatsLeft } from './seats-left';
import { ShowTile } from './show-tile';

/** The home page: the next performance and the theatre. */
@Component({
  selector: 'app-home',
  imports: [
    Fill,
    InTurn,
    Listed,
    MatButton,
    Night,
    Poster,
    RouterLink,
    SeatsLeft,
    ShowTile,
    Trouble,
    When,
  ],
  templateUrl: './home.html',
})
export class Home {
  protected readonly webcal = WEBCAL;
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
