import { HttpClient } from '@angular/common/http';
import { Component, computed, inject, input, signal } from '@angular/core';
import { takeUntilDestroyed, toObservable } from '@angular/core/rxjs-interop';
import { catchError, debounceTime, map, of, switchMap } from 'rxjs';

import { Languages } from '../../shared/texts/languages';
import { PREVIEW } from './api';
import { officeSiteTexts } from './office-site-texts';

/** Delay before the preview is updated, in milliseconds. */
const A_PAUSE_MS = 400;

/** Shows Markdown as on the site, rendered by the server. */
@Component({
  selector: 'app-preview',
  template: `
    <section class="preview" [attr.aria-label]="t().preview.title" [attr.aria-busy]="isStale()">
      <p class="overline">{{ t().preview.title }}</p>
      @if (hasFailed()) {
        <p class="soft" role="status">{{ t().preview.failed }}</p>
      }
      @if (shown(); as html) {
        <div class="prose" [innerHTML]="html"></div>
      } @else if (markdown().trim() === '') {
        <p class="soft">{{ t().preview.empty }}</p>
      }
    </section>
  `,
  styles: `
    .preview {
      height: 100%;
      padding: var(--space-4) clamp(1rem, 2vw, 1.75rem) var(--space-5);
      border: 1px dashed var(--line-strong);
      border-radius: calc(var(--corner) * 2);
      overflow-wrap: anywhere;
    }
    .overline {
      margin-bottom: var(--space-3);
    }
  `,
})
export class Preview {
  readonly markdown = input.required<string>();

  private readonly http = inject(HttpClient);
  private readonly latest = signal<{ readonly of: string; readonly html: string } | undefined>(
    undefined,
  );
  protected readonly t = inject(Languages).texts(officeSiteTexts);
  protected readonly hasFailed = signal(false);
  protected readonly shown = computed(() =>
    this.markdown().trim() === '' ? undefined : this.latest()?.html,
  );
  protected readonly isStale = computed(() => this.latest()?.of !== this.markdown());

  constructor() {
    toObservable(this.markdown)
      .pipe(
        debounceTime(A_PAUSE_MS),
        switchMap((markdown) =>
          this.http.post<{ readonly html: string }>(PREVIEW, { markdown }).pipe(
            map(({ html }) => ({ of: markdown, html })),
            // Keeps the last preview; the next change requests a new one.
            catchError(() => of(undefined)),
          ),
        ),
        takeUntilDestroyed(),
      )
      .subscribe((seen) => {
        this.hasFailed.set(seen === undefined);
        if (seen) this.latest.set(seen);
      });
  }
}
