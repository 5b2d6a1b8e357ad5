import { Component, ElementRef, computed, inject, viewChild } from '@angular/core';
import { RouterLink, RouterLinkActive } from '@angular/router';

import { closeFoldOut, toggleFoldOut } from '../shared/browser/fold-out';
import { InTurn } from '../shared/first-page/in-turn';
import { Lantern } from '../shared/site/lantern';
import { TheSite } from '../shared/site/the-site';
import { Languages } from '../shared/texts/languages';
import { siteTexts } from '../shared/texts/site-texts';
import { Themes } from '../shared/theme/theme';

/** The header: the theatre's name and the navigation, which is a menu on phones. */
@Component({
  selector: 'app-site-header',
  imports: [InTurn, Lantern, RouterLink, RouterLinkActive],
  templateUrl: './site-header.html',
  styles: `
    :host {
      display: contents;
    }
  `,
})
export class SiteHeader {
  private readonly languages = inject(Languages);
  private readonly themes = inject(Themes);
  private readonly menu = viewChild.required<ElementRef<HTMLElement>>('menu');

  protected readonly t = this.languages.texts(siteTexts);
  protected readonly name = inject(TheSite).name;
  protected readonly pages = computed(() => this.site()?.pages ?? []);
  protected readonly isDark = this.themes.dark;
  protected readonly other = computed(() =>
    this.languages.current() === 'it'
      ? { language: 'en' as const, name: 'English' }
      : { language: 'it' as const, name: 'Italiano' },
  );
  private readonly site = inject(TheSite).site;

  protected closeMenu(): void {
    closeFoldOut(this.menu().nativeElement);
  }

  protected toggleMenu(): void {
    toggleFoldOut(this.menu().nativeElement);
  }

  protected switchLanguage(event: Event): void {
    event.preventDefault();
    void this.languages.choose(this.other().language);
  }

  protected setTheme(): void {
    this.themes.choose(this.isDark() ? 'light' : 'dark');
  }
}
