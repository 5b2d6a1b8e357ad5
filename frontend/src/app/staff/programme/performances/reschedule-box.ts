import { HttpClient } from '@angular/common/http';
import { Component, computed, inject, input, signal } from '@angular/core';

import { Notices } from '../../../shared/dialogs/notices';
import { Questions } from '../../../shared/dialogs/questions';
import { Edited } from '../../../shared/forms/edited';
import { Field } from '../../../shared/forms/field';
import { sending } from '../../../shared/forms/sending';
import { fill } from '../../../shared/texts/fill';
import { Languages } from '../../../shared/texts/languages';
import { When, when } from '../../../shared/texts/when';
import { AdminPerformance, Consequences } from '../programme';
import { notifiedInWords } from './consequences';
import { CheckedDate, asAsked, checkedDates } from './new-date';
import { officePerformancesTexts } from './performances-texts';
import { WhichOfTwo } from './which-of-two';

/** Reschedules a performance, after showing the affected guests. */
@Component({
  selector: 'app-reschedule-box',
  imports: [Field, When, WhichOfTwo],
  template: `
    <form novalidate (submit)="reschedule($event)">
      <p class="lead">{{ t().reschedule.lead }}</p>
      <app-field
        [label]="t().reschedule.to"
        [fault]="fault()"
        [hint]="date().instant ? (date().instant! | when: zone() : 'full') : ''"
      >
        <input
          #typed
          type="datetime-local"
          name="starts"
          [value]="local()"
          (input)="retype(typed.value)"
        />
      </app-field>
      @if (date().choice; as choice) {
        <app-which-of-two [choice]="choice" [(offset)]="offset" />
      }
      <app-field
        [label]="t().reschedule.reason"
        [hint]="t().reschedule.reasonHint"
        [optional]="true"
      >
        <input
          #why
          name="reason"
          maxlength="500"
          autocomplete="off"
          [value]="reason()"
          (input)="reason.set(why.value)"
        />
      </app-field>
      <app-field [label]="t().news.message" [hint]="t().news.rescheduled" [optional]="true">
        <textarea
          #words
          name="message"
          rows="4"
          maxlength="1000"
          [value]="message()"
          (input)="message.set(words.value)"
        ></textarea>
      </app-field>
      @if (said(); as said) {
        <p class="refusal" role="alert">{{ said }}</p>
      }
      <div class="actions">
        <button class="button quiet" type="submit" [attr.aria-disabled]="edited().sending.isBusy()">
          {{ t().reschedule.open }}
        </button>
      </div>
    </form>
  `,
  styles: `
    .lead {
      margin-bottom: var(--space-3);
      color: var(--ink-soft);
      font-size: inherit;
    }
  `,
})
export class RescheduleBox {
  readonly edited = input.required<Edited<AdminPerformance>>();
  /** The address of the performance. */
  readonly address = input.required<string>();

  private readonly http = inject(HttpClient);
  private readonly questions = inject(Questions);
  private readonly notices = inject(Notices);
  private readonly languages = inject(Languages);
  private readonly asking = sending();

  protected readonly t = this.languages.texts(officePerformancesTexts);
  protected readonly zone = computed(() => this.edited().value()?.venue.time_zone ?? 'UTC');
  /** The input; `undefined` until the user types. */
  private readonly typed = signal<string | undefined>(undefined);
  protected readonly local = computed(
    () => this.typed() ?? this.edited().value()?.starts_local ?? '',
  );
  protected readonly offset = signal<string | undefined>(undefined);
  protected readonly reason = signal('');
  protected readonly message = signal('');
  private readonly wasAskedFor = signal(false);
  protected readonly date = computed(() => {
    const offset = this.offset();
    const typed: CheckedDate = { key: 0, local: this.local(), ...(offset ? { offset } : {}) };
    const [found = typed] = checkedDates([typed], this.zone(), Date.now());
    return found;
  });
  protected readonly fault = computed(() => {
    const { fault } = this.date();
    if (this.typed() === undefined && !this.wasAskedFor()) return undefined;
    if (fault) return this.t().schedule.wrong[fault];
    return this.wasAskedFor() && this.isSameTime() ? this.t().reschedule.same : undefined;
  });
  protected readonly said = computed(() => {
    if (this.asking.failure()) return this.asking.said();
    const { last, sending, theirs } = this.edited();
    const isMine = last()?.url === `${this.address()}/move`;
    return isMine && theirs() === undefined ? sending.said() : undefined;
  });

  protected retype(local: string): void {
    this.typed.set(local);
    this.offset.set(undefined);
    this.wasAskedFor.set(false);
  }

  protected async reschedule(event: Event): Promise<void> {
    event.preventDefault();
    this.wasAskedFor.set(true);
    const date = this.date();
    if (date.fault || this.isSameTime()) return;
    const starts = asAsked(date);
    const consequences = await this.asking.send(
      this.http.post<Consequences>(`${this.address()}/consequences`, { starts_local: starts }),
    );
    if (!consequences) return;
    const texts = this.t();
    const language = this.languages.current();
    const consent = await this.questions.ask({
      title: fill(texts.reschedule.title, {
        date: when(date.instant ?? '', this.zone(), 'full', language),
      }),
      text: [
        ...notifiedInWords(consequences, texts.consequences, language),
        texts.reschedule.stays,
      ],
      yes: texts.reschedule.yes,
      isDestructive: true,
    });
    if (!consent) return;
    const [reason, message] = [this.reason().trim(), this.message().trim()];
    const rescheduled = await this.edited().save({
      method: 'POST',
      url: `${this.address()}/move`,
      body: {
        starts_local: starts,
        ...(reason ? { reason } : {}),
        ...(message ? { message } : {}),
      },
    });
    if (!rescheduled) return;
    this.retype(rescheduled.starts_local);
    this.reason.set('');
    this.message.set('');
    this.notices.say(texts.reschedule.done);
  }

  private isSameTime(): boolean {
    const { instant } = this.date();
    const before = this.edited().value()?.starts_at;
    return instant !== undefined && before !== undefined
      ? Date.parse(instant) === Date.parse(before)
      : false;
  }
}
