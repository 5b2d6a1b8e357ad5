import { NgTemplateOutlet } from '@angular/common';
import {
  Component,
  DOCUMENT,
  ElementRef,
  Injector,
  afterNextRender,
  computed,
  effect,
  inject,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

import { InTurn } from '../../shared/first-page/in-turn';
import { Connection } from '../../shared/network/connection';
import { pageTitle } from '../../shared/site/page-title';
import { Count, Fill } from '../../shared/texts/fill';
import { Languages } from '../../shared/texts/languages';
import { siteTexts } from '../../shared/texts/site-texts';
import { When } from '../../shared/texts/when';
import { OtherDates } from '../programme/other-dates';
import { AddToCalendar } from './add-to-calendar';
import { AllThatIsStored } from './all-that-is-stored';
import { CancelReservation } from './cancel-reservation';
import { Celebration } from './celebration';
import { ChangeSeats } from './change-seats';
import { DoorCode } from './door-code';
import { drawing } from './drawing';
import { HoldLeft } from './hold-left';
import { HoldersReservation } from './holders-reservation';
import { NoReservation } from './no-reservation';
import { PaperTicket } from './paper-ticket';
import { PartyOnPaper } from './party-on-paper';
import { PerformanceOnPaper } from './performance-on-paper';
import { refusalText } from './refusal-text';
import { RescheduledNotice } from './rescheduled-notice';
import { reservationTexts } from './reservation-texts';
import { Situation, situation } from './situation';
import { WaitingTicket } from './waiting-ticket';
import { words } from './words';

/** The reservation page for the holder of its link: confirm, show at the door, change. */
@Component({
  selector: 'app-reservation',
  imports: [
    AddToCalendar,
    AllThatIsStored,
    CancelReservation,
    Celebration,
    ChangeSeats,
    Count,
    DoorCode,
    Fill,
    HoldLeft,
    InTurn,
    MatButton,
    NgTemplateOutlet,
    NoReservation,
    OtherDates,
    PaperTicket,
    PartyOnPaper,
    PerformanceOnPaper,
    RescheduledNotice,
    RouterLink,
    WaitingTicket,
    When,
  ],
  providers: [HoldersReservation],
  templateUrl: './reservation.html',
  styleUrl: './reservation.scss',
})
export class ReservationPage {
  protected readonly held = inject(HoldersReservation);
  protected readonly connection = inject(Connection);
  private readonly languages = inject(Languages);
  private readonly document = inject(DOCUMENT);
  private readonly injector = inject(Injector);
  private readonly heading = viewChild<ElementRef<HTMLElement>>('heading');

  protected readonly t = this.languages.texts(reservationTexts);
  protected readonly site = this.languages.texts(siteTexts);
  protected readonly situation = computed<Situation | undefined>(() => {
    const reservation = this.held.reservation();
    return reservation && situation(reservation, this.held.now());
  });
  protected readonly words = computed(() => {
    const situation = this.situation();
    const reservation = this.held.reservation();
    return (
      situation && reservation && words(situation, reservation, this.t(), this.languages.current())
    );
  });
  protected readonly code = computed(() => {
    const picture = this.held.qr();
    return picture === undefined ? undefined : drawing(picture);
  });
  protected readonly refusal = computed(() => {
    const refusal = this.held.refusal();
    if (refusal?.deed !== 'confirm') return undefined;
    return refusalText(refusal.failure, this.t(), this.languages.current());
  });

  protected readonly hasJustConfirmed = signal(false);
  /** Announced to screen readers. */
  protected readonly announcement = signal('');

  constructor() {
    pageTitle(() => (this.held.reservation() || !this.held.failure() ? this.t().title : undefined));
    this.announceExternalChanges();
  }

  protected async confirm(): Promise<void> {
    if (!(await this.held.confirm())) return;
    this.hasJustConfirmed.set(true);
    this.leadToHeading(this.t().confirmed.done);
  }

  protected showCancelled(): void {
    this.leadToHeading(this.t().cancelled.heading);
  }

  protected print(): void {
    this.document.defaultView?.print();
  }

  private leadToHeading(said: string): void {
    const lead = () => {
      this.announcement.set(said);
      const heading = this.heading()?.nativeElement;
      heading?.focus({ preventScroll: true });
      heading?.scrollIntoView({ block: 'center' });
    };
    afterNextRender(lead, { injector: this.injector });
  }

  /** A hold lapses, another device confirms, the door admits somebody. */
  private announceExternalChanges(): void {
    let before: Situation | undefined;
    effect(() => {
      const now = this.situation();
      if (before !== undefined && now !== undefined && now !== before) {
        if (now === 'expired') this.held.reload();
        this.announcement.set(untracked(this.words)?.heading ?? '');
      }
      before = now;
    });
  }
}
