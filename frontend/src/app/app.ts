import {
  Component,
  DOCUMENT,
  ElementRef,
  Injector,
  afterNextRender,
  effect,
  inject,
  viewChild,
} from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { NavigationEnd, Router, RouterOutlet } from '@angular/router';
import { filter, skip } from 'rxjs';

import { ConnectionBar } from './network/connection-bar';
import { SiteFooter } from './site/site-footer';
import { SiteHeader } from './site/site-header';
import { Languages } from './texts/languages';
import { siteTexts } from './texts/site-texts';

/** The whole site: header, page, footer. */
@Component({
  selector: 'app-root',
  imports: [ConnectionBar, RouterOutlet, SiteFooter, SiteHeader],
  template: `
    <a class="skip" href="#main" (click)="skipToMain($event)">{{ t().nav.skip }}</a>
    <app-site-header />
    <app-connection-bar />
    <main id="main" tabindex="-1" #main><router-outlet /></main>
    <app-site-footer />
  `,
})
export class App {
  protected readonly t = inject(Languages).texts(siteTexts);
  private readonly main = viewChild.required<ElementRef<HTMLElement>>('main');

  constructor() {
    const document = inject(DOCUMENT);
    const injector = inject(Injector);
    const host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
    const router = inject(Router);
    // What the server painted stays until there is a page to show, and goes as that comes.
    const firstPage = effect(() => {
      if (!router.lastSuccessfulNavigation()) return;
      firstPage.destroy();
      afterNextRender(
        () => {
          const paint = document.querySelector('.first-paint');
          const focused = paint?.contains(document.activeElement) ? document.activeElement : null;
          host.hidden = false;
          counterpart(focused, host)?.focus({ preventScroll: true });
          paint?.remove();
        },
        { injector },
      );
    });
    // Who can't see that the page has changed is taken to where it begins.
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

  /** Links to `#main` would leave the page, which has a base address. */
  protected skipToMain(event: Event): void {
    event.preventDefault();
    this.main().nativeElement.focus();
  }
}

/** What stands in the app for an element that the server painted: the same part, or the same link. */
function counterpart(painted: Element | null, app: HTMLElement): HTMLElement | null {
  const address = painted?.getAttribute('href');
  if (painted?.classList.contains('skip')) return app.querySelector('.skip');
  if (painted?.id) return app.querySelector(`#${CSS.escape(painted.id)}`);
  return address ? app.querySelector(`a[href="${CSS.escape(address)}"]`) : null;
}
