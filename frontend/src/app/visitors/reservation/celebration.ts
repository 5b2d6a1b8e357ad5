import { Component } from '@angular/core';

/** Falling confetti, once. Off with reduced motion. */
@Component({
  selector: 'app-celebration',
  template: `
    @for (bit of bits; track bit) {
      <i></i>
    }
  `,
  styleUrl: './celebration.scss',
  host: { 'aria-hidden': 'true' },
})
export class Celebration {
  protected readonly bits = Array.from({ length: 20 }, (_, bit) => bit);
}
