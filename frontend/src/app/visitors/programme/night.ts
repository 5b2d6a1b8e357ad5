import { Component, computed, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

import type { Performance } from '../../shared/api/schema';
import { Fill } from '../../shared/texts/fill';
import { Languages } from '../../shared/texts/languages';
import { siteTexts } from '../../shared/texts/site-texts';
import { When } from '../../shared/texts/when';
import { SeatsLeft } from './seats-left';

/** A line of the programme: a performance with its date and available seats. */
@Component({
  selector: 'li[app-night]',
  imports: [Fill, MatButton, RouterLink, SeatsLeft, When],
  templateUrl: './night.html',
  host: { class: 'night', '[class.off]': 'isOff()' },
})
export class Night {
  readonly performance = input.required<Performance>();
  /** Whether the reader already knows the show. */
  readonly ofOneShow = input(false);

  protected readonly t = inject(Languages).texts(siteTexts);
  protected readonly isOff = computed(() => this.performance().booking.state === 'cancelled');
  protected readonly isSoldOut = computed(() => this.performance().booking.state === 'sold_out');
  protected readonly canBook = computed(() => this.performance().booking.state === 'open');
}
