import { Component, computed, inject, input } from '@angular/core';
import { Router, RouterLink } from '@angular/router';

import { answer } from '../../api/answer';
import { pageTitle } from '../../site/page-title';
import { TheSite } from '../../site/the-site';
import { Field } from '../../staff/field';
import { Column, Part, ServerTable } from '../../staff/server-table';
import { SignedIn } from '../../staff/signed-in';
import { Fill } from '../../texts/fill';
import { Languages } from '../../texts/languages';
import { When } from '../../texts/when';
import { PerformanceFilter } from '../reservations/performance-filter';
import { CheckInRow, Person } from './api';
import { checkInsTexts } from './check-ins-texts';

const ADDRESS = '/api/v1/admin/check-ins';

/** Who let whom in, when, and what was taken back. */
@Component({
  selector: 'app-check-ins',
  imports: [Field, Fill, PerformanceFilter, RouterLink, ServerTable, When],
  templateUrl: './check-ins.html',
  styleUrl: './check-ins.scss',
})
export class CheckIns {
  readonly performance = input<string>();
  readonly by = input<string>();
  /** `yes` when only those that were taken back. */
  readonly undone = input<string>();

  private readonly router = inject(Router);
  private readonly member = inject(SignedIn).member;

  protected readonly t = inject(Languages).texts(checkInsTexts);
  protected readonly address = ADDRESS;
  private readonly site = inject(TheSite).site;
  protected readonly zone = computed(() => this.site()?.time_zone ?? 'Europe/Rome');
  protected readonly query = computed(() => ({
    performance: this.performance(),
    by: this.by(),
    undone: this.undone() === 'yes' ? 'true' : undefined,
  }));
  protected readonly isFiltered = computed(() =>
    Object.values(this.query()).some((value) => Boolean(value)),
  );
  protected readonly columns = computed<readonly Column[]>(() => {
    const { columns } = this.t();
    return [
      { label: columns.guest },
      { label: columns.at },
      { label: columns.people, isNumber: true },
      { label: columns.by },
      { label: columns.remarks },
    ];
  });
  /** Whoever is chosen is named by what they did. */
  private readonly theirs = answer<Part<CheckInRow>>(() => {
    const by = this.by();
    const isMe = by === this.member()?.id;
    return by && !isMe ? `${ADDRESS}?${new URLSearchParams({ by, limit: '1' })}` : undefined;
  });
  /** Those who can be chosen here; others are found in the list. */
  protected readonly people = computed<readonly Person[]>(() => {
    const me = this.member();
    const other = this.theirs.value()?.items[0]?.by;
    return [...(me ? [{ id: me.id, name: me.name }] : []), ...(other ? [other] : [])];
  });

  constructor() {
    pageTitle(() => this.t().title);
  }

  protected narrow(filters: Readonly<Record<string, string>>): void {
    const queryParams = Object.fromEntries(
      Object.entries(filters).map(([name, value]) => [name, value || null]),
    );
    void this.router.navigate([], { queryParams, queryParamsHandling: 'merge' });
  }

  protected clear(): void {
    void this.router.navigate([], { queryParams: {} });
  }
}
