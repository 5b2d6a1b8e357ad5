import { Component, computed, inject, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';

import { controlTexts } from '../texts/controls/control-texts';
import { Languages } from '../texts/languages';

/** A field's name and text. */
export interface Compared {
  readonly label: string;
  readonly mine: string;
  readonly theirs: string;
}

/** Shows what somebody else has changed meanwhile, and asks which version to keep. */
@Component({
  selector: 'app-conflict',
  imports: [MatButton],
  template: `
    <section class="conflict" role="alert">
      <h2>{{ t().conflict.title }}</h2>
      <p>{{ t().conflict.lead }}</p>
      <table>
        <thead>
          <tr>
            <th scope="col">{{ t().conflict.field }}</th>
            <th scope="col">{{ t().conflict.mine }}</th>
            <th scope="col">{{ t().conflict.theirs }}</th>
          </tr>
        </thead>
        <tbody>
          @for (field of different(); track field.label) {
            <tr>
              <th scope="row">{{ field.label }}</th>
              <td [attr.data-label]="t().conflict.mine">
                {{ field.mine || t().conflict.empty }}
              </td>
              <td [attr.data-label]="t().conflict.theirs">
                {{ field.theirs || t().conflict.empty }}
              </td>
            </tr>
          }
        </tbody>
      </table>
      <div class="actions">
        <button matButton="outlined" type="button" (click)="takeTheirs.emit()">
          {{ t().conflict.takeTheirs }}
        </button>
        <button matButton="filled" type="button" (click)="keepMine.emit()">
          {{ t().conflict.keepMine }}
        </button>
      </div>
    </section>
  `,
})
export class Conflict {
  readonly fields = input.required<readonly Compared[]>();
  readonly takeTheirs = output();
  readonly keepMine = output();

  protected readonly t = inject(Languages).texts(controlTexts);
  protected readonly different = computed(() =>
    this.fields().filter(({ mine, theirs }) => mine !== theirs),
  );
}
