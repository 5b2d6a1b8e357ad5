import { NgComponentOutlet } from '@angular/common';
import { httpResource } from '@angular/common/http';
import { Component, computed, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

import { at } from '../../../shared/api/address';
import { Failure, failure } from '../../../shared/api/problem';
import type { Ticket } from '../../../shared/api/schema';
import { fragment } from '../../../shared/browser/fragment';
import { loaded } from '../../../shared/first-page/on-demand';
import { Trouble } from '../../../shared/network/trouble';
import { pageTitle } from '../../../shared/site/page-title';
import { fill } from '../../../shared/texts/fill';
import { Languages } from '../../../shared/texts/languages';
import { siteTexts } from '../../../shared/texts/site-texts';
import { PaperTicket } from '../paper-ticket';
import { PerformanceOnPaper } from '../performance-on-paper';
import { RescheduledNotice } from '../rescheduled-notice';
import { bearer, looksLikeSecret } from '../secret';
import { ticketTexts } from './ticket-texts';

/** Request timeout. */
const TIMEOUT_MS = 15_000;

interface Said {
  readonly overline?: string;
  readonly heading: string;
  readonly lead: string;
}

/** The page behind a ticket's QR code: the performance, without personal data. */
@Component({
  selector: 'app-ticket',
  imports: [
    MatButton,
    NgComponentOutlet,
    PaperTicket,
    PerformanceOnPaper,
    RescheduledNotice,
    RouterLink,
    Trouble,
  ],
  templateUrl: './ticket.html',
  styleUrl: './ticket.scss',
})
export class TicketPage {
  private readonly inAddress = fragment();
  private readonly languages = inject(Languages);
  protected readonly t = this.languages.texts(ticketTexts);
  protected readonly site = this.languages.texts(siteTexts);

  private readonly asked = httpResource<Ticket>(() => {
    const token = this.inAddress();
    if (!looksLikeSecret(token)) return undefined;
    return { url: at('/api/v1/ticket'), headers: bearer(token), timeout: TIMEOUT_MS };
  });
  protected readonly ticket = computed(() =>
    this.asked.hasValue() ? this.asked.value() : undefined,
  );
  protected readonly failure = computed<Failure | undefined>(() => {
    if (this.inAddress() === '') return { name: 'no-secret' };
    if (!looksLikeSecret(this.inAddress())) return { name: 'unknown-ticket' };
    const error = this.asked.error();
    return error && failure(error);
  });
  protected readonly isBusy = computed(() => this.failure()?.name === 'rate-limited');
  protected readonly isLost = computed(() =>
    ['no-secret', 'unknown-ticket'].includes(this.failure()?.name ?? ''),
  );
  protected readonly lostLinkForm = loaded(
    () => import('../lost-link/lost-link-form').then((m) => m.LostLinkForm),
    this.isLost,
  );
  /** The main heading. */
  protected readonly said = computed<Said | undefined>(() => {
    const t = this.t();
    const show = this.ticket()?.performance.show.title ?? '';
    switch (this.ticket()?.status ?? this.failure()?.name) {
      case 'valid':
        return { ...t.valid, lead: fill(t.valid.lead, { show }) };
      case 'used':
        return t.used;
      case 'cancelled':
        return t.cancelled;
      case 'no-secret':
        return t.missing;
      case 'unknown-ticket':
        return t.unknown;
      case 'rate-limited':
        return t.busy;
      case undefined:
      default:
        return undefined;
    }
  });

  constructor() {
    pageTitle(() => (this.said() || !this.failure() ? this.t().title : undefined));
  }

  protected retry(): void {
    this.asked.reload();
  }
}
