import { HttpClient } from '@angular/common/http';
import { Component, computed, inject, input, signal } from '@angular/core';
import { FormField, FormRoot, TreeValidationResult, form, required } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatInputModule } from '@angular/material/input';
import { RouterLink } from '@angular/router';
import { map } from 'rxjs';

import { HasUnsaved } from '../../../shared/dialogs/leaving';
import { Notices } from '../../../shared/dialogs/notices';
import { Questions } from '../../../shared/dialogs/questions';
import { Compared, Conflict } from '../../../shared/forms/conflict';
import { draftOf } from '../../../shared/forms/draft';
import { edited } from '../../../shared/forms/edited';
import { faultOf, refusedFields } from '../../../shared/forms/faults';
import { focusField } from '../../../shared/forms/focus-field';
import { Sending, failuresInWords, sending } from '../../../shared/forms/sending';
import { pageTitle } from '../../../shared/site/page-title';
import { TheSite } from '../../../shared/site/the-site';
import { controlTexts } from '../../../shared/texts/controls/control-texts';
import { Fill, fill } from '../../../shared/texts/fill';
import { Languages } from '../../../shared/texts/languages';
import { When } from '../../../shared/texts/when';
import { SignedIn } from '../../shared/signed-in';
import { staffTexts } from '../../shared/staff-texts';
import { STAFF, StaffAccount } from './api';
import { RoleChoice } from './role-choice';
import { staffAdminTexts } from './staff-admin-texts';
import { Standing } from './standing';

/** Edits a staff account: name, role, and whether it may sign in. */
@Component({
  selector: 'app-colleague',
  imports: [
    Conflict,
    Fill,
    FormField,
    FormRoot,
    MatButton,
    MatInputModule,
    RoleChoice,
    RouterLink,
    Standing,
    When,
  ],
  templateUrl: './colleague.html',
})
export class Colleague implements HasUnsaved {
  /** The account's id. */
  readonly id = input.required<string>();

  private readonly http = inject(HttpClient);
  private readonly languages = inject(Languages);
  private readonly notices = inject(Notices);
  private readonly questions = inject(Questions);
  private readonly signedIn = inject(SignedIn);
  protected readonly site = inject(TheSite).site;
  protected readonly t = this.languages.texts(staffAdminTexts);
  protected readonly general = this.languages.texts(controlTexts);
  protected readonly faultOf = faultOf;
  protected readonly sayWhy = failuresInWords();
  /** The actions besides saving the form. */
  protected readonly sending = sending();
  protected readonly account = edited<StaffAccount>(() => `${STAFF}/${this.id()}`);
  private readonly draft = draftOf(this.account.value, (account) => ({
    name: account?.name ?? '',
    email: account?.email ?? '',
    role: account?.role ?? 'door',
  }));
  readonly isUnsaved = this.draft.isUnsaved;
  /** The effect of another address on an open invitation. */
  protected readonly emailHint = computed(() => {
    const account = this.account.value();
    const isAnother = account?.email !== this.draft.value().email.trim();
    return account?.status === 'invited' && isAnother
      ? this.t().invite.another
      : this.t().emailHint;
  });
  protected readonly isOwnAccount = computed(() => this.id() === this.signedIn.member()?.id);
  /** Why saving failed, if it is not a field's error. */
  protected readonly refusal = signal<string | undefined>(undefined);
  /** Why another action failed. */
  protected readonly otherRefusal = computed(() => this.inWords(this.sending));
  protected readonly compared = computed((): readonly Compared[] => {
    const mine = this.draft.value();
    const theirs = this.account.theirs();
    const { name, email, columns, status } = this.t();
    const { roles } = this.languages.texts(staffTexts)();
    const now = this.account.value();
    if (!theirs || !now) return [];
    return [
      { label: name, mine: mine.name, theirs: theirs.name },
      { label: email, mine: mine.email, theirs: theirs.email },
      { label: columns.role, mine: roles[mine.role], theirs: roles[theirs.role] },
      { label: columns.status, mine: status[now.status], theirs: status[theirs.status] },
    ];
  });
  protected readonly form = form(
    this.draft.value,
    (fields) => {
      required(fields.name, { message: () => this.t().nameMissing });
      required(fields.email, { message: () => this.t().emailMissing });
    },
    {
      submission: {
        action: () => this.save(),
        onInvalid: () => focusField(this.form().errorSummary()[0]?.fieldTree()),
      },
    },
  );

