import { HttpClient } from '@angular/common/http';
import { Component, ElementRef, Injector, afterNextRender, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatError, MatFormField, MatHint, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { RouterLink } from '@angular/router';
import { firstValueFrom, timeout } from 'rxjs';

import { failure } from '../../../shared/api/problem';
import { Fault } from '../../../shared/forms/fault';
import { FIELD_OPTIONS } from '../../../shared/forms/field-options';
import { TheSite } from '../../../shared/site/the-site';
import { Fill } from '../../../shared/texts/fill';
import { Languages } from '../../../shared/texts/languages';
import { lostLinkTexts } from './lost-link-texts';

/** Request timeout, in milliseconds. */
const TIMEOUT_MS = 20_000;

const FIELDS = ['code', 'email'] as const;
type Field = (typeof FIELDS)[number];

/**
 * Mails a guest a new link to a reservation, given code and address. It and its texts are loaded
 * when a page shows it.
 */
@Component({
  selector: 'app-lost-link-form',
  imports: [
    Fault,
    Fill,
    MatButton,
    MatError,
    MatFormField,
    MatHint,
    MatInput,
    MatLabel,
    RouterLink,
  ],
  providers: [FIELD_OPTIONS],
  templateUrl: './lost-link-form.html',
  styleUrl: './lost-link-form.scss',
})
export class LostLinkForm {
  private readonly http = inject(HttpClient);
  private readonly injector = inject(Injector);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;

  private readonly languages = inject(Languages);
  protected readonly t = this.languages.texts(lostLinkTexts);
  /** Whether its texts are loaded. Without them the page shows other advice. */
  protected readonly isReady = signal(false);
  protected readonly site = inject(TheSite).site;
  protected readonly fields = FIELDS;
  protected readonly typed = signal<Readonly<Record<Field, string>>>({ code: '', email: '' });
  protected readonly faults = signal<Readonly<Partial<Record<Field, string | undefined>>>>({});
  /** Why the server refused. */
  protected readonly refusal = signal<string | undefined>(undefined);
  protected readonly isSending = signal(false);
  /** The address for which a link was requested. */
  protected readonly askedFor = signal<string | undefined>(undefined);

  constructor() {
    this.languages.load(lostLinkTexts).then(
      () => this.isReady.set(true),
      () => undefined,
    );
  }

  protected take(field: Field, value: string): void {
    this.typed.update((typed) => ({ ...typed, [field]: value }));
    this.faults.update((faults) => ({ ...faults, [field]: undefined }));
    this.refusal.set(undefined);
  }

  protected again(): void {
    this.askedFor.set(undefined);
    this.focusField('#code');
  }

  protected async ask(): Promise<void> {
    if (this.isSending()) return;
    const missing = FIELDS.filter((field) => this.typed()[field].trim() === '');
    const wrong = this.t().wrong;
    this.show(Object.fromEntries(missing.map((field) => [field, wrong[field]])));
    if (missing.length > 0) return;
    this.isSending.set(true);
    try {
      const request = this.http.post('/api/v1/reservations/link', this.typed());
      await firstValueFrom(request.pipe(timeout(TIMEOUT_MS)));
      this.askedFor.set(this.typed().email.trim());
      this.focusField('h2');
    } catch (error) {
      this.explain(error);
    } finally {
      this.isSending.set(false);
    }
  }

  /** Shows refusals at their fields, or else at the button. */
  private explain(error: unknown): void {
    const why = failure(error);
    const errors = (why.problem?.errors ?? []).filter(({ field }) =>
      FIELDS.includes(field as Field),
    );
    this.show(Object.fromEntries(errors.map(({ field, message }) => [field, message])));
    if (errors.length === 0) this.refusal.set(why.detail ?? this.t().failed);
  }

  private show(faults: Partial<Record<Field, string>>): void {
    this.faults.set(faults);
    const first = FIELDS.find((field) => faults[field] !== undefined);
    if (first) this.focusField(`#${first}`);
  }

  /** Focuses a part of this form after it is rendered. WebKit scrolls only to its edge. */
  private focusField(selector: string): void {
    const lead = () => {
      const part = this.host.querySelector<HTMLElement>(selector);
      part?.focus({ preventScroll: true });
      part?.scrollIntoView({ block: 'center' });
    };
    afterNextRender(lead, { injector: this.injector });
  }
}
