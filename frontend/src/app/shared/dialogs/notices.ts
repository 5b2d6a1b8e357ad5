import { Service, inject } from '@angular/core';
import { MatSnackBar } from '@angular/material/snack-bar';

import { NoticeBar } from './notice-bar';

/** How long a notice is shown, in milliseconds. */
const STANDS_MS = 6_000;

/** Short notices about finished actions. */
@Service()
export class Notices {
  private readonly bars = inject(MatSnackBar);

  say(text: string): void {
    this.bars.openFromComponent(NoticeBar, { data: text, duration: STANDS_MS });
  }
}
