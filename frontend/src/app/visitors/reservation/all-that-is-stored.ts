import { Component, ElementRef, computed, inject, input, viewChild } from '@angular/core';
import { MatButton } from '@angular/material/button';
import {
  MatExpansionPanel,
  MatExpansionPanelHeader,
  MatExpansionPanelTitle,
} from '@angular/material/expansion';
import { RouterLink } from '@angular/router';

import type { Reservation } from '../../shared/api/schema';
import { TheSite } from '../../shared/site/the-site';
import { Count } from '../../shared/texts/fill';
import { LanguageName } from '../../shared/texts/language-name';
import { Languages } from '../../shared/texts/languages';
import { When } from '../../shared/texts/when';
import { HoldersReservation } from './holders-reservation';
import { reservationTexts } from './reservation-texts';

/** Shows holders all data that are stored about them. */
@Component({
  selector: 'app-all-that-is-stored',
  imports: [
    Count,
    LanguageName,
    MatButton,
    MatExpansionPanel,
    MatExpansionPanelHeader,
    MatExpansionPanelTitle,
    RouterLink,
    When,
  ],
  templateUrl: './all-that-is-stored.html',
  styleUrl: './all-that-is-stored.scss',
})
export class AllThatIsStored {
  readonly reservation = input.required<Reservation>();

  protected readonly held = inject(HoldersReservation);
  private readonly onDevice = viewChild<ElementRef<HTMLElement>>('onDevice');
  private readonly site = inject(TheSite).site;
  protected readonly t = inject(Languages).texts(reservationTexts);
  protected readonly needs = computed(() =>
    this.reservation()
      .access_needs.map((need) => this.t().stored.needs[need])
      .join(', '),
  );
  /** The erasure date, when the site's retention period is known. */
  protected readonly erasure = computed(() => {
    // Stored tickets of earlier versions lack these fields.
    const days = this.site()?.privacy?.retention_days;
    const at: string | undefined = this.reservation().kept_until;
    return days !== undefined && at !== undefined ? { days, at } : undefined;
  });

  protected removeCopy(): void {
    this.held.removeCopy();
    // The button disappears with the copy.
    this.onDevice()?.nativeElement.focus();
  }
}
