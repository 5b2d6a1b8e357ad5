import { Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import {
  MAT_SNACK_BAR_DATA,
  MatSnackBarAction,
  MatSnackBarActions,
  MatSnackBarLabel,
  MatSnackBarRef,
} from '@angular/material/snack-bar';

import { controlTexts } from '../texts/controls/control-texts';
import { Languages } from '../texts/languages';
import { CloseButton } from './close-button';

/** The content of a notice. */
export interface Notice {
  readonly text: string;
  readonly undo: (() => void) | undefined;
}

/** A notice with a button that closes it, and one that takes the action back if it can be. */
@Component({
  selector: 'app-notice-bar',
  imports: [CloseButton, MatButton, MatSnackBarAction, MatSnackBarActions, MatSnackBarLabel],
  template: `
    <span matSnackBarLabel>{{ notice.text }}</span>
    <span matSnackBarActions>
      @if (notice.undo; as undo) {
        <button matButton matSnackBarAction type="button" (click)="bar.dismiss(); undo()">
          {{ t().notices.undo }}
        </button>
      }
      <app-close-button matSnackBarAction [label]="t().notices.close" (click)="bar.dismiss()" />
    </span>
  `,
  styles: `
    :host {
      display: flex;
    }
  `,
})
export class NoticeBar {
  protected readonly notice = inject<Notice>(MAT_SNACK_BAR_DATA);
  protected readonly bar = inject(MatSnackBarRef);
  protected readonly t = inject(Languages).texts(controlTexts);
}
