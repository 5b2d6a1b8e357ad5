import { Component, computed, inject, input } from '@angular/core';
import { MatChipsModule } from '@angular/material/chips';
import { MatSelectModule } from '@angular/material/select';
import { MatTableModule } from '@angular/material/table';
import { RouterLink } from '@angular/router';

import { at } from '../../shared/api/address';
import { answer } from '../../shared/api/answer';
import { pageTitle } from '../../shared/site/page-title';
import { Stamp } from '../../shared/site/stamp';
import { TheSite } from '../../shared/site/the-site';
import { narrowing } from '../../shared/tables/narrowing';
import { ServerTable } from '../../shared/tables/server-table';
import { controlTexts } from '../../shared/texts/controls/control-texts';
import { Languages } from '../../shared/texts/languages';
import { DateField } from '../shared/dates/date-field';
import { staffTexts } from '../shared/staff-texts';
import { AUDIT, AuditEntry, KINDS } from './api';
import { auditTexts } from './audit-texts';
import { Words, comparison, sentence } from './sentences';

/** The audit: who did what, when, with the earlier values. The filters are in the address. */
@Component({
  selector: 'app-audit',
  imports: [
    DateField,
    MatChipsModule,
    MatSelectModule,
    MatTableModule,
    RouterLink,
    ServerTable,
    Stamp,
  ],
  templateUrl: './audit.html',
  styleUrl: './audit.scss',
})
export class Audit {
  /** Only by this member of staff. */
  readonly by = input<string>();
  /** Only for this kind of object. */
  readonly subject = input<string>();
  /** Only for this object. */
  readonly subject_id = input<string>();
  /** Only for this performance. */
  readonly performance = input<string>();
  /** Only refused actions. */
  readonly refused = input<string>();
  /** Only from this day on. */
  readonly from = input<string>();
  /** Only up to this day. */
  readonly to = input<string>();

  private readonly languages = inject(Languages);
  private readonly site = inject(TheSite).site;
  protected readonly t = this.languages.texts(auditTexts);
  protected readonly controls = this.languages.texts(controlTexts);
  private readonly general = this.languages.texts(staffTexts);
  private readonly narrow = narrowing();
  protected readonly address = AUDIT;
  protected readonly kinds = KINDS;
  protected readonly staff = answer(() => at('/api/v1/admin/staff'));
  protected readonly filters = computed(() => ({
    by: this.by(),
    subject: this.subject(),
    subject_id: this.subject_id(),
    performance: this.performance(),
    refused: this.refused(),
    from: this.from(),
    to: this.to(),
  }));
  /** Whether it shows a single object, for which the page has no filter control. */
  protected readonly isNarrow = computed(() => Boolean(this.subject_id() ?? this.performance()));
  protected readonly isFiltered = computed(() => Object.values(this.filters()).some(Boolean));
  private readonly words = computed((): Words => ({
    texts: this.t(),
    roles: this.general().roles,
    language: this.languages.current(),
    zone: this.site()?.time_zone,
  }));

  constructor() {
    pageTitle(() => this.t().title);
  }

  protected say(entry: AuditEntry): string {
    return sentence(entry, this.words());
  }

  protected compare(entry: AuditEntry): ReturnType<typeof comparison> {
    return comparison(entry, this.words());
  }

  protected ask(filter: Readonly<Record<string, string>>): void {
    this.narrow(filter, true);
  }
}
