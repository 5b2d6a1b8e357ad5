import { Component } from '@angular/core';

/** The logo: a lantern. */
@Component({
  selector: 'app-lantern',
  template: `
    <svg class="mark" viewBox="0 0 28 36" fill="none" aria-hidden="true">
      <path
        d="M14 1v4M9 5h10l2 4H7z"
        stroke="currentColor"
        stroke-width="2"
        stroke-linejoin="round"
      />
      <path d="M8 9h12l2.5 14H5.5z" fill="currentColor" opacity=".22" />
      <path
        d="M8 9h12l2.5 14H5.5zM4 27h20M7 23v4m14-4v4"
        stroke="currentColor"
        stroke-width="2"
        stroke-linejoin="round"
      />
      <path
        d="M14 12c2.2 2.6 3 4.200 3 5.600a3 3 0 0 1-6 0c0-1.400.8-3 3-5.600z"
        fill="currentColor"
      />
      <path
        d="M8 31h12M11 35h6"
        stroke="currentColor"
        stroke-width="2"
        stroke-linecap="round"
        opacity=".55"
      />
    </svg>
  `,
  styles: `
    :host {
      display: contents;
    }
  `,
})
export class Lantern {}
