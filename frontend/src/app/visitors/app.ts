import { Component, DOCUMENT, ElementRef, effect, inject, viewChild } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { NavigationEnd, Router, RouterOutlet } from '@angular/router';
import { filter, skip } from 'rxjs';

import { FirstPage } from '../shared/first-page/first-page';
import { InTurn } from '../shared/first-page/in-turn';
import { preload } from '../shared/first-page/on-demand';
import { ConnectionBar } from '../shared/network/connection-bar';
import { Languages } from '../shared/texts/languages';
import { siteTexts } from '../shared/texts/site-texts';
import { pagesOfProgramme } from './app.routes';
import { SiteFooter } from './site-footer';
import { SiteHeader } from './site-header';

@Component({
  selector: 'app-root',
  imports: [ConnectionBar, InTurn, RouterOutlet, SiteFooter, SiteHeader],
  template: `
    <a class="skip" href="#main" (click)="skipToMain($event)">{{ t().nav.skip }}</a>
    <app-site-header *appInTurn />
    <app-connection-bar />
    <main id="main" tabindex="-1" #main><router-outlet *appInTurn /></main>
    <app-site-footer *appInTurn />
  `,
})
export class App {
  protected readonly t = inject(Languages).texts(siteTexts);
  private readonly main = viewChild.required<ElementRef<HTMLElement>>('main');

  constructor() {
    const document = inject(DOCUMENT);
    const router = inject(Router);
    const firstPage = inject(FirstPage);
    const host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
    // The server's page stays until the app's page is ready, and is removed at the same time.
    const navigated = effect(() => {
      if (!router.lastSuccessfulNavigation()) return;
      navigated.destroy();
      void firstPage.takeOver(host).then(() => preload(document.defaultView, pagesOfProgramme));
    });
    // Move the focus to the beginning of the new page, for screen readers.
    router.events
      .pipe(
        filter((event) => event instanceof NavigationEnd),
        skip(1),
        takeUntilDestroyed(),
      )
      .subscribe(() => {
        if (!document.location.hash) this.main().nativeElement.focus({ preventScroll: true });
      });
  }

  /** Links to `#main` would leave the page because of its base address. */
  protected skipToMain(event: Event): void {
    event.preventDefault();
    this.main().nativeElement.focus();
  }
}
