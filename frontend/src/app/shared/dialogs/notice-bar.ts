import { Component, inject } from '@angular/core';
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

/** A notice with a button that closes it. */
@Component({
  selector: 'app-notice-bar',
  imports: [CloseButton, MatSnackBarAction, MatSnackBarActions, MatSnackBarLabel],
  template: `
    <span matSnackBarLabel>{{ text }}</span>
    <span matSnackBarActions>
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
  protected readonly text = inject<string>(MAT_SNACK_BAR_DATA);
  protected readonly bar = inject(MatSnackBarRef);
  protected readonly t = inject(Languages).texts(controlTexts);
}
