import { HttpClient } from '@angular/common/http';
import { Component, computed, inject, input, signal, viewChild } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatChipsModule } from '@angular/material/chips';
import { MatMenuModule } from '@angular/material/menu';
import { MatSelectModule } from '@angular/material/select';
import { MatSortHeader } from '@angular/material/sort';
import { MatTableModule } from '@angular/material/table';
import { Router, RouterLink } from '@angular/router';

import { bookingTexts } from '../../shared/booking/booking-texts';
import { Notices } from '../../shared/dialogs/notices';
import { Question } from '../../shared/dialogs/question-dialog';
import { Questions } from '../../shared/dialogs/questions';
import { failuresInWords, sending } from '../../shared/forms/sending';
import { pageTitle } from '../../shared/site/page-title';
import { narrowing } from '../../shared/tables/narrowing';
import { SearchBox } from '../../shared/tables/search-box';
import { ServerTable } from '../../shared/tables/server-table';
import { SortTexts } from '../../shared/tables/sort-texts';
import { controlTexts } from '../../shared/texts/controls/control-texts';
import { Fill, count, fill } from '../../shared/texts/fill';
import { Languages } from '../../shared/texts/languages';
import { When } from '../../shared/texts/when';
import { SignedIn } from '../shared/signed-in';
import { MailState, RESERVATIONS, ReservationDetail, ReservationRow } from './api';
import { Filters, STATUSES, asQuery } from './filters';
import { ListExports } from './list-exports';
import { PerformanceFilter } from './performance-filter';
import { refusedInWords } from './refusals';
import { reservationsTexts } from './reservations-texts';
import { StatusBadge } from './status-badge';

/** The latest first. */
const USUAL_ORDER = '-booked_at';

/** The list of all reservations, with search, filters, sorting and the most common actions. */
@Component({
  selector: 'app-reservations',
  imports: [
    Fill,
    ListExports,
    MatButton,
    MatChipsModule,
    MatIconButton,
    MatMenuModule,
    MatSelectModule,
    MatSortHeader,
    MatTableModule,
    PerformanceFilter,
    RouterLink,
    SearchBox,
    ServerTable,
    SortTexts,
    StatusBadge,
    When,
  ],
  templateUrl: './reservations.html',
  styleUrl: './reservations.scss',
})
export class Reservations {
  readonly search = input<string>();
  readonly performance = input<string>();
  readonly status = input<string>();
  readonly needs = input<string>();
  readonly mail = input<string>();
  readonly sort = input<string>();

  private readonly http = inject(HttpClient);
  private readonly signedIn = inject(SignedIn);
  private readonly router = inject(Router);
  private readonly languages = inject(Languages);
  private readonly questions = inject(Questions);
  private readonly notices = inject(Notices);
  private readonly table = viewChild<ServerTable<ReservationRow>>(ServerTable);
  protected readonly narrow = narrowing();
  private readonly sayWhy = failuresInWords();

  protected readonly t = this.languages.texts(reservationsTexts);
  protected readonly booking = this.languages.texts(bookingTexts);
  protected readonly controls = this.languages.texts(controlTexts);
  protected readonly address = RESERVATIONS;
  protected readonly statuses = STATUSES;
  protected readonly sending = sending();
  protected readonly refused = signal<string | undefined>(undefined);

  private readonly filters = computed<Filters>(() => ({
    search: this.search(),
    performance: this.performance(),
    status: this.status(),
    needs: this.needs(),
    mail: this.mail(),
  }));
  protected readonly query = computed(() => asQuery(this.filters()));
  protected readonly isFiltered = computed(() => Object.values(this.filters()).some(Boolean));
  protected readonly order = computed(() => this.sort() ?? USUAL_ORDER);

  constructor() {
    pageTitle(() => this.t().title);
  }

  protected clear(): void {
    void this.router.navigate([], { queryParams: { sort: this.sort() ?? null } });
  }

  protected async confirm(row: ReservationRow): Promise<void> {
    const { confirm } = this.t().acts;
    const seats = count(this.t().seats, row.seats, this.languages.current());
    const text = row.email
      ? fill(confirm.text, { name: row.name ?? this.t().erased, seats, email: row.email })
      : fill(confirm.textNoMail, { name: row.name ?? this.t().erased, seats });
    await this.act(row, 'confirm', confirm.done, {
      title: confirm.title,
      text: [text],
      yes: confirm.yes,
    });
  }

  protected async resend(row: ReservationRow): Promise<void> {
    const { resend } = this.t().acts;
    const text = fill(resend.text, { email: row.email ?? '' });
    await this.act(row, 'resend', resend.done, {
      title: resend.title,
      text: [text],
      yes: resend.yes,
    });
  }

  protected canConfirm({ status, performance }: ReservationRow): boolean {
    return performance.cancelled_at === null && (status === 'pending' || status === 'expired');
  }

  protected canCorrect({ delivery, performance }: ReservationRow): boolean {
    return performance.cancelled_at === null && delivery?.state === 'refused';
  }

  /** Whether the mail can be sent again according to the row; the server decides. */
  protected canResend({ email, status, performance }: ReservationRow): boolean {
    if (performance.cancelled_at !== null) return false;
    return email !== null && (status === 'confirmed' || status === 'pending');
  }

  protected showMail(state: MailState): string {
    const isKept = state === 'sent' && this.signedIn.member()?.mail === 'kept';
    return this.t().mailStates[isKept ? 'kept' : state];
  }

  protected needsOf({ access_needs: needs }: ReservationRow): string {
    return needs.map((need) => this.booking().needs[need]).join(', ');
  }

  private async act(
    row: ReservationRow,
    act: 'confirm' | 'resend',
    done: string,
    question: Question,
  ): Promise<void> {
    this.refused.set(undefined);
    if (!(await this.questions.ask(question))) return;
    const after = await this.sending.send(
      this.http.post<ReservationDetail>(`${RESERVATIONS}/${row.id}/${act}`, {}),
    );
    if (after) this.notices.say(fill(done, { name: row.name ?? this.t().erased }));
    const why = this.sending.failure();
    if (why) {
      const said = refusedInWords(why, this.t().refused, this.languages.current());
      this.refused.set(`${row.name ?? this.t().erased}: ${said ?? this.sayWhy(why)}`);
    }
    this.table()?.reload();
  }
}
