import { Component, inject, signal } from '@angular/core';
import { FormField, FormRoot, form, maxLength, validate } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import {
  MAT_DIALOG_DATA,
  MatDialogActions,
  MatDialogClose,
  MatDialogContent,
  MatDialogRef,
  MatDialogTitle,
} from '@angular/material/dialog';
import { MatInputModule } from '@angular/material/input';

import { faultOf } from '../forms/faults';
import { focusField } from '../forms/focus-field';
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
  imports: [
    FormField,
    FormRoot,
    MatButton,
    MatDialogActions,
    MatDialogClose,
    MatDialogContent,
    MatDialogTitle,
    MatInputModule,
  ],
  template: `
    <form [formRoot]="form">
      <h2 matDialogTitle>{{ question.title }}</h2>
      <mat-dialog-content>
        @for (paragraph of question.text; track $index) {
          <p>{{ paragraph }}</p>
        }
        @if (question.needsReason) {
          <mat-form-field>
            <mat-label>{{ t().confirm.reason }}</mat-label>
            <input matInput autocomplete="off" [formField]="form.reason" />
            <mat-hint>{{ t().confirm.reasonHint }}</mat-hint>
            <mat-error>{{ faultOf(form.reason) }}</mat-error>
          </mat-form-field>
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
  styles: `
    mat-form-field {
      width: 100%;
      margin-top: var(--space-4);
    }
  `,
})
export class QuestionDialog {
  protected readonly question = inject<Question>(MAT_DIALOG_DATA);
  protected readonly t = inject(Languages).texts(controlTexts);
  protected readonly faultOf = faultOf;
  private readonly dialog = inject<MatDialogRef<QuestionDialog, Consent>>(MatDialogRef);
  private readonly typed = signal({ reason: '' });
  protected readonly form = form(
    this.typed,
    ({ reason }) => {
      validate(reason, ({ value }) =>
        this.question.needsReason && value().trim() === ''
          ? { kind: 'missing', message: this.t().confirm.reasonMissing }
          : undefined,
      );
      maxLength(reason, 500);
    },
    {
      submission: {
        action: () => {
          this.dialog.close({ reason: this.typed().reason.trim() });
          return Promise.resolve(undefined);
        },
        onInvalid: () => focusField(this.form.reason()),
      },
    },
  );
}
