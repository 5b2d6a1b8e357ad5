import {
  Component,
  DestroyRef,
  ElementRef,
  afterNextRender,
  computed,
  effect,
  inject,
  input,
  linkedSignal,
  output,
  signal,
  viewChild,
} from '@angular/core';
import { ScrollingModule } from '@angular/cdk/scrolling';
import { MatButton } from '@angular/material/button';

import { at } from '../../shared/api/address';
import { answer } from '../../shared/api/answer';
import type { DoorList, DoorParty } from '../../shared/api/schema';
import { failuresInWords } from '../../shared/forms/sending';
import { Count, Fill } from '../../shared/texts/fill';
import { Languages } from '../../shared/texts/languages';
import { doorTexts } from './door-texts';
import { ticketIn } from './ticket-code';

/** Reload interval of the list, in seconds. */
const EVERY_SECONDS = 3;
/** Delay between typing and searching, in milliseconds. */
const PAUSE_MS = 200;
/** The server needs at least this many letters. */
const FEWEST_LETTERS = 2;

/** The height of a row, in `rem`; the style sheet has the same. */
const ROW_REM = 5;

/** Finds a party by name or code, in a list that is kept up to date. */
@Component({
  selector: 'app-party-search',
  imports: [Count, Fill, MatButton, ScrollingModule],
  templateUrl: './party-search.html',
  styleUrl: './party-search.scss',
})
export class PartySearch {
  readonly performance = input.required<string>();
  /** A new value reloads the list at once. */
  readonly changes = input<unknown>();
  /** The initial search text. */
  readonly begin = input<string>();
  readonly chosen = output<DoorParty>();
  /** Emits a ticket that was typed or pasted instead of a name. */
  readonly ticket = output<string>();

  protected readonly t = inject(Languages).texts(doorTexts);
  protected readonly sayWhy = failuresInWords();
  /** Only the visible rows of a long list are in the page. */
  protected readonly rowHeight =
    ROW_REM * parseFloat(getComputedStyle(document.documentElement).fontSize);
  protected readonly typed = linkedSignal(() => this.begin() ?? '');
  protected readonly isWhole = signal(false);
  private readonly wanted = linkedSignal(() => (this.begin() ?? '').trim());
  private readonly box = viewChild.required<ElementRef<HTMLInputElement>>('box');
  private timer: ReturnType<typeof setTimeout> | undefined;

  private readonly address = computed(() => {
    const search = this.wanted();
    const isAsked = search.length >= FEWEST_LETTERS;
    if (!isAsked && !(this.isWhole() && search === '')) return undefined;
    return at(
      '/api/v1/door/performances/{id}',
      { id: this.performance() },
      isAsked ? { search } : {},
    );
  });
  protected readonly asked = answer<DoorList>(() => this.address(), {
    everySeconds: EVERY_SECONDS,
  });
  /** Keeps the previous list while the next one loads. */
  protected readonly parties = linkedSignal<
    { list: DoorList | undefined; isAsked: boolean },
    readonly DoorParty[] | undefined
  >({
    source: () => ({ list: this.asked.value(), isAsked: this.address() !== undefined }),
    computation: ({ list, isAsked }, before) =>
      isAsked ? (list?.items ?? before?.value) : undefined,
  });

  constructor() {
    effect(() => {
      this.changes();
      this.asked.reload();
    });
    // If the page was opened for a party, scroll to it, past the camera.
    const host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
    afterNextRender(() => {
      if (this.begin()) host.scrollIntoView({ block: 'start' });
    });
    inject(DestroyRef).onDestroy(() => clearTimeout(this.timer));
  }

  /** Resets the search for the next guest. */
  clear(): void {
    this.look('', 0);
  }

  protected readonly idOf = (_: number, { id }: DoorParty): string => id;

  protected needsOf({ access_needs: needs }: DoorParty): string {
    return needs.map((need) => this.t().needs[need]).join(', ');
  }

  protected type(text: string): void {
    this.look(text, PAUSE_MS);
  }

  protected submit(event: Event): void {
    event.preventDefault();
    const ticket = ticketIn(this.typed());
    if (ticket) {
      this.clear();
      this.ticket.emit(ticket);
      return;
    }
    this.look(this.typed(), 0);
    const [only, ...others] = this.parties() ?? [];
    if (only && others.length === 0 && this.asked.value()) this.chosen.emit(only);
    else this.box().nativeElement.select();
  }

  private look(text: string, pause: number): void {
    this.typed.set(text);
    clearTimeout(this.timer);
    const find = () => this.wanted.set(this.typed().trim());
    if (pause === 0) find();
    else this.timer = setTimeout(find, pause);
  }
}
