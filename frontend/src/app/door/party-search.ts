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

import { at } from '../api/address';
import { answer } from '../api/answer';
import type { DoorList, DoorParty } from '../api/schema';
import { failuresInWords } from '../staff/sending';
import { Count, Fill } from '../texts/fill';
import { Languages } from '../texts/languages';
import { doorTexts } from './door-texts';
import { ticketIn } from './ticket-code';

/** How often the list is fetched anew, in seconds. */
const EVERY_SECONDS = 3;
/** How long somebody has to pause before it is looked for what they typed, in milliseconds. */
const PAUSE_MS = 200;
/** The server finds nobody by fewer letters. */
const FEWEST_LETTERS = 2;

/** Finds a party by its name or code, in a list that keeps up with the door. */
@Component({
  selector: 'app-party-search',
  imports: [Count, Fill],
  templateUrl: './party-search.html',
  styleUrl: './party-search.scss',
})
export class PartySearch {
  readonly performance = input.required<string>();
  /** Changes whenever the list has to be fetched at once. */
  readonly changes = input<unknown>();
  /** What is searched for at first. */
  readonly begin = input<string>();
  readonly chosen = output<DoorParty>();
  /** A ticket that was typed or pasted in place of a name. */
  readonly ticket = output<string>();

  protected readonly t = inject(Languages).texts(doorTexts);
  protected readonly sayWhy = failuresInWords();
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
  /** The list stands until that of the next letter has come. */
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
    // Whoever was sent here for somebody sees them, and not the camera above.
    const host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
    afterNextRender(() => {
      if (this.begin()) host.scrollIntoView({ block: 'start' });
    });
    inject(DestroyRef).onDestroy(() => clearTimeout(this.timer));
  }

  /** Begins anew, for whoever comes next. */
  clear(): void {
    this.look('', 0);
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
