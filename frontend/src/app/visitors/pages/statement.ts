import { Component, computed, inject, input } from '@angular/core';

import { at } from '../../shared/api/address';
import { answer } from '../../shared/api/answer';
import { pageTitle } from '../../shared/site/page-title';
import { TheSite } from '../../shared/site/the-site';
import { Languages } from '../../shared/texts/languages';
import { statementTexts } from './statement-texts';

/** The privacy or accessibility statement: the theatre's own page, or else the default. */
@Component({
  selector: 'app-statement',
  template: `
    <div class="page letter">
      @if (own(); as page) {
        <h1 class="page-title">{{ page.title }}</h1>
        <div class="prose" [innerHTML]="page.html"></div>
      } @else {
        <h1 class="page-title">{{ standing().title }}</h1>
        <div class="prose">
          <p class="lead">{{ standing().lead }}</p>
          @for (part of standing().parts; track part.title) {
            <h2>{{ part.title }}</h2>
            <p>{{ part.text }}</p>
          }
          @if (site()?.contact; as contact) {
            <h2>{{ t().contact }}</h2>
            <p>
              @for (way of [site()?.name, contact.address, contact.phone]; track $index) {
                @if (way) {
                  {{ way }}<br />
                }
              }
              @if (contact.email) {
                <a [href]="'mailto:' + contact.email">{{ contact.email }}</a>
              }
            </p>
          }
        </div>
      }
    </div>
  `,
})
export class Statement {
  /** Which statement, from the route. */
  readonly about = input.required<'privacy' | 'accessibility'>();

  protected readonly t = inject(Languages).texts(statementTexts);
  protected readonly site = inject(TheSite).site;
  private readonly page = answer(() =>
    this.hasOwn() ? at('/api/v1/pages/{slug}', { slug: this.about() }) : undefined,
  );
  protected readonly own = this.page.value;
  protected readonly standing = computed(() => this.t()[this.about()]);
  private readonly hasOwn = computed(() =>
    (this.site()?.pages ?? []).some(({ slug }) => slug === this.about()),
  );

  constructor() {
    pageTitle(() => this.own()?.title ?? this.standing().title);
  }
}
