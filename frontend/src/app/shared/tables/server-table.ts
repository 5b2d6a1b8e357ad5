import {
  AfterContentInit,
  Component,
  computed,
  contentChildren,
  effect,
  inject,
  input,
  linkedSignal,
  model,
  untracked,
  viewChild,
} from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { MatButton } from '@angular/material/button';
import { MatPaginator, MatPaginatorIntl, PageEvent } from '@angular/material/paginator';
import { MatSort, Sort } from '@angular/material/sort';
import { MatColumnDef, MatTable, MatTableModule } from '@angular/material/table';
import { ActivatedRoute, Router } from '@angular/router';

import { answer } from '../api/answer';
import { failuresInWords } from '../forms/sending';
import { controlTexts } from '../texts/controls/control-texts';
import { Count } from '../texts/fill';
import { Languages } from '../texts/languages';
import { FIRST_PAGE } from './narrowing';
import { PaginatorTexts } from './paginator-texts';

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
 * A table with sorting, filtering and paging on the server. Its content is a `matColumnDef` for each
 * column. On small screens a row is a compact card, and a cell shows its `data-label` before its
 * value. The page is in the address, so that Back and a reload show the same rows. A new filter
 * starts at the first page: see `narrowing`.
 */
@Component({
  selector: 'app-server-table',
  imports: [Count, MatButton, MatPaginator, MatTableModule],
  templateUrl: './server-table.html',
  // The headers of the columns are in the content of this component, and find the sort there.
  hostDirectives: [MatSort],
  providers: [{ provide: MatPaginatorIntl, useClass: PaginatorTexts }],
})
export class ServerTable<T> implements AfterContentInit {
  /** The address of the rows. */
  readonly address = input.required<string>();
  /** The filters by name; empty ones are left out. */
  readonly filters = input<Readonly<Record<string, string | undefined>>>({});
  /** Whether the server returns all rows at once, without paging. */
  readonly isWhole = input(false);
  /** The table's accessible name. */
  readonly caption = input.required<string>();
  /** What it says instead of rows if there are none; by default that nothing was found. */
  readonly none = input('');
  /** The order; `-` before it reverses it. */
  readonly sort = model<string>();

  private readonly defined = contentChildren(MatColumnDef);
  private readonly table = viewChild.required<MatTable<T>>(MatTable);
  protected readonly columns = computed(() => this.defined().map(({ name }) => name));
  protected readonly t = inject(Languages).texts(controlTexts);
  protected readonly sayWhy = failuresInWords();

  private readonly router = inject(Router);
  private readonly params = toSignal(inject(ActivatedRoute).queryParamMap, { requireSync: true });
  /** The cursors of the pages up to this one; the first page has none. */
  private readonly cursors = computed(() =>
    (this.params().get('after') ?? '').split(BETWEEN).filter(Boolean),
  );
  protected readonly rows = ROWS;
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

  /** The number of rows as far as it is known: one more than those until the next page, if any. */
  protected readonly length = computed(() => {
    const part = this.part();
    const before = (this.page() - 1) * ROWS;
    return part?.next_cursor ? before + ROWS + 1 : before + (part?.items.length ?? 0);
  });

  constructor() {
    const sort = inject(MatSort);
    sort.disableClear = true;
    effect(() => {
      const order = this.sort() ?? '';
      sort.active = order.replace(/^-/, '');
      sort.direction = order.startsWith('-') ? 'desc' : 'asc';
      untracked(() => sort.ngOnChanges());
    });
    sort.sortChange.subscribe(({ active, direction }: Sort) =>
      this.sort.set(direction === 'desc' ? `-${active}` : active),
    );
  }

  ngAfterContentInit(): void {
    for (const column of this.defined()) this.table().addColumnDef(column);
  }

  reload(): void {
    this.asked.reload();
  }

  protected turn({ pageIndex, previousPageIndex = 0 }: PageEvent): void {
    const cursor = this.part()?.next_cursor;
    if (pageIndex < previousPageIndex) {
      this.turnTo(this.page() - 1, this.cursors().slice(0, -1));
    } else if (cursor) {
      this.turnTo(this.page() + 1, [...this.cursors(), cursor]);
    }
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
