import { Component, computed, inject, signal } from '@angular/core';
import {
  FieldTree,
  FormField,
  FormRoot,
  TreeValidationResult,
  form,
  required,
  validate,
} from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatInputModule } from '@angular/material/input';

import { HasUnsaved } from '../../shared/dialogs/leaving';
import { Notices } from '../../shared/dialogs/notices';
import { Compared, Conflict } from '../../shared/forms/conflict';
import { draftOf } from '../../shared/forms/draft';
import { edited } from '../../shared/forms/edited';
import { faultOf, refusedFields } from '../../shared/forms/faults';
import { focusField } from '../../shared/forms/focus-field';
import { Optional } from '../../shared/forms/optional';
import { failuresInWords } from '../../shared/forms/sending';
import { ToCorrect } from '../../shared/forms/to-correct';
import { pageTitle } from '../../shared/site/page-title';
import { TheSite } from '../../shared/site/the-site';
import { controlTexts } from '../../shared/texts/controls/control-texts';
import { fill } from '../../shared/texts/fill';
import { Languages } from '../../shared/texts/languages';
import { SITE, SiteSettings } from './api';
import { LIMITS, Limit } from './limits';
import { officeSiteTexts } from './office-site-texts';

const NOTHING = {
  name: '',
  tagline: '',
  time_zone: '',
  contact: { email: '', phone: '', address: '' },
  hold_minutes: null as number | null,
  max_seats_per_reservation: null as number | null,
  max_live_reservations_per_address: null as number | null,
  door_opens_before_minutes: null as number | null,
  door_closes_after_minutes: null as number | null,
  retention_days: null as number | null,
};

type Typed = typeof NOTHING;

/** The site's settings: the theatre's data and the booking policy. */
@Component({
  selector: 'app-settings',
  imports: [Conflict, FormField, FormRoot, MatButton, MatInputModule, Optional, ToCorrect],
  templateUrl: './settings.html',
  styles: `
    .field {
      margin-block: var(--space-3);
      mat-form-field {
        width: min(100%, 22rem);
        margin-top: var(--space-1);
      }
    }
  `,
})
export class Settings implements HasUnsaved {
  private readonly languages = inject(Languages);
  private readonly notices = inject(Notices);
  private readonly site = inject(TheSite);
  protected readonly t = this.languages.texts(officeSiteTexts);
  protected readonly general = this.languages.texts(controlTexts);
  protected readonly faultOf = faultOf;
  protected readonly sayWhy = failuresInWords();
  protected readonly zones = Intl.supportedValuesOf('timeZone');
  protected readonly limits = LIMITS;
  protected readonly settings = edited<SiteSettings>(() => SITE);
  private readonly draft = draftOf(this.settings.value, typedOf);
  readonly isUnsaved = this.draft.isUnsaved;
  protected readonly refusal = signal<string | undefined>(undefined);
  protected readonly compared = computed((): readonly Compared[] => {
    const theirs = this.settings.theirs();
    return theirs ? this.compare(this.draft.value(), typedOf(theirs)) : [];
  });
  protected readonly form = form(
    this.draft.value,
    (fields) => {
      required(fields.name, { message: () => this.t().settings.nameMissing });
      validate(fields.time_zone, ({ value }) =>
        isZone(value()) ? undefined : { kind: 'zone', message: this.t().settings.zoneUnknown },
      );
      for (const { name, least, most } of LIMITS) {
        validate(fields[name], ({ value }) => {
          const number = value();
          const fits =
            number !== null && Number.isInteger(number) && number >= least && number <= most;
          const message = fill(this.t().settings.outOfBounds, { least, most });
          return fits ? undefined : { kind: 'bounds', message };
        });
      }
    },
    {
      submission: {
        action: () => this.save(),
        onInvalid: () => focusField(this.form().errorSummary()[0]?.fieldTree()),
      },
    },
  );

  constructor() {
    pageTitle(() => this.t().settings.title);
  }

  protected fieldOf({ name }: Limit): FieldTree<number | null> {
    return this.form[name];
  }

  protected takeTheirs(): void {
    this.settings.takeTheirs();
    this.draft.reset();
  }

  protected async keepMine(): Promise<void> {
    this.saved(await this.draft.save(() => this.settings.overwrite()));
  }

  private async save(): Promise<TreeValidationResult> {
    this.refusal.set(undefined);
    const saved = await this.draft.save(() => this.settings.save({ body: this.draft.value() }));
    if (saved) {
      this.saved(saved);
      return undefined;
    }
    const { contact, ...others } = { ...this.form };
    const faults = refusedFields(this.settings.sending.failure(), {
      ...others,
      'contact.email': contact.email,
      'contact.phone': contact.phone,
      'contact.address': contact.address,
    });
    if (faults.length === 0) this.refusal.set(this.whyNot());
    return faults;
  }

  private saved(settings: SiteSettings | undefined): void {
    this.refusal.set(settings ? undefined : this.whyNot());
    if (!settings) return;
    this.notices.say(this.t().settings.saved);
    this.site.reload();
  }

  /** A conflict is shown with its differences. */
  private whyNot(): string | undefined {
    const { sending } = this.settings;
    return sending.failure()?.name === 'edited-meanwhile' ? undefined : sending.said();
  }

  private compare(mine: Typed, theirs: Typed): readonly Compared[] {
    const texts = this.t().settings;
    const said = (typed: Typed): readonly (readonly [string, string])[] => [
      [texts.name, typed.name],
      [texts.tagline, typed.tagline],
      [texts.zone, typed.time_zone],
      [texts.email, typed.contact.email],
      [texts.phone, typed.contact.phone],
      [texts.address, typed.contact.address],
      ...LIMITS.map(({ name }) => [texts.limits[name].label, String(typed[name] ?? '')] as const),
    ];
    const [ours, others] = [said(mine), said(theirs)];
    return ours.map(([label, value], at) => ({
      label,
      mine: value,
      theirs: others[at]?.[1] ?? '',
    }));
  }
}

function typedOf(settings: SiteSettings | undefined): Typed {
  return settings ?? NOTHING;
}

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
