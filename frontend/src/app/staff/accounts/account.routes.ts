import { Routes } from '@angular/router';

import { withTexts } from '../../shared/texts/with-texts';
import { needsRole } from '../shared/needs-role';

const texts = withTexts(() => import('./account-texts').then((m) => m.accountTexts));

/** The account pages, and the pages behind mailed links for invitations and password resets. */
export const accountRoutes: Routes = [
  {
    path: 'account',
    canActivate: [needsRole('door')],
    loadComponent: () => import('./account').then((m) => m.AccountPage),
    resolve: texts,
  },
  {
    path: 'staff-link',
    loadComponent: () => import('./staff-link').then((m) => m.StaffLink),
    resolve: texts,
  },
];
