import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';

import { WEBCAL } from '../shared/site/feed';
import { TheSite } from '../shared/site/the-site';
import { LANGUAGES, Language, ownName } from '../shared/texts/language';
import { Languages } from '../shared/texts/languages';
import { siteTexts } from '../shared/texts/site-texts';
import { Theme, Themes } from '../shared/theme/theme';

/** The footer: contact data, pages, and display settings. */
@Component({
  selector: 'app-site-footer',
  imports: [RouterLink],
  templateUrl: './site-footer.html',
  styles: `
    :host {
      display: contents;
    }
  `,
})
export class SiteFooter {
  private readonly languages = inject(Languages);
  private readonly themes = inject(Themes);

  protected readonly webcal = WEBCAL;
  protected readonly t = this.languages.texts(siteTexts);
  protected readonly site = inject(TheSite).site;
  protected readonly language = this.languages.current;
  protected readonly theme = this.themes.current;
  protected readonly allLanguages = LANGUAGES;
  protected readonly ownName = ownName;
  protected readonly allThemes: readonly Theme[] = ['device', 'light', 'dark'];
  protected readonly hasContacts = computed(() => {
    const contact = this.site()?.contact;
    return contact !== undefined && [contact.address, contact.phone, contact.email].some(Boolean);
  });
  protected readonly telephone = computed(
    () => `tel:${this.site()?.contact.phone.replaceAll(' ', '') ?? ''}`,
  );

  protected speak(language: Language): void {
    void this.languages.choose(language);
  }

  protected light(theme: Theme): void {
    this.themes.choose(theme);
  }
}
