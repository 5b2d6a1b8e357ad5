import { HttpClient } from '@angular/common/http';
import { Component, computed, inject, input, linkedSignal } from '@angular/core';
import {
  FormField,
  FormRoot,
  TreeValidationResult,
  form,
  maxLength,
  validate,
} from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatInputModule } from '@angular/material/input';

import { Notices } from '../../../shared/dialogs/notices';
import { Questions } from '../../../shared/dialogs/questions';
import { Edited } from '../../../shared/forms/edited';
import { focusField } from '../../../shared/forms/focus-field';
import { Optional } from '../../../shared/forms/optional';
import { sending } from '../../../shared/forms/sending';
import { fill } from '../../../shared/texts/fill';
import { Languages } from '../../../shared/texts/languages';
import { When, when } from '../../../shared/texts/when';
import { DateTimeField } from '../../shared/dates/date-time-field';
import { AdminPerformance, Consequences } from '../programme';
import { notifiedInWords } from './consequences';
import { CheckedDate, asAsked, checkedDates } from './new-date';
import { officePerformancesTexts } from './performances-texts';
import { WhichOfTwo } from './which-of-two';

const NO_NEWS = { reason: '', message: '' };

/** Reschedules a performance, after showing the affected guests. */
@Component({
  selector: 'app-reschedule-box',
  imports: [
    DateTimeField,
    FormField,
    FormRoot,
    MatButton,
    MatInputModule,
    Optional,
    When,
    WhichOfTwo,
  ],
  template: `
    <form [formRoot]="form">
      <p class="lead">{{ t().reschedule.lead }}</p>
      <app-date-time-field
        [label]="t().reschedule.to"
        [hint]="date().instant ? (date().instant! | when: zone() : 'full') : ''"
        [formField]="form.starts"
      />
      @if (date().choice; as choice) {
        <app-which-of-two [choice]="choice" [(offset)]="offset" />
      }
      <mat-form-field>
        <mat-label>{{ t().reschedule.reason }} <app-optional /></mat-label>
        <input matInput autocomplete="off" [formField]="form.reason" />
        <mat-hint>{{ t().reschedule.reasonHint }}</mat-hint>
      </mat-form-field>
      <mat-form-field>
        <mat-label>{{ t().news.message }} <app-optional /></mat-label>
        <textarea matInput cdkTextareaAutosize rows="4" [formField]="form.message"></textarea>
        <mat-hint>{{ t().news.rescheduled }}</mat-hint>
      </mat-form-field>
      @if (said(); as said) {
        <p class="refusal" role="alert">{{ said }}</p>
      }
      <div class="actions">
        <button matButton="outlined" type="submit" [aria-disabled]="edited().sending.isBusy()">
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
  private readonly start = computed(() => this.edited().value()?.starts_local ?? '');
  private readonly typed = linkedSignal<string, { starts: string } & typeof NO_NEWS>({
    source: this.start,
    computation: (starts, before) => ({ ...NO_NEWS, ...before?.value, starts }),
  });
  /** Which instant of a repeated local time, until another time is typed. */
  protected readonly offset = linkedSignal<string, string | undefined>({
    source: () => this.typed().starts,
    computation: () => undefined,
  });
  protected readonly date = computed(() => {
    const offset = this.offset();
    const typed: CheckedDate = {
      key: 0,
      local: this.typed().starts,
      ...(offset ? { offset } : {}),
    };
    const [found = typed] = checkedDates([typed], this.zone(), Date.now());
    return found;
  });
  protected readonly form = form(
    this.typed,
    (fields) => {
      validate(fields.starts, () => {
        const { fault } = this.date();
        return fault && { kind: fault, message: this.t().schedule.wrong[fault] };
      });
      maxLength(fields.reason, 500);
      maxLength(fields.message, 1_000);
    },
    {
      submission: {
        action: () => this.reschedule(),
        onInvalid: () => focusField(this.form.starts()),
      },
    },
  );
  protected readonly said = computed(() => {
    if (this.asking.failure()) return this.asking.said();
    const { last, sending, theirs } = this.edited();
    const isMine = last()?.url === `${this.address()}/move`;
    return isMine && theirs() === undefined ? sending.said() : undefined;
  });

  private async reschedule(): Promise<TreeValidationResult> {
    const date = this.date();
    const texts = this.t();
    if (this.isSameTime()) {
      return { kind: 'same', message: texts.reschedule.same, fieldTree: this.form.starts };
    }
    const starts = asAsked(date);
    const consequences = await this.asking.send(
      this.http.post<Consequences>(`${this.address()}/consequences`, { starts_local: starts }),
    );
    if (!consequences) return undefined;
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
    if (!consent) return undefined;
    const { reason, message } = this.typed();
    const rescheduled = await this.edited().save({
      method: 'POST',
      url: `${this.address()}/move`,
      body: {
        starts_local: starts,
        ...(reason.trim() ? { reason: reason.trim() } : {}),
        ...(message.trim() ? { message: message.trim() } : {}),
      },
    });
    if (!rescheduled) return undefined;
    this.form().reset({ starts: rescheduled.starts_local, ...NO_NEWS });
    this.notices.say(texts.reschedule.done);
    return undefined;
  }

  private isSameTime(): boolean {
    const { instant } = this.date();
    const before = this.edited().value()?.starts_at;
    return instant !== undefined && before !== undefined
      ? Date.parse(instant) === Date.parse(before)
      : false;
  }
}
