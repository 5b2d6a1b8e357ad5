import { Routes } from '@angular/router';

import { askBeforeLeaving } from '../../../shared/dialogs/leaving';
import { withTexts } from '../../../shared/texts/with-texts';
import { needsRole } from '../../shared/needs-role';

/** The routes for editing shows. */
export const showsRoutes: Routes = [
  {
    path: 'shows',
    canActivate: [needsRole('admin')],
    resolve: withTexts(() => import('./shows-texts').then((m) => m.officeShowsTexts)),
    children: [
      {
        path: '',
        pathMatch: 'full',
        loadComponent: () => import('./show-list').then((m) => m.ShowList),
      },
      {
        path: 'new',
        loadComponent: () => import('./show-page').then((m) => m.ShowPage),
        canDeactivate: [askBeforeLeaving],
      },
      {
        path: ':id',
        loadComponent: () => import('./show-page').then((m) => m.ShowPage),
        canDeactivate: [askBeforeLeaving],
      },
    ],
  },
];
