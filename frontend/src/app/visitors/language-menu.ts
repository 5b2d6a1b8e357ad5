import { Component, ElementRef, computed, inject, viewChild } from '@angular/core';

import { LANGUAGES, Language, ownName } from '../shared/texts/language';
import { Languages } from '../shared/texts/languages';
import { siteTexts } from '../shared/texts/site-texts';

/** The languages of the site, each with its own name. Without scripts, its links still work. */
@Component({
  selector: 'app-language-menu',
  template: `
    <details #menu class="languages">
      <summary class="icon-button">
        <span class="for-screen-readers">{{ t().look.language }}: </span>{{ tag() }}
      </summary>
      <ul>
        @for (one of all; track one) {
          <li>
            <a
              [href]="'?lang=' + one"
              [attr.hreflang]="one"
              [attr.lang]="one"
              [attr.aria-current]="one === current() ? 'true' : null"
              (click)="choose($event, one)"
              >{{ ownName(one) }}</a
            >
          </li>
        }
      </ul>
    </details>
  `,
  host: { '(focusout)': 'leave($event)', '(keydown.escape)': 'close()' },
  styles: `
    :host {
      display: contents;
    }
  `,
})
export class LanguageMenu {
  private readonly languages = inject(Languages);
  private readonly menu = viewChild.required<ElementRef<HTMLDetailsElement>>('menu');

  protected readonly t = this.languages.texts(siteTexts);
  protected readonly all = LANGUAGES;
  protected readonly ownName = ownName;
  protected readonly current = this.languages.current;
  protected readonly tag = computed(() => this.current().toUpperCase());

  protected choose(event: Event, language: Language): void {
    event.preventDefault();
    this.close();
    void this.languages.choose(language);
  }

  protected leave({ relatedTarget }: FocusEvent): void {
    if (!this.menu().nativeElement.contains(relatedTarget as Node | null)) this.close();
  }

  protected close(): void {
    this.menu().nativeElement.open = false;
  }
}
