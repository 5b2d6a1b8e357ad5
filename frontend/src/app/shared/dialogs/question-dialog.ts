import { Component, ElementRef, computed, effect, inject, signal, viewChild } from '@angular/core';

import { Field } from '../forms/field';
import { controlTexts } from '../texts/controls/control-texts';
import { Languages } from '../texts/languages';
import { Questions } from './questions';

@Component({
  selector: 'app-question-dialog',
  imports: [Field],
  template: `
    <dialog #dialog class="dialog" aria-labelledby="question" (close)="questions.settle(undefined)">
      @if (questions.current(); as question) {
        <form method="dialog" novalidate (submit)="consent($event)">
          <h2 id="question">{{ question.title }}</h2>
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
          <div class="actions">
            <button class="button quiet" type="button" (click)="questions.settle(undefined)">
              {{ question.no ?? t().confirm.no }}
            </button>
            <button class="button" type="submit" [class.grave]="question.isDestructive">
              {{ question.yes }}
            </button>
          </div>
        </form>
      }
    </dialog>
  `,
})
export class QuestionDialog {
  protected readonly questions = inject(Questions);
  protected readonly t = inject(Languages).texts(controlTexts);
  protected readonly reason = signal('');
  private readonly wasAskedFor = signal(false);
  protected readonly isReasonMissing = computed(
    () => this.wasAskedFor() && this.reason().trim() === '',
  );
  private readonly box = viewChild<ElementRef<HTMLInputElement>>('box');
  private readonly dialog = viewChild.required<ElementRef<HTMLDialogElement>>('dialog');

  constructor() {
    effect(() => {
      const question = this.questions.current();
      const dialog = this.dialog().nativeElement;
      if (question && !dialog.open) {
        this.reason.set('');
        this.wasAskedFor.set(false);
        dialog.showModal();
      } else if (!question) {
        dialog.close();
      }
    });
  }

  protected consent(event: Event): void {
    event.preventDefault();
    const question = this.questions.current();
    const reason = this.reason().trim();
    if (question?.needsReason && reason === '') {
      this.wasAskedFor.set(true);
      this.box()?.nativeElement.focus();
      return;
    }
    this.questions.settle({ reason });
  }
}
