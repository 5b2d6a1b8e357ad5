import { Component, ElementRef, computed, inject, signal, viewChild } from '@angular/core';
import { MatButton } from '@angular/material/button';
import {
  MAT_DIALOG_DATA,
  MatDialogActions,
  MatDialogClose,
  MatDialogContent,
  MatDialogRef,
  MatDialogTitle,
} from '@angular/material/dialog';

import { Field } from '../forms/field';
import { controlTexts } from '../texts/controls/control-texts';
import { Languages } from '../texts/languages';

/** A question before an action. */
export interface Question {
  readonly title: string;
  /** The consequences, one paragraph each. */
  readonly text: readonly string[];
  /** The text of the button that confirms. */
  readonly yes: string;
  /** The text of the button that declines, if not the default. */
  readonly no?: string;
  /** Whether the action cannot be undone. */
  readonly isDestructive?: boolean;
  /** Whether a reason is required. */
  readonly needsReason?: boolean;
}

/** A positive answer, with the reason if one was required. */
export interface Consent {
  readonly reason: string;
}

@Component({
  selector: 'app-question-dialog',
  imports: [Field, MatButton, MatDialogActions, MatDialogClose, MatDialogContent, MatDialogTitle],
  template: `
    <form novalidate (submit)="consent($event)">
      <h2 matDialogTitle>{{ question.title }}</h2>
      <mat-dialog-content>
        @for (paragraph of question.text; track $index) {
          <p>{{ paragraph }}</p>
        }
        @if (question.needsReason) {
          <app-field
            [label]="t().confirm.reason"
            [hint]="t().confirm.reasonHint"
            [fault]="isReasonMissing() ? t().confirm.reasonMissing : undefined"
          >
            <input
              #box
              name="reason"
              maxlength="500"
              required
              [value]="reason()"
              (input)="reason.set(box.value)"
            />
          </app-field>
        }
      </mat-dialog-content>
      <mat-dialog-actions>
        <button matButton="outlined" type="button" [matDialogClose]="undefined">
          {{ question.no ?? t().confirm.no }}
        </button>
        <button matButton="filled" type="submit" [class.grave]="question.isDestructive">
          {{ question.yes }}
        </button>
      </mat-dialog-actions>
    </form>
  `,
})
export class QuestionDialog {
  protected readonly question = inject<Question>(MAT_DIALOG_DATA);
  protected readonly t = inject(Languages).texts(controlTexts);
  protected readonly reason = signal('');
  private readonly dialog = inject<MatDialogRef<QuestionDialog, Consent>>(MatDialogRef);
  private readonly wasAskedFor = signal(false);
  protected readonly isReasonMissing = computed(
    () => this.wasAskedFor() && this.reason().trim() === '',
  );
  private readonly box = viewChild<ElementRef<HTMLInputElement>>('box');

  protected consent(event: Event): void {
    event.preventDefault();
    const reason = this.reason().trim();
    if (this.question.needsReason && reason === '') {
      this.wasAskedFor.set(true);
      this.box()?.nativeElement.focus();
      return;
    }
    this.dialog.close({ reason });
  }
}
