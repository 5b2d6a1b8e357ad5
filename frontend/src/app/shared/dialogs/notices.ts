import { Service, inject } from '@angular/core';
import { MatSnackBar } from '@angular/material/snack-bar';

import { Notice, NoticeBar } from './notice-bar';

/** How long a notice is shown, in milliseconds. */
const STANDS_MS = 6_000;
/** The same for a notice with a button that takes time to decide about. */
const STANDS_WITH_UNDO_MS = 12_000;

/** Short notices about finished actions. */
@Service()
export class Notices {
  private readonly bars = inject(MatSnackBar);

  /** Says that an action is finished. With `undo` the notice has a button that takes it back. */
  say(text: string, undo?: () => void): void {
    const data: Notice = { text, undo };
    const duration = undo ? STANDS_WITH_UNDO_MS : STANDS_MS;
    this.bars.openFromComponent(NoticeBar, { data, duration });
  }
}
