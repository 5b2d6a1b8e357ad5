import { Component, inject, input, model, output } from '@angular/core';
import { FormValueControl } from '@angular/forms/signals';

import { Languages } from '../../../shared/texts/languages';
import type { Role } from '../../shared/signed-in';
import { staffTexts } from '../../shared/staff-texts';
import { ROLES } from './api';
import { staffAdminTexts } from './staff-admin-texts';

/** Chooses a role, with a description of its rights. */
@Component({
  selector: 'app-role-choice',
  template: `
    <fieldset>
      <legend>{{ t().role.label }}</legend>
      @for (role of roles; track role) {
        <label>
          <input
            type="radio"
            [name]="name()"
            [value]="role"
            [checked]="role === value()"
            (change)="value.set(role)"
            (blur)="touch.emit()"
          />
          <span>
            <strong>{{ general().roles[role] }}</strong>
            <span class="soft">{{ t().role.may[role] }}</span>
          </span>
        </label>
      }
    </fieldset>
  `,
  styles: `
    fieldset {
      margin: 0;
      padding: 0;
      border: 0;
    }
    legend {
      padding: 0;
      font-weight: 650;
    }
    label {
      display: flex;
      align-items: baseline;
      gap: var(--space-3);
      min-height: 2.75rem;
      padding: var(--space-3);
      border: 1px solid var(--line);
      border-radius: var(--corner);
      cursor: pointer;
      &:has(:checked) {
        border-color: var(--line-strong);
        background: var(--house-sunk);
      }
    }
    label + label,
    legend + label {
      margin-top: var(--space-2);
    }
    input {
      flex: none;
      width: 1.25rem;
      height: 1.25rem;
      margin: 0;
      translate: 0 0.25rem;
      accent-color: var(--call);
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
export class RoleChoice implements FormValueControl<Role> {
  readonly value = model<Role>('door');
  readonly name = input('role');
  readonly touch = output();

  private readonly languages = inject(Languages);
  protected readonly t = this.languages.texts(staffAdminTexts);
  protected readonly general = this.languages.texts(staffTexts);
  protected readonly roles = ROLES;
}
