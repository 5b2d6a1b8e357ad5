import { Component, inject, input } from '@angular/core';
import { FieldTree, FormField } from '@angular/forms/signals';
import { MatRadioModule } from '@angular/material/radio';

import { Languages } from '../../../shared/texts/languages';
import type { Role } from '../../shared/signed-in';
import { staffTexts } from '../../shared/staff-texts';
import { ROLES } from './api';
import { staffAdminTexts } from './staff-admin-texts';

/** Chooses a role, with a description of its rights. */
@Component({
  selector: 'app-role-choice',
  imports: [FormField, MatRadioModule],
  template: `
    <p class="label" id="role-label">{{ t().role.label }}</p>
    <mat-radio-group aria-labelledby="role-label" [formField]="field()">
      @for (role of roles; track role) {
        <mat-radio-button [value]="role">
          <strong>{{ general().roles[role] }}</strong>
          <span class="soft">{{ t().role.may[role] }}</span>
        </mat-radio-button>
      }
    </mat-radio-group>
  `,
  styles: `
    .label {
      font-weight: 650;
    }
    mat-radio-button {
      display: block;
      margin-block: var(--space-2);
    }
    strong {
      display: block;
      font-weight: 650;
    }
    strong::first-letter {
      text-transform: uppercase;
    }
  `,
})
export class RoleChoice {
  readonly field = input.required<FieldTree<Role>>();

  private readonly languages = inject(Languages);
  protected readonly t = this.languages.texts(staffAdminTexts);
  protected readonly general = this.languages.texts(staffTexts);
  protected readonly roles = ROLES;
}
