import { Service, inject } from '@angular/core';
import { MatDialog, MatDialogRef } from '@angular/material/dialog';
import { firstValueFrom } from 'rxjs';

import { AT_ONCE } from './at-once';
import { Consent, Question, QuestionDialog } from './question-dialog';

/** Asks before actions that affect others. */
@Service()
export class Questions {
  private readonly dialogs = inject(MatDialog);
  private open: MatDialogRef<QuestionDialog, Consent> | undefined;

  /** Asks a question, instead of an open one. `undefined` means no. */
  async ask(question: Question): Promise<Consent | undefined> {
    this.open?.close();
    this.open = this.dialogs.open<QuestionDialog, Question, Consent>(QuestionDialog, {
      enterAnimationDuration: AT_ONCE,
      ariaModal: true,
      data: question,
    });
    return firstValueFrom(this.open.afterClosed());
  }
}
