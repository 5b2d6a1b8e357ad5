import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';

import type { Reservation } from '../api/schema';
import { Fill } from '../texts/fill';
import { Languages } from '../texts/languages';
import { siteTexts } from '../texts/site-texts';
import { When } from '../texts/when';
import { reservationTexts } from './reservation-texts';

const THIRTY_DAYS_MS = 30 * 24 * 60 * 60 * 1000;

/** Shows who holds a reservation all that is stored of them. */
@Component({
  selector: 'app-all-that-is-stored',
  imports: [Fill, RouterLink, When],
  templateUrl: './all-that-is-stored.html',
  styleUrl: './all-that-is-stored.scss',
})
export class AllThatIsStored {
  readonly reservation = input.required<Reservation>();

  private readonly languages = inject(Languages);
  protected readonly t = this.languages.texts(reservationTexts);
  private readonly siteTexts = this.languages.texts(siteTexts);
  protected readonly needs = computed(() =>
    this.reservation()
      .access_needs.map((need) => this.t().stored.needs[need])
      .join(', '),
  );
  protected readonly mailLanguage = computed(
    () => this.siteTexts().show.languages[this.reservation().locale],
  );
  protected readonly erasedAt = computed(() =>
    new Date(Date.parse(this.reservation().performance.starts_at) + THIRTY_DAYS_MS).toISOString(),
  );
}