  constructor() {
    pageTitle(() => this.account.value()?.name);
  }

  protected takeTheirs(): void {
    this.account.takeTheirs();
    this.draft.reset();
  }

  protected async keepMine(): Promise<void> {
    this.saved(await this.draft.save(() => this.account.overwrite()));
  }

  protected async inviteAgain({ email }: StaffAccount): Promise<void> {
    const asked = this.http.post(`${STAFF}/${this.id()}/invitation`, null).pipe(map(() => true));
    if (!(await this.sending.send(asked))) return;
    this.notices.say(fill(this.t().invite.done, { email }));
    this.account.reload();
  }

  protected async deactivate(account: StaffAccount): Promise<void> {
    const { name } = account;
    const texts = this.t().deactivate;
    const consent = await this.questions.ask({
      title: fill(texts.title, { name }),
      text: this.isOwnAccount() ? [texts.text, texts.oneself] : [texts.text],
      yes: texts.yes,
      isDestructive: true,
    });
    if (consent && (await this.change('deactivate'))) {
      // One's own session has ended, so nothing can be undone.
      const undo = this.isOwnAccount() ? undefined : () => void this.reactivate(account);
      this.notices.say(fill(texts.done, { name }), undo);
    }
  }

  protected async reactivate({ name }: StaffAccount): Promise<void> {
    const texts = this.t().reactivate;
    if (await this.change('reactivate')) this.notices.say(fill(texts.done, { name }));
  }

  protected async removeTotp({ name }: StaffAccount): Promise<void> {
    const texts = this.t().totp;
    const consent = await this.questions.ask({
      title: fill(texts.title, { name }),
      text: [texts.text],
      yes: texts.yes,
      isDestructive: true,
    });
    if (!consent) return;
    const asked = this.http.delete(`${STAFF}/${this.id()}/totp`).pipe(map(() => true));
    if (!(await this.sending.send(asked))) return;
    this.notices.say(fill(texts.done, { name }));
    this.account.reload();
  }

  private async change(deed: 'deactivate' | 'reactivate'): Promise<boolean> {
    this.refusal.set(undefined);
    const url = `${STAFF}/${this.id()}/${deed}`;
    const isDone = (await this.account.save({ method: 'POST', url })) !== undefined;
    if (!isDone) this.refusal.set(this.inWords(this.account.sending));
    return isDone;
  }

  private async save(): Promise<TreeValidationResult> {
    this.refusal.set(undefined);
    const saved = await this.draft.save(() => this.account.save({ body: this.draft.value() }));
    if (saved) {
      this.saved(saved);
      return undefined;
    }
    const { name, email, role } = this.form;
    const failure = this.account.sending.failure();
    if (failure?.name === 'address-taken') {
      return { kind: failure.name, message: this.t().invite.addressTaken, fieldTree: email };
    }
    const faults = refusedFields(failure, { name, email, role });
    if (faults.length === 0) this.refusal.set(this.inWords(this.account.sending));
    return faults;
  }

  private saved(account: StaffAccount | undefined): void {
    if (!account) {
      this.refusal.set(this.inWords(this.account.sending));
      return;
    }
    this.refusal.set(undefined);
    this.notices.say(fill(this.t().saved, { name: account.name }));
    if (this.isOwnAccount()) void this.signedIn.refresh();
  }

  /** Why the action failed; a conflict is shown with its differences. */
  private inWords(failed: Sending): string | undefined {
    const why = failed.failure()?.name;
    if (why === 'edited-meanwhile') return undefined;
    return why === 'last-administrator' ? this.t().lastAdministrator : failed.said();
  }
}
