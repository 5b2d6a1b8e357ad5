import { NgTemplateOutlet } from '@angular/common';
import {
  Component,
  TemplateRef,
  computed,
  contentChild,
  inject,
  input,
  linkedSignal,
  model,
} from '@angular/core';

import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, Router } from '@angular/router';

import { answer } from '../api/answer';
import { Count, Fill } from '../texts/fill';
import { Languages } from '../texts/languages';
import { FIRST_PAGE } from './narrowing';
import { failuresInWords } from './sending';
import { staffTexts } from './staff-texts';

/** A column of a table. */
export interface Column {
  readonly label: string;
  /** What the server calls the order by this column, where it can sort by it. */
  readonly sort?: string;
  /** Whether it holds numbers. */
  readonly isNumber?: boolean;
  /** Whether what stands in it ends where the row ends. */
  readonly isAtEnd?: boolean;
}

/** A part of a table as the server answers it. */
export interface Part<T> {
  readonly items: readonly T[];
  readonly next_cursor: string | null;
  readonly total?: number;
}

/** How many rows are shown at once. */
const ROWS = 50;
/** How many pages can be gone back one by one: an address can't be as long as one likes. */
const PAGES_BEHIND = 10;
/** What an address may say without leaving any row out. */
const ALWAYS: readonly string[] = ['sort', 'page', 'after', 'lang'];
/** Between cursors, which are made of letters, digits, `-` and `_`. */
const BETWEEN = '.';

/**
 * A table that the server sorts, filters and divides into pages. What stands in a row is told by
 * the template `#row`, whose cells carry the labels of their columns for small screens:
 * `<td [attr.data-label]="…">`.
 *
 * Which page is shown stands in the address, so that Back and a reload show the same. Whoever asks
 * for something else begins at the first one: see `narrowing`.
 */
@Component({
  selector: 'app-server-table',
  imports: [Count, Fill, NgTemplateOutlet],
  templateUrl: './server-table.html',
})
export class ServerTable<T> {
  /** Where the rows are asked for. */
  readonly address = input.required<string>();
  /** What else is asked for with them: filters by name; what is empty is left out. */
  readonly filters = input<Readonly<Record<string, string | undefined>>>({});
  /** Whether the server has no parts to ask for, and answers every row at once. */
  readonly isWhole = input(false);
  readonly columns = input.required<readonly Column[]>();
  /** What the table is called, for who can't see it. */
  readonly caption = input.required<string>();
  /** The order, `-` before it for the other way round. */
  readonly sort = model<string>();

  protected readonly row = contentChild.required<TemplateRef<{ $implicit: T }>>('row');
  protected readonly t = inject(Languages).texts(staffTexts);
  protected readonly sayWhy = failuresInWords();

  private readonly router = inject(Router);
  private readonly params = toSignal(inject(ActivatedRoute).queryParamMap, { requireSync: true });
  /** The cursors of the pages up to this one; the first page has none. */
  private readonly cursors = computed(() =>
    (this.params().get('after') ?? '').split(BETWEEN).filter(Boolean),
  );
  protected readonly page = computed(() => {
    const before = this.cursors().length;
    const said = Number(this.params().get('page'));
    return before > 0 && Number.isSafeInteger(said) ? Math.max(said, before + 1) : before + 1;
  });
  private readonly asked = answer<Part<T>>(() => {
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(this.filters())) if (value) query.set(name, value);
    const sort = this.sort();
    if (sort) query.set('sort', sort);
    if (!this.isWhole()) query.set('limit', String(ROWS));
    const cursor = this.cursors().at(-1);
    if (cursor !== undefined) query.set('cursor', cursor);
    const asked = query.toString();
    return asked ? `${this.address()}?${asked}` : this.address();
  });
  protected readonly failure = this.asked.failure;
  protected readonly isLoading = this.asked.isLoading;
  /** The last part that came; it stands until the next one is there. */
  protected readonly part = linkedSignal<Part<T> | undefined, Part<T> | undefined>({
    source: this.asked.value,
    computation: (now, before) => now ?? before?.value,
  });

  /** Whether the page's address asks for some of the rows only. */
  protected readonly isNarrowed = computed(() =>
    this.params().keys.some((name) => !(ALWAYS.includes(name) || this.params().get(name) === '')),
  );

  /** Asks the server again. */
  reload(): void {
    this.asked.reload();
  }

  protected ariaSort(column: Column): 'ascending' | 'descending' | null {
    if (!column.sort) return null;
    if (this.sort() === column.sort) return 'ascending';
    return this.sort() === `-${column.sort}` ? 'descending' : null;
  }

  protected sortBy(by: string): void {
    this.sort.set(this.sort() === by ? `-${by}` : by);
  }

  protected goOn(cursor: string): void {
    this.turnTo(this.page() + 1, [...this.cursors(), cursor]);
  }

  protected goBack(): void {
    this.turnTo(this.page() - 1, this.cursors().slice(0, -1));
  }

  protected tryAgain(): void {
    this.asked.reload();
  }

  /** Asks for all rows, in the order that they are in. */
  protected widen(): void {
    const sort = this.params().get('sort');
    void this.router.navigate([], { queryParams: sort === null ? {} : { sort } });
  }

  private turnTo(page: number, cursors: readonly string[]): void {
    const after = cursors.slice(-PAGES_BEHIND).join(BETWEEN);
    const queryParams = after ? { page, after } : FIRST_PAGE;
    void this.router.navigate([], { queryParams, queryParamsHandling: 'merge' });
  }
}
