import { Component, ElementRef, computed, inject, viewChild } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { RouterLink, RouterLinkActive } from '@angular/router';

import { closeFoldOut, toggleFoldOut } from '../shared/browser/fold-out';
import { InTurn } from '../shared/first-page/in-turn';
import { Lantern } from '../shared/site/lantern';
import { TheSite } from '../shared/site/the-site';
import { Languages } from '../shared/texts/languages';
import { siteTexts } from '../shared/texts/site-texts';
import { Themes } from '../shared/theme/theme';
import { LanguageMenu } from './language-menu';

/** The header: the theatre's name and the navigation, which is a menu on phones. */
@Component({
  selector: 'app-site-header',
  imports: [InTurn, LanguageMenu, Lantern, MatIconButton, RouterLink, RouterLinkActive],
  templateUrl: './site-header.html',
  styles: `
    :host {
      display: contents;
    }
  `,
})
export class SiteHeader {
  private readonly themes = inject(Themes);
  private readonly menu = viewChild.required<ElementRef<HTMLElement>>('menu');

  protected readonly t = inject(Languages).texts(siteTexts);
  protected readonly name = inject(TheSite).name;
  protected readonly pages = computed(() => this.site()?.pages ?? []);
  protected readonly isDark = this.themes.dark;
  private readonly site = inject(TheSite).site;

  protected closeMenu(): void {
    closeFoldOut(this.menu().nativeElement);
  }

  protected toggleMenu(): void {
    toggleFoldOut(this.menu().nativeElement);
  }

  protected setTheme(): void {
    this.themes.choose(this.isDark() ? 'light' : 'dark');
  }
}
