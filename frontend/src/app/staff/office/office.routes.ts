import { Routes } from '@angular/router';

import { withTexts } from '../../shared/texts/with-texts';
import { staffAdminRoutes } from '../accounts/staff/staff-admin.routes';
import { auditRoutes } from '../audit/audit.routes';
import { checkInsRoutes } from '../box-office/check-ins/check-ins.routes';
import { reservationsRoutes } from '../box-office/reservations.routes';
import { privacyRoutes } from '../privacy/privacy.routes';
import { firstShowRoutes } from '../programme/first-show/first-show.routes';
import { performancesRoutes } from '../programme/performances/performances.routes';
import { showsRoutes } from '../programme/shows/shows.routes';
import { venuesRoutes } from '../programme/venues/venues.routes';
import { needsRole } from '../shared/needs-role';
import { siteRoutes } from '../site/site.routes';

/** The office, with a route for each area. */
export const officeRoutes: Routes = [
  {
    path: 'office',
    canActivate: [needsRole('box_office')],
    loadComponent: () => import('./office').then((m) => m.Office),
    resolve: withTexts(
      () => import('./office-texts').then((m) => m.officeTexts),
      () => import('../programme/programme-texts').then((m) => m.programmeTexts),
    ),
    children: [
      { path: '', pathMatch: 'full', redirectTo: 'overview' },
      {
        path: 'overview',
        loadComponent: () => import('./overview').then((m) => m.Overview),
      },
      ...auditRoutes,
      ...checkInsRoutes,
      ...firstShowRoutes,
      ...performancesRoutes,
      ...privacyRoutes,
      ...reservationsRoutes,
      ...showsRoutes,
      ...siteRoutes,
      ...staffAdminRoutes,
      ...venuesRoutes,
      { path: '**', redirectTo: 'overview' },
    ],
  },
];
