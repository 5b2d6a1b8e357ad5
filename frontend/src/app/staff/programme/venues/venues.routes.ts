import { Routes } from '@angular/router';

import { askBeforeLeaving } from '../../../shared/dialogs/leaving';
import { withTexts } from '../../../shared/texts/with-texts';
import { needsRole } from '../../shared/needs-role';

/** The routes for editing venues. */
export const venuesRoutes: Routes = [
  {
    path: 'venues',
    canActivate: [needsRole('admin')],
    resolve: withTexts(() => import('./venues-texts').then((m) => m.officeVenuesTexts)),
    children: [
      {
        path: '',
        pathMatch: 'full',
        loadComponent: () => import('./venue-list').then((m) => m.VenueList),
      },
      {
        path: 'new',
        loadComponent: () => import('./venue-page').then((m) => m.VenuePage),
        canDeactivate: [askBeforeLeaving],
      },
      {
        path: ':id',
        loadComponent: () => import('./venue-page').then((m) => m.VenuePage),
        canDeactivate: [askBeforeLeaving],
      },
    ],
  },
];
