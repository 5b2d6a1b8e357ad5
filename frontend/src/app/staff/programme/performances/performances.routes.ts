import { Routes } from '@angular/router';

import { askBeforeLeaving } from '../../../shared/dialogs/leaving';
import { withTexts } from '../../../shared/texts/with-texts';
import { needsRole } from '../../shared/needs-role';

/** The performances: every role that sells seats may see them; administrators may change them. */
export const performancesRoutes: Routes = [
  {
    path: 'performances',
    resolve: withTexts(() => import('./performances-texts').then((m) => m.officePerformancesTexts)),
    children: [
      {
        path: '',
        pathMatch: 'full',
        loadComponent: () => import('./performance-list').then((m) => m.PerformanceList),
      },
      {
        path: 'new',
        canActivate: [needsRole('admin')],
        loadComponent: () => import('./schedule-page').then((m) => m.SchedulePage),
        canDeactivate: [askBeforeLeaving],
      },
      {
        path: ':id',
        loadComponent: () => import('./performance-page').then((m) => m.PerformancePage),
        canDeactivate: [askBeforeLeaving],
      },
    ],
  },
];
