import {
  Component,
  DOCUMENT,
  ElementRef,
  Injector,
  afterNextRender,
  computed,
  effect,
  inject,
  viewChild,
} from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { MatButton } from '@angular/material/button';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { MatProgressBar } from '@angular/material/progress-bar';
import { MatToolbar } from '@angular/material/toolbar';
import { NavigationEnd, Router, RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { distinctUntilChanged, filter, map, skip } from 'rxjs';

import { DialogTemplate } from '../shared/dialogs/dialog-template';
import { ConnectionBar } from '../shared/network/connection-bar';
import { Lantern } from '../shared/site/lantern';
import { TheSite } from '../shared/site/the-site';
import { LANGUAGES, Language, ownName } from '../shared/texts/language';
import { Languages } from '../shared/texts/languages';
import { controlTexts } from '../shared/texts/controls/control-texts';
import { siteTexts } from '../shared/texts/site-texts';
import { Themes } from '../shared/theme/theme';
import { SignInForm } from './accounts/sign-in/sign-in-form';
import { Saving } from './shared/saving';
import { SignedIn } from './shared/signed-in';
import { staffTexts } from './shared/staff-texts';

/** The staff pages: a separate application, so that visitors do not load it. */
@Component({
  selector: 'app-root',
  imports: [
    ConnectionBar,
    DialogTemplate,
    Lantern,
    MatButton,
    MatMenu,
    MatMenuItem,
    MatMenuTrigger,
    MatProgressBar,
    MatToolbar,
    RouterLink,
    RouterLinkActive,
    RouterOutlet,
    SignInForm,
  ],
  templateUrl: './staff-app.html',
  host: { '(mousedown)': 'holdStill($event)' },
})
export class StaffApp {
  protected readonly signedIn = inject(SignedIn);
  protected readonly site = inject(TheSite);
  private readonly languages = inject(Languages);
  private readonly themes = inject(Themes);
  private readonly router = inject(Router);
  private readonly saving = inject(Saving);
  private readonly main = viewChild.required<ElementRef<HTMLElement>>('main');

  protected readonly t = this.languages.texts(staffTexts);
  protected readonly controls = this.languages.texts(controlTexts);
  protected readonly look = computed(() => this.languages.texts(siteTexts)().look);
  /** Whether a page loads or a change is saved. The bar is shown if that takes long. */
  protected readonly isBusy = computed(
    () => this.router.currentNavigation() !== null || this.saving.isBusy(),
  );
  protected readonly isDark = this.themes.dark;
  protected readonly home = computed(() => (this.signedIn.may('box_office') ? '/office' : '/door'));
  protected readonly otherLanguages = computed(() =>
    LANGUAGES.filter((language) => language !== this.languages.current()),
  );
  protected readonly ownName = ownName;

  constructor() {
    this.takeOver();
  }

  protected skipToMain(event: Event): void {
    event.preventDefault();
    this.main().nativeElement.focus();
  }

  /**
   * Pressing Save takes the focus from a field, which then shows its error. That would move the
   * button before the pointer is released. So the field keeps the focus until then.
   */
  protected holdStill(event: Event): void {
    const { target } = event;
    if (target instanceof Element && target.closest('.save-bar button')) event.preventDefault();
  }

  protected speak(event: Event, language: Language): void {
    event.preventDefault();
    void this.languages.choose(language);
  }

  protected setTheme(): void {
    this.themes.choose(this.isDark() ? 'light' : 'dark');
  }

  /** The server's page stays until the app's page is ready. */
  private takeOver(): void {
    const document = inject(DOCUMENT);
    const injector = inject(Injector);
    const host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
    const firstPage = effect(() => {
      if (!this.router.lastSuccessfulNavigation()) return;
      firstPage.destroy();
      afterNextRender(
        () => {
          host.hidden = false;
          document.querySelector('.server-page')?.remove();
        },
        { injector },
      );
    });
    // Move the focus to the beginning of a new page, for screen readers. Another filter is not a
    // new page.
    this.router.events
      .pipe(
        filter((event) => event instanceof NavigationEnd),
        map(({ urlAfterRedirects }) => urlAfterRedirects.split(/[?#]/, 1)[0]),
        distinctUntilChanged(),
        skip(1),
        takeUntilDestroyed(),
      )
      .subscribe(() => this.main().nativeElement.focus({ preventScroll: true }));
  }
}
