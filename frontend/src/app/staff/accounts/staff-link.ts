import { HttpClient, httpResource } from '@angular/common/http';
import {
  Component,
  DOCUMENT,
  ElementRef,
  computed,
  effect,
  inject,
  signal,
  viewChild,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import { FormRoot, TreeValidationResult, form, validate } from '@angular/forms/signals';
import { RouterLink } from '@angular/router';
import { map } from 'rxjs';

import { failure } from '../../shared/api/problem';
import { fragment } from '../../shared/browser/fragment';
import { refusedFields } from '../../shared/forms/faults';
import { focusField } from '../../shared/forms/focus-field';
import { failuresInWords, sending } from '../../shared/forms/sending';
import { Lantern } from '../../shared/site/lantern';
import { pageTitle } from '../../shared/site/page-title';
import { TheSite } from '../../shared/site/the-site';
import { controlTexts } from '../../shared/texts/controls/control-texts';
import { Fill, count } from '../../shared/texts/fill';
import { Languages } from '../../shared/texts/languages';
import { staffTexts } from '../shared/staff-texts';
import { accountTexts } from './account-texts';
import { LinkOwner, STAFF_LINK } from './api';
import { PasswordField } from './password-field';
import { missingCharacters } from './password-rule';

/** The page behind an invitation or password reset link, where a password is chosen. */
@Component({
  selector: 'app-staff-link',
  imports: [Fill, FormRoot, Lantern, MatButton, PasswordField, RouterLink],
  templateUrl: './staff-link.html',
})
export class StaffLink {
  private readonly document = inject(DOCUMENT);
  private readonly http = inject(HttpClient);
  private readonly languages = inject(Languages);
  private readonly secret = fragment();
  private readonly heading = viewChild<ElementRef<HTMLElement>>('heading');
  protected readonly site = inject(TheSite);
  protected readonly t = this.languages.texts(accountTexts);
  protected readonly general = this.languages.texts(staffTexts);
  protected readonly controls = this.languages.texts(controlTexts);
  protected readonly sayWhy = failuresInWords();
  protected readonly sending = sending();
  protected readonly isDone = signal(false);
  protected readonly refusal = signal<string | undefined>(undefined);

  private readonly asked = httpResource<LinkOwner>(() =>
    this.secret() === '' ? undefined : { url: STAFF_LINK, headers: this.bearer() },
  );
  protected readonly owner = computed(() =>
    this.asked.hasValue() ? this.asked.value() : undefined,
  );
  private readonly why = computed(() => {
    const error = this.asked.error();
    return error ? failure(error) : this.sending.failure();
  });
  /** Whether the link is unknown or expired. */
  protected readonly isUnknown = computed(
    () => this.secret() === '' || this.why()?.name === 'unknown-link',
  );
  /** Why the link could not be loaded. */
  protected readonly loadFailure = computed(() => {
    const error = this.asked.error();
    return error ? failure(error) : undefined;
  });
  protected readonly title = computed(() => {
    const texts = this.t().link;
    if (this.isDone()) return texts.doneTitle;
    if (this.isUnknown()) return texts.unknownTitle;
    return this.owner()?.purpose === 'invitation' ? texts.invitationTitle : texts.resetTitle;
  });

  private readonly typed = signal({ new_password: '' });
  protected readonly form = form(
    this.typed,
    (fields) => {
      validate(fields.new_password, ({ value }) => {
        const lacking = missingCharacters(value());
        const texts = this.t().newPassword;
        return lacking === 0
          ? undefined
          : { kind: 'too_short', message: count(texts.lacking, lacking, this.languages.current()) };
      });
    },
    {
      submission: {
        action: () => this.choose(),
        onInvalid: () => focusField(this.form.new_password()),
      },
    },
  );

  constructor() {
    pageTitle(() => this.title());
    // Move the focus to the result, because the form is gone.
    effect(() => {
      if (this.isDone()) this.heading()?.nativeElement.focus();
    });
  }

  protected readAgain(): void {
    this.asked.reload();
  }

  private async choose(): Promise<TreeValidationResult> {
    this.refusal.set(undefined);
    const asked = this.http
      .post(STAFF_LINK, this.typed(), { headers: this.bearer() })
      .pipe(map(() => true));
    if (await this.sending.send(asked)) {
      this.isDone.set(true);
      // Remove the used link from the browser's history.
      this.document.defaultView?.history.replaceState(null, '', '/staff-link');
      return undefined;
    }
    const { new_password } = this.form;
    const faults = refusedFields(this.sending.failure(), { new_password });
    if (faults.length === 0) this.refusal.set(this.sending.said());
    return faults;
  }

  private bearer(): Record<string, string> {
    return { Authorization: `Bearer ${this.secret()}` };
  }
}
