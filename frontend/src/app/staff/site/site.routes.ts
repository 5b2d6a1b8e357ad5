import { Routes } from '@angular/router';

import { askBeforeLeaving } from '../../shared/dialogs/leaving';
import { withTexts } from '../../shared/texts/with-texts';
import { needsRole } from '../shared/needs-role';

const resolve = withTexts(() => import('./office-site-texts').then((m) => m.officeSiteTexts));

/** Settings and pages, below the office's address. */
export const siteRoutes: Routes = [
  {
    path: 'pages',
    canActivate: [needsRole('admin')],
    resolve,
    children: [
      {
        path: '',
        loadComponent: () => import('./pages').then((m) => m.Pages),
      },
      {
        path: 'new',
        canDeactivate: [askBeforeLeaving],
        loadComponent: () => import('./new-page').then((m) => m.NewPage),
      },
      {
        path: ':slug',
        canDeactivate: [askBeforeLeaving],
        loadComponent: () => import('./edit-page').then((m) => m.EditPage),
      },
    ],
  },
  {
    path: 'site',
    canActivate: [needsRole('admin')],
    canDeactivate: [askBeforeLeaving],
    resolve,
    loadComponent: () => import('./settings').then((m) => m.Settings),
  },
];
