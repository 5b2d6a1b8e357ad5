import {
  Component,
  ElementRef,
  afterNextRender,
  computed,
  inject,
  input,
  viewChild,
} from '@angular/core';

import type { Performance } from '../../shared/api/schema';
import { bookingTexts } from '../../shared/booking/booking-texts';
import { pageTitle } from '../../shared/site/page-title';
import { TheSite } from '../../shared/site/the-site';
import { count, fill } from '../../shared/texts/fill';
import { Languages } from '../../shared/texts/languages';
import { telephone } from '../../shared/texts/telephone';
import { when } from '../../shared/texts/when';
import { OtherDates } from '../programme/other-dates';
import { Draft } from './draft';

/** Replaces the form if nothing can be booked: gives the reason and other options. */
@Component({
  selector: 'app-not-bookable',
  imports: [OtherDates],
  template: `
    <div role="status">
      <h1 #heading tabindex="-1">{{ words().title }}</h1>
      <p class="lead">{{ words().text }}</p>
      @if (atTheDoor(); as atTheDoor) {
        <p>{{ atTheDoor }}</p>
      }
      @if (hasDraft()) {
        <p>{{ t().closed.kept }}</p>
      }
      @if (phone(); as phone) {
        <p>
          {{ t().closed.closedCall }} <a [href]="telephone(phone)">{{ phone }}</a>
        </p>
      }
    </div>
    <app-other-dates [instead]="performance().id" />
  `,
})
export class NotBookable {
  readonly performance = input.required<Performance>();
  /** Whether the form was shown just now and had the focus. */
  readonly takesFocus = input(false);

  private readonly languages = inject(Languages);
  private readonly site = inject(TheSite).site;
  private readonly draft = inject(Draft);
  private readonly heading = viewChild.required<ElementRef<HTMLElement>>('heading');
  protected readonly t = this.languages.texts(bookingTexts);
  protected readonly telephone = telephone;
  protected readonly hasDraft = computed(() => this.draft.wishes().name !== '');
  /** The phone number, if there may be seats of which the site does not know. */
  protected readonly phone = computed(() =>
    this.performance().booking.label === 'closed' && this.atTheDoor() === undefined
      ? this.site()?.contact.phone
      : undefined,
  );
  /** The free seats, if only online booking is over. */
  protected readonly atTheDoor = computed(() => {
    const { label, available } = this.performance().booking;
    return label === 'closed' && available > 0
      ? count(this.t().closed.atTheDoor, available, this.languages.current())
      : undefined;
  });
  protected readonly words = computed(() => {
    const texts = this.t().closed;
    const { booking, starts_at: start, time_zone: zone } = this.performance();
    const said = (time: string) => ({ date: when(time, zone, 'full', this.languages.current()) });
    switch (booking.label) {
      case 'cancelled':
        return { title: texts.cancelledTitle, text: fill(texts.cancelled, said(start)) };
      case 'not_yet_open':
        return {
          title: texts.notYetOpenTitle,
          text: fill(texts.notYetOpen, said(booking.opens_at)),
        };
      case 'past':
        return { title: texts.pastTitle, text: fill(texts.past, said(start)) };
      case 'closed':
        return { title: texts.closedTitle, text: texts.closed };
      case 'sold_out':
      case 'available':
      case 'few_left':
        return { title: texts.soldOutTitle, text: texts.soldOut };
    }
  });

  constructor() {
    pageTitle(() => `${this.words().title}: ${this.performance().show.title}`);
    afterNextRender(() => {
      if (this.takesFocus()) this.heading().nativeElement.focus();
    });
  }
}
