import { Routes } from '@angular/router';

import { askBeforeLeaving } from '../../../shared/dialogs/leaving';
import { withTexts } from '../../../shared/texts/with-texts';
import { needsRole } from '../../shared/needs-role';

/** Staff accounts, below the office's address. */
export const staffAdminRoutes: Routes = [
  {
    path: 'staff',
    canActivate: [needsRole('admin')],
    resolve: withTexts(() => import('./staff-admin-texts').then((m) => m.staffAdminTexts)),
    children: [
      {
        path: '',
        loadComponent: () => import('./roster').then((m) => m.Roster),
      },
      {
        path: 'new',
        canDeactivate: [askBeforeLeaving],
        loadComponent: () => import('./invite').then((m) => m.Invite),
      },
      {
        path: ':id',
        canDeactivate: [askBeforeLeaving],
        loadComponent: () => import('./colleague').then((m) => m.Colleague),
      },
    ],
  },
];
