import { Routes } from '@angular/router';

import { askBeforeLeaving } from '../../staff/leaving';
import { needsRole } from '../../staff/needs-role';
import { withTexts } from '../../staff/with-texts';

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
