import { BreakpointObserver } from '@angular/cdk/layout';
import { Component, computed, inject, signal } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { MatButton } from '@angular/material/button';
import { MatListItem, MatListSubheaderCssMatStyler, MatNavList } from '@angular/material/list';
import { MatSidenav, MatSidenavContainer, MatSidenavContent } from '@angular/material/sidenav';
import { NavigationEnd, Router, RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { filter, map, startWith, tap } from 'rxjs';

import { Languages } from '../../shared/texts/languages';
import { DATES } from '../shared/dates/dates';
import { SignedIn } from '../shared/signed-in';
import { AREAS } from './areas';
import { officeTexts } from './office-texts';

/** From this width on, the menu is always open. */
const WIDE = '(min-width: 64rem)';

/** The frame of the office: the menu and the current area. */
@Component({
  selector: 'app-office',
  imports: [
    MatButton,
    MatListItem,
    MatListSubheaderCssMatStyler,
    MatNavList,
    MatSidenav,
    MatSidenavContainer,
    MatSidenavContent,
    RouterLink,
    RouterLinkActive,
    RouterOutlet,
  ],
  templateUrl: './office.html',
  styleUrl: './office.scss',
  providers: [DATES],
})
export class Office {
  private readonly signedIn = inject(SignedIn);
  private readonly router = inject(Router);

  protected readonly t = inject(Languages).texts(officeTexts);
  /** Whether the menu is open on a narrow screen. */
  protected readonly isOpen = signal(false);
  protected readonly isWide = toSignal(
    inject(BreakpointObserver)
      .observe(WIDE)
      .pipe(map(({ matches }) => matches)),
    { requireSync: true },
  );
  /** The areas that the role may use. */
  protected readonly groups = computed(() =>
    AREAS.map(({ name, areas }) => ({
      name,
      areas: areas.filter(({ least }) => this.signedIn.may(least)),
    })).filter(({ areas }) => areas.length > 0),
  );
  private readonly address = toSignal(
    this.router.events.pipe(
      filter((event) => event instanceof NavigationEnd),
      tap(() => this.isOpen.set(false)),
      map(() => this.router.url),
      startWith(this.router.url),
    ),
    { requireSync: true },
  );
  /** The current area. */
  protected readonly current = computed(() => {
    const [, , path] = this.address().split(/[/?#]/);
    return AREAS.flatMap(({ areas }) => areas).find((area) => area.path === path)?.path;
  });
}
