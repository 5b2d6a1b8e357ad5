import { HttpClient } from '@angular/common/http';
import { Component, computed, inject, signal } from '@angular/core';
import { FormField, FormRoot, TreeValidationResult, form, required } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatInputModule } from '@angular/material/input';
import { MatSelectModule } from '@angular/material/select';
import { Router, RouterLink } from '@angular/router';

import { HasUnsaved } from '../../../shared/dialogs/leaving';
import { Notices } from '../../../shared/dialogs/notices';
import { faultOf, refusedFields } from '../../../shared/forms/faults';
import { focusField } from '../../../shared/forms/focus-field';
import { sending } from '../../../shared/forms/sending';
import { pageTitle } from '../../../shared/site/page-title';
import { controlTexts } from '../../../shared/texts/controls/control-texts';
import { fill } from '../../../shared/texts/fill';
import { LANGUAGES, Language } from '../../../shared/texts/language';
import { LanguageName } from '../../../shared/texts/language-name';
import { Languages } from '../../../shared/texts/languages';
import type { Role } from '../../shared/signed-in';
import { STAFF, StaffAccount } from './api';
import { RoleChoice } from './role-choice';
import { staffAdminTexts } from './staff-admin-texts';

/** The input for an invitation. */
interface Invited {
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  /** The language of messages. */
  readonly locale: Language;
}

/** Invites a member of staff. */
@Component({
  selector: 'app-invite',
  imports: [
    FormField,
    FormRoot,
    LanguageName,
    MatButton,
    MatInputModule,
    MatSelectModule,
    RoleChoice,
    RouterLink,
  ],
  template: `
    <div class="sheet">
      <a class="more-link" routerLink="/office/staff">{{ t().back }}</a>
      <div class="page-head">
        <h1>{{ t().invite.title }}</h1>
      </div>
      <p class="soft">{{ t().invite.lead }}</p>
      <form class="panel" [formRoot]="form">
        @if (refusal(); as said) {
          <p class="refusal" role="alert">{{ said }}</p>
        }
        <mat-form-field>
          <mat-label>{{ t().name }}</mat-label>
          <input matInput [formField]="form.name" autocomplete="off" autocapitalize="words" />
          <mat-error>{{ faultOf(form.name) }}</mat-error>
        </mat-form-field>
        <mat-form-field>
          <mat-label>{{ t().email }}</mat-label>
          <input matInput [formField]="form.email" type="email" autocomplete="off" />
          <mat-error>{{ faultOf(form.email) }}</mat-error>
        </mat-form-field>
        <app-role-choice [field]="form.role" />
        <mat-form-field class="language">
          <mat-label>{{ t().invite.language }}</mat-label>
          <mat-select [formField]="form.locale">
            @for (one of allLanguages; track one) {
              <mat-option [value]="one">{{ one | languageName }}</mat-option>
            }
          </mat-select>
        </mat-form-field>
        <div class="actions">
          <button matButton="filled" type="submit" [aria-disabled]="sending.isBusy()">
            {{ sending.isBusy() ? general().sending.busy : t().invite.send }}
          </button>
        </div>
      </form>
    </div>
  `,
  styles: `
    form {
      margin-top: var(--space-4);
    }
    .language {
      margin-top: var(--space-4);
    }
  `,
})
export class Invite implements HasUnsaved {
  private readonly http = inject(HttpClient);
  private readonly languages = inject(Languages);
  private readonly notices = inject(Notices);
  private readonly router = inject(Router);
  protected readonly t = this.languages.texts(staffAdminTexts);
  protected readonly general = this.languages.texts(controlTexts);
  protected readonly faultOf = faultOf;
  protected readonly allLanguages = LANGUAGES;
  protected readonly sending = sending();
  protected readonly refusal = signal<string | undefined>(undefined);
  private readonly isInvited = signal(false);
  private readonly typed = signal<Invited>({
    name: '',
    email: '',
    role: 'door',
    locale: this.languages.current(),
  });
  readonly isUnsaved = computed(() => {
    const { name, email } = this.typed();
    return !this.isInvited() && (name !== '' || email !== '');
  });
  protected readonly form = form(
    this.typed,
    (fields) => {
      required(fields.name, { message: () => this.t().nameMissing });
      required(fields.email, { message: () => this.t().emailMissing });
    },
    {
      submission: {
        action: () => this.invite(),
        onInvalid: () => focusField(this.form().errorSummary()[0]?.fieldTree()),
      },
    },
  );

  constructor() {
    pageTitle(() => this.t().invite.title);
  }

  private async invite(): Promise<TreeValidationResult> {
    this.refusal.set(undefined);
    const account = await this.sending.send(this.http.post<StaffAccount>(STAFF, this.typed()));
    if (account) {
      this.isInvited.set(true);
      this.notices.say(fill(this.t().invite.done, { email: account.email }));
      await this.router.navigateByUrl('/office/staff');
      return undefined;
    }
    const { name, email, role } = this.form;
    const failure = this.sending.failure();
    if (failure?.name === 'address-taken') {
      return { kind: failure.name, message: this.t().invite.addressTaken, fieldTree: email };
    }
    const faults = refusedFields(failure, { name, email, role });
    if (faults.length === 0) this.refusal.set(this.sending.said());
    return faults;
  }
}
