import { Component, DestroyRef, inject, input, linkedSignal, model } from '@angular/core';
import { MatFormField, MatHint, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';

/** Delay between typing and searching, in milliseconds. */
const PAUSE_MS = 250;

/** A search box for a list. */
@Component({
  selector: 'app-search-box',
  imports: [MatFormField, MatHint, MatInput, MatLabel],
  template: `
    <mat-form-field>
      <mat-label>{{ label() }}</mat-label>
      <input
        #box
        matInput
        type="search"
        name="search"
        autocomplete="off"
        spellcheck="false"
        [value]="typed()"
        (input)="wait(box.value)"
        (keydown.enter)="searchNow(); $event.preventDefault()"
      />
      @if (hint()) {
        <mat-hint>{{ hint() }}</mat-hint>
      }
    </mat-form-field>
  `,
  styles: `
    mat-form-field {
      width: 100%;
    }
  `,
})
export class SearchBox {
  readonly label = input.required<string>();
  readonly hint = input('');
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
    this.timer = setTimeout(() => this.searchNow(), PAUSE_MS);
  }

  protected searchNow(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.search.set(this.typed().trim());
  }
}
