import { Component, DestroyRef, inject, input, linkedSignal, model } from '@angular/core';

import { Field } from '../forms/field';

/** Delay between typing and searching, in milliseconds. */
const PAUSE_MS = 250;

/** A search box for a list. */
@Component({
  selector: 'app-search-box',
  imports: [Field],
  template: `
    <app-field [label]="label()">
      <input
        #box
        type="search"
        name="search"
        autocomplete="off"
        [value]="typed()"
        (input)="wait(box.value)"
      />
    </app-field>
  `,
  styles: `
    :host {
      display: block;
      flex: 1 1 14rem;
      max-width: 24rem;
    }
    app-field {
      max-width: none;
    }
  `,
})
export class SearchBox {
  readonly label = input.required<string>();
  readonly search = model('');

  private timer: ReturnType<typeof setTimeout> | undefined;
  /** The search text: being typed, or restored by Back. */
  protected readonly typed = linkedSignal<string, string>({
    source: this.search,
    computation: (asked, before) =>
      before && (this.timer !== undefined || before.value.trim() === asked) ? before.value : asked,
  });

  constructor() {
    inject(DestroyRef).onDestroy(() => clearTimeout(this.timer));
  }

  protected wait(words: string): void {
    this.typed.set(words);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.search.set(words.trim());
    }, PAUSE_MS);
  }
}
