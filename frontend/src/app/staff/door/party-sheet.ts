import { Component, computed, inject, input, linkedSignal, output } from '@angular/core';
import { MatButton } from '@angular/material/button';

import type { DoorParty, PartyInside } from '../../shared/api/schema';
import { Count, Fill } from '../../shared/texts/fill';
import { Languages } from '../../shared/texts/languages';
import { When } from '../../shared/texts/when';
import { Admissions } from './admissions';
import { doorTexts } from './door-texts';
import { PeopleStepper } from './people-stepper';

/** A party from the search: how many to admit now, and its earlier check-ins. */
@Component({
  selector: 'app-party-sheet',
  imports: [Count, Fill, MatButton, PeopleStepper, When],
  templateUrl: './party-sheet.html',
  styleUrl: './party-sheet.scss',
})
export class PartySheet {
  readonly party = input.required<DoorParty>();
  /** The venue's time zone. */
  readonly zone = input.required<string>();
  /** The number that was chosen before for the next admission. */
  readonly some = input<number>();
  /** Emits the number of people to admit. */
  readonly letIn = output<number>();
  readonly undo = output<PartyInside>();

  protected readonly t = inject(Languages).texts(doorTexts);
  protected readonly admissions = inject(Admissions);
  protected readonly remaining = computed(() =>
    Math.max(this.party().seats - this.party().admitted, 0),
  );
  protected readonly last = computed(() =>
    this.party().check_ins.reduce<PartyInside | undefined>(
      (last, one) => (last && last.at > one.at ? last : one),
      undefined,
    ),
  );
  /** All who are still missing, unless another number was chosen. */
  protected readonly people = linkedSignal(() =>
    Math.max(Math.min(this.some() ?? this.remaining(), this.remaining()), 1),
  );
}
