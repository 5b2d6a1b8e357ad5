import { DOCUMENT } from '@angular/common';
import { HttpClient } from '@angular/common/http';
import { Component, computed, inject, signal } from '@angular/core';
import { FormField, FormRoot, TreeValidationResult, form, required } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatInputModule } from '@angular/material/input';

import { bookingTexts } from '../../shared/booking/booking-texts';
import { Notices } from '../../shared/dialogs/notices';
import { Questions } from '../../shared/dialogs/questions';
import { faultOf, refusedFields } from '../../shared/forms/faults';
import { focusField } from '../../shared/forms/focus-field';
import { sending } from '../../shared/forms/sending';
import { pageTitle } from '../../shared/site/page-title';
import { controlTexts } from '../../shared/texts/controls/control-texts';
import { Count, Fill, count, fill } from '../../shared/texts/fill';
import { Languages } from '../../shared/texts/languages';
import { When, when } from '../../shared/texts/when';
import { reservationsTexts } from '../box-office/reservations-texts';
import { StatusBadge } from '../box-office/status-badge';
import { ERASE, EXPORT, Erasure, PersonalData, StoredReservation } from './api';
import { privacyTexts } from './privacy-texts';

/** Exports and erases a guest's data on request. */
@Component({
  selector: 'app-privacy',
  imports: [Count, Fill, FormField, FormRoot, MatButton, MatInputModule, StatusBadge, When],
  templateUrl: './privacy.html',
  styleUrl: './privacy.scss',
})
export class Privacy {
  private readonly http = inject(HttpClient);
  private readonly document = inject(DOCUMENT);
  private readonly languages = inject(Languages);
  private readonly notices = inject(Notices);
  private readonly questions = inject(Questions);
  protected readonly t = this.languages.texts(privacyTexts);
  protected readonly general = this.languages.texts(controlTexts);
  protected readonly reservations = this.languages.texts(reservationsTexts);
  protected readonly booking = this.languages.texts(bookingTexts);
  protected readonly faultOf = faultOf;
  protected readonly searching = sending();
  protected readonly erasing = sending();
  /** The stored data of the searched address. */
  protected readonly data = signal<PersonalData | undefined>(undefined);
  /** Why the search failed, if it is not a field's error. */
  protected readonly refusal = signal<string | undefined>(undefined);
  /** Why the erasure failed. */
  protected readonly notErased = signal<string | undefined>(undefined);
  private readonly typed = signal({ email: '' });
  protected readonly coming = computed(
    () => this.data()?.reservations.filter(({ is_coming }) => is_coming) ?? [],
  );
  protected readonly form = form(
    this.typed,
    (fields) => {
      required(fields.email, { message: () => this.t().emailMissing });
    },
    {
      submission: {
        action: () => this.search(),
        onInvalid: () => focusField(this.form().errorSummary()[0]?.fieldTree()),
      },
    },
  );

  constructor() {
    pageTitle(() => this.t().title);
  }

  protected download(data: PersonalData): void {
    const file = new Blob([JSON.stringify(data, null, 2)], { type: 'application/json' });
    const link = this.document.createElement('a');
    link.href = URL.createObjectURL(file);
    // The file name does not contain the address: other users of the computer can see downloads.
    link.download = this.t().fileName;
    link.click();
    URL.revokeObjectURL(link.href);
    this.notices.say(this.t().downloaded);
  }

  protected async erase({ email }: PersonalData): Promise<void> {
    this.notErased.set(undefined);
    const coming = this.coming();
    const texts = this.t().erase;
    const consent = await this.questions.ask({
      title: fill(texts.question, { email }),
      text: [...this.cancelled(coming), texts.silent],
      yes: texts.yes,
      isDestructive: true,
    });
    if (!consent) return;
    const body = { email, cancel: coming.map(({ id }) => id) };
    if (await this.erasing.send(this.http.post<Erasure>(ERASE, body))) {
      this.notices.say(fill(texts.done, { email }));
      this.data.update((data) => data && { ...data, reservations: [] });
      return;
    }
    if (this.erasing.failure()?.name !== 'edited-meanwhile') {
      this.notErased.set(this.erasing.said());
      return;
    }
    this.notErased.set(texts.meanwhile);
    const now = await this.searching.send(this.ask(email));
    if (now) this.data.set(now);
  }

  /** The warning about the reservations that are cancelled. */
  private cancelled(coming: readonly StoredReservation[]): string[] {
    const texts = this.t().erase;
    const language = this.languages.current();
    if (coming.length === 0) return [texts.cancelsNothing];
    return [
      count(texts.cancels, coming.length, language),
      ...coming.map(({ code, performance, seats }) =>
        fill(texts.one, {
          code,
          show: performance.show_title,
          date: when(performance.starts_at, performance.time_zone, 'shortFull', language),
          seats: count(this.reservations().seats, seats, language),
        }),
      ),
    ];
  }

  private async search(): Promise<TreeValidationResult> {
    this.refusal.set(undefined);
    this.notErased.set(undefined);
    this.data.set(undefined);
    const found = await this.searching.send(this.ask(this.typed().email));
    if (found) {
      this.data.set(found);
      return undefined;
    }
    const faults = refusedFields(this.searching.failure(), { email: this.form.email });
    if (faults.length === 0) this.refusal.set(this.searching.said());
    return faults;
  }

  private ask(email: string) {
    return this.http.post<PersonalData>(EXPORT, { email });
  }
}
