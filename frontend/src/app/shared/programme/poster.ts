import { Component, computed, input } from '@angular/core';

import type { Poster as PosterImages } from '../api/schema';

/** A show's poster, or its title if it has none. */
@Component({
  selector: 'app-poster',
  template: `
    @if (widest(); as widest) {
      <div class="poster">
        <img
          [src]="widest.url"
          [srcset]="srcset()"
          [sizes]="sizes()"
          [width]="widest.width"
          [height]="widest.height"
          [alt]="decorative() ? '' : poster()!.alternative_text"
          [attr.fetchpriority]="first() ? 'high' : null"
          [attr.loading]="first() ? null : 'lazy'"
          [attr.decoding]="first() ? 'sync' : 'async'"
        />
      </div>
    } @else {
      <div class="poster blank" aria-hidden="true">{{ title() }}</div>
    }
  `,
  styles: `
    :host {
      display: block;
    }
  `,
})
export class Poster {
  /** The poster in its widths, smallest first. */
  readonly poster = input.required<PosterImages | null>();
  readonly title = input.required<string>();
  /** Its displayed width, as in the attribute `sizes`. */
  readonly sizes = input('(min-width: 48rem) 15rem, 44vw');
  /** Whether it is visible first, so that it loads with priority. */
  readonly first = input(false);
  /** Whether the text next to it describes it already. */
  readonly decorative = input(false);

  protected readonly widest = computed(() => this.poster()?.images.at(-1));
  protected readonly srcset = computed(() =>
    (this.poster()?.images ?? []).map(({ url, width }) => `${url} ${width}w`).join(', '),
  );
}
