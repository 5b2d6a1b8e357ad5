import { HttpClient } from '@angular/common/http';
import {
  Component,
  computed,
  inject,
  input,
  linkedSignal,
  output,
  signal,
  untracked,
} from '@angular/core';
import { FormRoot, TreeValidationResult, apply, form } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';

import { ACCESS_NEEDS } from '../../shared/booking/booking-input';
import { bookingTexts } from '../../shared/booking/booking-texts';
import { Compared, Conflict } from '../../shared/forms/conflict';
import { refusedFields } from '../../shared/forms/faults';
import { focusField } from '../../shared/forms/focus-field';
import { sending } from '../../shared/forms/sending';
import { languageName } from '../../shared/texts/language-name';
import { Languages } from '../../shared/texts/languages';
import { RESERVATIONS, ReservationDetail } from './api';
import { GuestDraft, asGuest, guestOf, guestRules } from './guest-draft';
import { GuestFields } from './guest-fields';
import { reservationsTexts } from './reservations-texts';

/** Number of checks while somebody else changes the same reservation. */
const LOOKS = 3;

/**
 * Corrects a guest's data. Before saving it checks whether somebody else has corrected them
 * meanwhile, and shows the difference. Other changes of the reservation do not matter.
 */
@Component({
  selector: 'app-correct-guest',
  imports: [Conflict, FormRoot, GuestFields, MatButton],
  template: `
    <form [formRoot]="guest" autocomplete="off" novalidate>
      <h2 id="act">{{ t().acts.correct.title }}</h2>
      <p class="lead-in">{{ t().acts.correct.text }}</p>
      @if (theirs()) {
        <app-conflict [fields]="compared()" (takeTheirs)="takeTheirs()" (keepMine)="keepMine()" />
      } @else {
        <app-guest-fields [guest]="guest" />
        <div role="alert">
          @if (said(); as said) {
            <p class="refusal">{{ said }}</p>
          }
        </div>
        <div class="actions">
          <button matButton="outlined" type="button" (click)="closed.emit()">
            {{ t().acts.leave }}
          </button>
          <button matButton="filled" type="submit" [aria-disabled]="sending.isBusy()">
            {{ sending.isBusy() ? t().acts.busy : t().acts.correct.yes }}
          </button>
        </div>
      }
    </form>
  `,
  styles: `
    app-guest-fields {
      margin-top: var(--space-4);
    }
  `,
})
export class CorrectGuest {
  readonly reservation = input.required<ReservationDetail>();
  /** Emits the corrected reservation. */
  readonly corrected = output<ReservationDetail>();
  readonly closed = output();

  private readonly http = inject(HttpClient);
  private readonly languages = inject(Languages);

  protected readonly t = this.languages.texts(reservationsTexts);
  private readonly booking = this.languages.texts(bookingTexts);
  protected readonly sending = sending();
  /** The values at the start of typing. A reload of the reservation does not replace them. */
  private readonly base = linkedSignal<ReservationDetail, GuestDraft>({
    source: this.reservation,
    computation: (now, before) => before?.value ?? guestOf(now),
  });
  private readonly draft = linkedSignal<GuestDraft, GuestDraft>({
    source: this.base,
    computation: (base, before) => before?.value ?? base,
  });
  protected readonly guest = form(
    this.draft,
    (guest) =>
      apply(
        guest,
        guestRules(() => this.t().wrong),
      ),
    {
      submission: {
        action: () => this.save(),
        onInvalid: () => focusField(this.guest().errorSummary()[0]?.fieldTree()),
      },
    },
  );
  /** The values of the other correction. */
  protected readonly theirs = signal<ReservationDetail | undefined>(undefined);
  protected readonly compared = computed<readonly Compared[]>(() => {
    const theirs = this.theirs();
    if (!theirs) return [];
    const [mine, other] = [this.inWords(this.draft()), this.inWords(guestOf(theirs))];
    return mine.map(([label, value], at) => ({ label, mine: value, theirs: other[at]?.[1] ?? '' }));
  });
  /** Shows refusals at their fields, if there are any. */
  protected readonly said = computed(() =>
    this.faults().length > 0 ? undefined : this.sending.said(),
  );

  protected takeTheirs(): void {
    const theirs = this.theirs();
    this.theirs.set(undefined);
    if (theirs) this.corrected.emit(theirs);
  }

  protected async keepMine(): Promise<void> {
    const theirs = this.theirs();
    if (!theirs) return;
    this.base.set(guestOf(theirs));
    this.theirs.set(undefined);
    await this.save();
  }

  private async save(): Promise<TreeValidationResult> {
    const address = `${RESERVATIONS}/${untracked(this.reservation).id}`;
    for (let look = 0; look < LOOKS; look++) {
      const seen = await this.sending.send(
        this.http.get<ReservationDetail>(address, { observe: 'response' }),
      );
      if (!seen?.body) return undefined;
      if (!isSame(guestOf(seen.body), this.base())) {
        this.theirs.set(seen.body);
        return undefined;
      }
      const after = await this.sending.send(
        this.http.put<ReservationDetail>(`${address}/guest`, asGuest(this.draft()), {
          headers: { 'If-Match': seen.headers.get('ETag') ?? '' },
        }),
      );
      if (after) this.corrected.emit(after);
      if (this.sending.failure()?.name !== 'edited-meanwhile') return this.faults();
    }
    return undefined;
  }

  private faults() {
    const { name, email, phone, notes } = this.guest;
    return refusedFields(this.sending.failure(), { name, email, phone, notes });
  }

  private inWords(guest: GuestDraft): readonly (readonly [label: string, value: string])[] {
    const { guest: labels } = this.t();
    const needs = ACCESS_NEEDS.filter((need) => guest.access_needs[need]);
    return [
      [labels.name, guest.name],
      [labels.email, guest.email],
      [labels.phone, guest.phone],
      [labels.locale, languageName(guest.locale, this.languages.current())],
      [labels.needs, needs.map((need) => this.booking().needs[need]).join(', ')],
      [labels.notes, guest.notes],
    ];
  }
}

function isSame(one: GuestDraft, other: GuestDraft): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
