import { Component, computed, inject, input, linkedSignal } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

import { at } from '../../shared/api/address';
import { answer } from '../../shared/api/answer';
import type { Performance } from '../../shared/api/schema';
import { InTurn } from '../../shared/first-page/in-turn';
import { Trouble } from '../../shared/network/trouble';
import { ORIGIN, WEBCAL } from '../../shared/site/feed';
import { pageTitle } from '../../shared/site/page-title';
import { TheSite } from '../../shared/site/the-site';
import { Languages } from '../../shared/texts/languages';
import { siteTexts } from '../../shared/texts/site-texts';
import { When, dayOf } from '../../shared/texts/when';
import { MonthGrid } from './month-grid';
import { byDay, grouped, monthAfter, monthOf, noon } from './months';
import { Night } from './night';

/** Number of performances per request. */
const PORTION = 100;

/** All coming performances, as a list or by month. */
@Component({
  selector: 'app-calendar',
  imports: [InTurn, MatButton, MatIconButton, MonthGrid, Night, RouterLink, Trouble, When],
  templateUrl: './calendar.html',
})
export class Calendar {
  /** `month` for the month view, otherwise the list. From the address. */
  readonly view = input<string>();
  /** The month, for example `2026-11`; the current month by default. From the address. */
  readonly month = input<string>();
  /** The slug of the only show to list; all by default. From the address. */
  readonly show = input<string>();

  protected readonly origin = ORIGIN;
  protected readonly webcal = WEBCAL;
  protected readonly t = inject(Languages).texts(siteTexts);
  private readonly site = inject(TheSite).site;
  private readonly today = computed(() => dayOf(new Date(), this.site()?.time_zone ?? 'UTC'));

  protected readonly isMonth = computed(() => this.view() === 'month');
  protected readonly shownMonth = computed(() => {
    const asked = this.month() ?? '';
    return /^\d{4}-(0[1-9]|1[0-2])$/.test(asked) ? asked : monthOf(this.today());
  });
  protected readonly isThisMonth = computed(() => this.shownMonth() === monthOf(this.today()));
  protected readonly before = computed(() => monthAfter(this.shownMonth(), -1));
  protected readonly after = computed(() => monthAfter(this.shownMonth(), 1));

  private readonly cursor = linkedSignal<boolean, string | undefined>({
    source: this.isMonth,
    computation: () => undefined,
  });
  protected readonly portion = answer(() => {
    if (!this.isMonth()) {
      return at('/api/v1/performances', undefined, { limit: PORTION, cursor: this.cursor() });
    }
    // One day more on each side, because a month starts at different times in different zones.
    const [from, to] = [this.shownMonth(), this.after()].map((month) => Date.parse(`${month}-01`));
    const day = 24 * 60 * 60 * 1000;
    return at('/api/v1/performances', undefined, {
      limit: PORTION,
      from: new Date((from ?? 0) - day).toISOString(),
      to: new Date((to ?? 0) + day).toISOString(),
    });
  });
  /** The loaded pages of the list. */
  private readonly fetched = linkedSignal<
    { readonly list: boolean; readonly items: readonly Performance[] | undefined },
    readonly Performance[]
  >({
    source: () => ({ list: !this.isMonth(), items: this.portion.value()?.items }),
    computation: ({ list, items }, before) => {
      if (!list || !items) return before && list ? before.value : [];
      const known = new Set(items.map(({ id }) => id));
      return [...(before?.value ?? []).filter(({ id }) => !known.has(id)), ...items];
    },
  });
  /** The performances of all shows. */
  private readonly listed = computed(() =>
    this.isMonth() ? (this.portion.value()?.items ?? []) : this.fetched(),
  );
  /** The titles of the shows that were listed since the page was opened, by slug. */
  private readonly titles = linkedSignal<readonly Performance[], ReadonlyMap<string, string>>({
    source: this.listed,
    computation: (listed, before) =>
      new Map([
        ...(before?.value ?? []),
        ...listed.map(({ show }) => [show.slug, show.title] as const),
      ]),
  });
  protected readonly choices = computed(() => {
    const all = { slug: '', title: this.t().calendar.allShows };
    return [all, ...[...this.titles()].map(([slug, title]) => ({ slug, title }))];
  });
  protected readonly chosen = computed(
    () => this.choices().find(({ slug }) => slug === this.show())?.slug ?? '',
  );
  private readonly chosenOnes = computed(() => {
    const chosen = this.chosen();
    return this.listed().filter(({ show }) => chosen === '' || show.slug === chosen);
  });
  protected readonly months = computed(() => {
    const days = byDay(this.isMonth() ? [] : this.chosenOnes());
    const months = grouped(days.keys(), monthOf);
    return [...months].map(([month, inMonth]) => ({
      name: noon(`${month}-01`),
      nights: inMonth.flatMap((day) => days.get(day) ?? []),
    }));
  });
  protected readonly ofMonth = this.chosenOnes;
  protected readonly next = computed(() => this.portion.value()?.next_cursor ?? undefined);
  protected readonly monthName = computed(() => noon(`${this.shownMonth()}-01`));

  constructor() {
    pageTitle(() => this.t().calendar.title);
  }

  protected showMore(): void {
    this.cursor.set(this.next());
  }
}
