import { Component, computed, inject, input } from '@angular/core';
import { MatChipsModule } from '@angular/material/chips';
import { MatSelectModule } from '@angular/material/select';
import { MatTableModule } from '@angular/material/table';
import { Router, RouterLink } from '@angular/router';

import { answer } from '../../../shared/api/answer';
import type { ListAdmittedBy } from '../../../shared/api/schema';
import { pageTitle } from '../../../shared/site/page-title';
import { TheSite } from '../../../shared/site/the-site';
import { narrowing } from '../../../shared/tables/narrowing';
import { ServerTable } from '../../../shared/tables/server-table';
import { controlTexts } from '../../../shared/texts/controls/control-texts';
import { Fill } from '../../../shared/texts/fill';
import { Languages } from '../../../shared/texts/languages';
import { When } from '../../../shared/texts/when';
import { PerformanceFilter } from '../performance-filter';
import { checkInsTexts } from './check-ins-texts';

const ADDRESS = '/api/v1/admin/check-ins';

/** The check-ins: who admitted whom and when, and which were undone. */
@Component({
  selector: 'app-check-ins',
  imports: [
    Fill,
    MatChipsModule,
    MatSelectModule,
    MatTableModule,
    PerformanceFilter,
    RouterLink,
    ServerTable,
    When,
  ],
  templateUrl: './check-ins.html',
  styleUrl: './check-ins.scss',
})
export class CheckIns {
  readonly performance = input<string>();
  readonly by = input<string>();
  /** `yes` for undone check-ins only. */
  readonly undone = input<string>();

  private readonly router = inject(Router);

  private readonly languages = inject(Languages);
  protected readonly t = this.languages.texts(checkInsTexts);
  protected readonly controls = this.languages.texts(controlTexts);
  protected readonly narrow = narrowing();
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
  /** The staff who have made check-ins. */
  protected readonly people = answer<ListAdmittedBy>(() => `${ADDRESS}/people`);

  constructor() {
    pageTitle(() => this.t().title);
  }

  protected clear(): void {
    void this.router.navigate([], { queryParams: {} });
  }
}
