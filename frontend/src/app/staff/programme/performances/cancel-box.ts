import { HttpClient } from '@angular/common/http';
import { Component, computed, inject, input, signal } from '@angular/core';
import { FormField, form, maxLength } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatInputModule } from '@angular/material/input';

import { Notices } from '../../../shared/dialogs/notices';
import { Questions } from '../../../shared/dialogs/questions';
import { Edited } from '../../../shared/forms/edited';
import { Optional } from '../../../shared/forms/optional';
import { sending } from '../../../shared/forms/sending';
import { fill } from '../../../shared/texts/fill';
import { Languages } from '../../../shared/texts/languages';
import { when } from '../../../shared/texts/when';
import { AdminPerformance, Consequences } from '../programme';
import { notifiedInWords } from './consequences';
import { officePerformancesTexts } from './performances-texts';

/** Cancels a performance, after showing the affected guests and a question. */
@Component({
  selector: 'app-cancel-box',
  imports: [FormField, MatButton, MatInputModule, Optional],
  template: `
    <p class="soft lead-in">{{ t().cancel.lead }}</p>
    <mat-form-field>
      <mat-label>{{ t().news.message }} <app-optional /></mat-label>
      <textarea matInput cdkTextareaAutosize rows="4" [formField]="message"></textarea>
      <mat-hint>{{ t().news.cancelled }}</mat-hint>
    </mat-form-field>
    @if (said(); as said) {
      <p class="refusal" role="alert">{{ said }}</p>
    }
    <div class="actions">
      <button
        matButton="filled"
        class="grave"
        type="button"
        [aria-disabled]="edited().sending.isBusy()"
        (click)="cancel()"
      >
        {{ t().cancel.open }}
      </button>
    </div>
  `,
  styles: `
    .lead-in {
      margin-bottom: var(--space-3);
    }
  `,
})
export class CancelBox {
  readonly edited = input.required<Edited<AdminPerformance>>();
  /** The address of the performance. */
  readonly address = input.required<string>();

  private readonly http = inject(HttpClient);
  private readonly questions = inject(Questions);
  private readonly notices = inject(Notices);
  private readonly languages = inject(Languages);
  private readonly asking = sending();

  protected readonly t = this.languages.texts(officePerformancesTexts);
  protected readonly message = form(signal(''), (message) => maxLength(message, 1_000));
  protected readonly said = computed(() => {
    if (this.asking.failure()) return this.asking.said();
    const { last, sending, theirs } = this.edited();
    const isMine = last()?.url === `${this.address()}/cancel`;
    return isMine && theirs() === undefined ? sending.said() : undefined;
  });

  protected async cancel(): Promise<void> {
    const consequences = await this.asking.send(
      this.http.post<Consequences>(`${this.address()}/consequences`, { cancel: true }),
    );
    if (!consequences) return;
    const { cancel, consequences: words } = this.t();
    const told = notifiedInWords(consequences, words, this.languages.current());
    const consent = await this.questions.ask({
      title: fill(cancel.title, { show: this.edited().value()?.show.title ?? '' }),
      text: [this.date(), ...told],
      yes: cancel.yes,
      isDestructive: true,
      needsReason: true,
    });
    if (!consent) return;
    const isSure = await this.questions.ask({
      title: cancel.sureTitle,
      text: [this.date(), cancel.sure],
      yes: cancel.sureYes,
      isDestructive: true,
    });
    if (!isSure) return;
    const message = this.message().value().trim();
    const cancelled = await this.edited().save({
      method: 'POST',
      url: `${this.address()}/cancel`,
      body: { reason: consent.reason, ...(message ? { message } : {}) },
    });
    if (cancelled) this.notices.say(cancel.done);
  }

  private date(): string {
    const performance = this.edited().value();
    if (!performance) return '';
    const { starts_at: start, venue } = performance;
    return `${when(start, venue.time_zone, 'full', this.languages.current())}, ${venue.name}`;
  }
}
