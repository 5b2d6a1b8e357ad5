import { Component, computed, inject, input } from '@angular/core';

import { Languages } from '../../../shared/texts/languages';
import { SignedIn } from '../../shared/signed-in';
import { StaffAccount } from './api';
import { staffAdminTexts } from './staff-admin-texts';

/** Shows whether somebody can sign in, and the state of an open invitation. */
@Component({
  selector: 'app-standing',
  template: `
    <span [class]="'badge ' + look()">{{ t().status[account().status] }}</span>
    @if (delivery(); as delivery) {
      <span [class.failed]="delivery === 'failed'">{{ t().delivery[delivery] }}</span>
    }
  `,
  styles: `
    :host {
      display: inline-flex;
      flex-wrap: wrap;
      align-items: center;
      gap: var(--space-1) var(--space-2);
      font-size: 0.9375rem;
    }
    .failed {
      color: var(--bad);
      font-weight: 650;
    }
  `,
})
export class Standing {
  readonly account = input.required<StaffAccount>();

  private readonly signedIn = inject(SignedIn);

  protected readonly t = inject(Languages).texts(staffAdminTexts);
  protected readonly look = computed(() => {
    const looks = { invited: 'warn', active: 'good', deactivated: 'soft' } as const;
    return looks[this.account().status];
  });
  protected readonly delivery = computed((): StaffAccount['invitation_delivery'] | 'kept' => {
    const { status, invitation_delivery } = this.account();
    if (status !== 'invited') return null;
    // A message that is stored for lack of a mail server has not reached anybody.
    const isKept = invitation_delivery === 'sent' && this.signedIn.member()?.mail === 'kept';
    return isKept ? 'kept' : invitation_delivery;
  });
}
