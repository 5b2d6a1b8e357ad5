import { Component, booleanAttribute, inject, input, linkedSignal, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatInputModule } from '@angular/material/input';
import { HttpClient } from '@angular/common/http';
import { Router } from '@angular/router';
import { map } from 'rxjs';

import { sending } from '../../../shared/forms/sending';
import { Lantern } from '../../../shared/site/lantern';
import { pageTitle } from '../../../shared/site/page-title';
import { TheSite } from '../../../shared/site/the-site';
import { controlTexts } from '../../../shared/texts/controls/control-texts';
import { Languages } from '../../../shared/texts/languages';
import { SignedIn } from '../../shared/signed-in';
import { staffTexts } from '../../shared/staff-texts';
import { SignInForm } from './sign-in-form';

/** The sign-in page. */
@Component({
  selector: 'app-sign-in',
  imports: [Lantern, MatButton, MatInputModule, SignInForm],
  template: `
    <div class="entrance">
      <p class="company"><app-lantern />{{ site.name() }}</p>
      @if (hasForgotten()) {
        <h1>{{ t().signIn.reset.title }}</h1>
        @if (isSent()) {
          <p role="status">{{ t().signIn.reset.sent }}</p>
        } @else {
          <p class="soft">{{ t().signIn.reset.lead }}</p>
          <form (submit)="reset($event, email.value)" novalidate>
            @if (sending.said(); as said) {
              <p class="refusal" role="alert">{{ said }}</p>
            }
            <mat-form-field>
              <mat-label>{{ t().signIn.email }}</mat-label>
              <input #email matInput type="email" name="email" autocomplete="username" required />
            </mat-form-field>
            <button matButton="filled" class="large wide" type="submit">
              {{ sending.isBusy() ? controls().sending.busy : t().signIn.reset.send }}
            </button>
          </form>
        }
        <button class="link" type="button" (click)="hasForgotten.set(false)">
          {{ t().signIn.reset.back }}
        </button>
      } @else {
        <h1>{{ t().signIn.title }}</h1>
        <p class="soft">{{ t().signIn.lead }}</p>
        <app-sign-in-form (done)="goOn()" />
        <button class="link" type="button" (click)="hasForgotten.set(true)">
          {{ t().signIn.forgot }}
        </button>
      }
      <a class="more-link" href="/">{{ t().nav.website }}</a>
    </div>
  `,
})
export class SignIn {
  /** The page to open afterwards. */
  readonly to = input<string>();
  /** Whether to show the form for a new password. */
  readonly forgotten = input(false, { transform: booleanAttribute });

  protected readonly site = inject(TheSite);
  protected readonly t = inject(Languages).texts(staffTexts);
  protected readonly controls = inject(Languages).texts(controlTexts);
  protected readonly hasForgotten = linkedSignal(() => this.forgotten());
  protected readonly isSent = signal(false);
  protected readonly sending = sending();
  private readonly http = inject(HttpClient);
  private readonly router = inject(Router);
  private readonly signedIn = inject(SignedIn);

  constructor() {
    pageTitle(() => this.t().signIn.title);
  }

  protected goOn(): void {
    const home = this.signedIn.may('box_office') ? '/office' : '/door';
    const to = this.to();
    // Only pages of this site.
    const isOurs = to !== undefined && /^\/(?![/\\])/.test(to);
    void this.router.navigateByUrl(isOurs ? to : home);
  }

  protected async reset(event: Event, email: string): Promise<void> {
    event.preventDefault();
    const asked = this.http.post('/api/v1/password-reset', { email }).pipe(map(() => true));
    if (await this.sending.send(asked)) this.isSent.set(true);
  }
}
