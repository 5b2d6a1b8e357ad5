import { Component, inject, input } from '@angular/core';

import { renderedMarkdown } from '../../shared/forms/rendered-markdown';
import { Languages } from '../../shared/texts/languages';
import { officeSiteTexts } from './office-site-texts';

/** Shows Markdown as on the site, rendered by the server. */
@Component({
  selector: 'app-preview',
  template: `
    <section
      class="preview"
      [attr.aria-label]="t().preview.title"
      [attr.aria-busy]="preview.isStale()"
    >
      <p class="overline">{{ t().preview.title }}</p>
      @if (preview.hasFailed()) {
        <p class="soft" role="status">{{ t().preview.failed }}</p>
      }
      @if (preview.html(); as html) {
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

  protected readonly t = inject(Languages).texts(officeSiteTexts);
  protected readonly preview = renderedMarkdown(this.markdown);
}
