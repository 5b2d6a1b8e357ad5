import { Routes } from '@angular/router';

import { askBeforeLeaving } from '../../../shared/dialogs/leaving';
import { withTexts } from '../../../shared/texts/with-texts';
import { needsRole } from '../../shared/needs-role';

/** From nothing to a show that can be booked. */
export const firstShowRoutes: Routes = [
  {
    path: 'first-show',
    canActivate: [needsRole('admin')],
    resolve: withTexts(
      () => import('./first-show-texts').then((m) => m.firstShowTexts),
      () => import('../performances/performances-texts').then((m) => m.officePerformancesTexts),
      () => import('../shows/shows-texts').then((m) => m.officeShowsTexts),
      () => import('../venues/venues-texts').then((m) => m.officeVenuesTexts),
    ),
    loadComponent: () => import('./first-show').then((m) => m.FirstShow),
    canDeactivate: [askBeforeLeaving],
  },
];
