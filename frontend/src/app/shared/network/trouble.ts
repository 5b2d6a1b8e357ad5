import { Component, computed, inject, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

import { Failure } from '../api/problem';
import { pageTitle } from '../site/page-title';
import { Languages } from '../texts/languages';
import { siteTexts } from '../texts/site-texts';
import { Connection } from './connection';

/** Replaces a page that cannot be shown: the reason, and what to do. */
@Component({
  selector: 'app-trouble',
  imports: [MatButton, RouterLink],
  template: `
    <div class="stage">
      <div class="inside trouble">
        <div class="said">
          <h1>{{ title() }}</h1>
          <p class="lead">{{ text() }}</p>
          <div class="actions">
            @if (isMissing()) {
              <a matButton="filled" routerLink="/">{{ t().states.toHome }}</a>
              <a matButton="outlined" routerLink="/calendar">{{ t().states.toCalendar }}</a>
            } @else {
              <button matButton="filled" type="button" (click)="again.emit()">
                {{ t().states.retry }}
              </button>
            }
          </div>
        </div>
      </div>
    </div>
  `,
})
export class Trouble {
  /** The reason. */
  readonly failure = input.required<Failure>();
  /** Emits when the visitor wants to retry. */
  readonly again = output();

  private readonly connection = inject(Connection);
  protected readonly t = inject(Languages).texts(siteTexts);
  protected readonly isMissing = computed(() => this.failure().name.startsWith('not-found'));
  protected readonly title = computed(() => {
    const texts = this.t().states;
    if (this.isMissing()) return texts.notFoundTitle;
    return this.connection.state() === 'offline' ? texts.offlineTitle : texts.downTitle;
  });
  protected readonly text = computed(() => {
    const texts = this.t().states;
    if (this.isMissing()) return texts.notFound;
    if (this.connection.state() === 'offline') return texts.offline;
    return this.failure().detail ?? texts.down;
  });

  constructor() {
    pageTitle(() => this.title());
  }
}
