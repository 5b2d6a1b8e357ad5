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
import { failuresInWords } from '../forms/sending';
import { controlTexts } from '../texts/controls/control-texts';
import { Count, Fill } from '../texts/fill';
import { Languages } from '../texts/languages';
import { FIRST_PAGE } from './narrowing';

/** A column of a table. */
export interface Column {
  readonly label: string;
  /** The server's name of this order, if the column can be sorted. */
  readonly sort?: string;
  /** Whether it has numbers. */
  readonly isNumber?: boolean;
  /** Whether its content is aligned to the end. */
  readonly isAtEnd?: boolean;
}

/** A page of a table from the server. */
export interface Part<T> {
  readonly items: readonly T[];
  readonly next_cursor: string | null;
  readonly total?: number;
}

/** Rows per page. */
const ROWS = 50;
/** Number of pages that Back can reach: addresses have a maximum length. */
const PAGES_BEHIND = 10;
/** The address parameters that are not filters. */
const ALWAYS: readonly string[] = ['sort', 'page', 'after', 'lang'];
/** Separates cursors, which consist of letters, digits, `-` and `_`. */
const BETWEEN = '.';

/**
 * A table with sorting, filtering and paging on the server. The template `#row` renders a row; its
 * cells have their column's label for small screens: `<td [attr.data-label]="…">`. The page is in
 * the address, so that Back and a reload show the same rows. A new filter starts at the first page:
 * see `narrowing`.
 */
@Component({
  selector: 'app-server-table',
  imports: [Count, Fill, NgTemplateOutlet],
  templateUrl: './server-table.html',
})
export class ServerTable<T> {
  /** The address of the rows. */
  readonly address = input.required<string>();
  /** The filters by name; empty ones are left out. */
  readonly filters = input<Readonly<Record<string, string | undefined>>>({});
  /** Whether the server returns all rows at once, without paging. */
  readonly isWhole = input(false);
  readonly columns = input.required<readonly Column[]>();
  /** The table's accessible name. */
  readonly caption = input.required<string>();
  /** The order; `-` before it reverses it. */
  readonly sort = model<string>();

  protected readonly row = contentChild.required<TemplateRef<{ $implicit: T }>>('row');
  protected readonly t = inject(Languages).texts(controlTexts);
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
  /** The last loaded page; it stays until the next one is loaded. */
  protected readonly part = linkedSignal<Part<T> | undefined, Part<T> | undefined>({
    source: this.asked.value,
    computation: (now, before) => now ?? before?.value,
  });

  /** Whether a filter is set. */
  protected readonly isFiltered = computed(() =>
    this.params().keys.some((name) => !(ALWAYS.includes(name) || this.params().get(name) === '')),
  );

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

  /** Removes all filters and keeps the order. */
  protected clearFilters(): void {
    const sort = this.params().get('sort');
    void this.router.navigate([], { queryParams: sort === null ? {} : { sort } });
  }

  private turnTo(page: number, cursors: readonly string[]): void {
    const after = cursors.slice(-PAGES_BEHIND).join(BETWEEN);
    const queryParams = after ? { page, after } : FIRST_PAGE;
    void this.router.navigate([], { queryParams, queryParamsHandling: 'merge' });
  }
}
