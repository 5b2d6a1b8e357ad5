import { Component, computed, inject, input, linkedSignal, output } from '@angular/core';

import type { DoorParty, PartyInside } from '../api/schema';
import { Count, Fill } from '../texts/fill';
import { Languages } from '../texts/languages';
import { When } from '../texts/when';
import { Admissions } from './admissions';
import { doorTexts } from './door-texts';
import { PeopleStepper } from './people-stepper';

/** A party that was looked up: how many of it come in now, and who has come before. */
@Component({
  selector: 'app-party-sheet',
  imports: [Count, Fill, PeopleStepper, When],
  templateUrl: './party-sheet.html',
  styleUrl: './party-sheet.scss',
})
export class PartySheet {
  readonly party = input.required<DoorParty>();
  /** The zone of the venue. */
  readonly zone = input.required<string>();
  /** How many come in with whatever is shown next, when somebody has said so before. */
  readonly some = input<number>();
  /** How many of the party are to be let in. */
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
  /** All who are still to come, unless somebody has said or says otherwise. */
  protected readonly people = linkedSignal(() =>
    Math.max(Math.min(this.some() ?? this.remaining(), this.remaining()), 1),
  );
}
