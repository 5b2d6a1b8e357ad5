import { Routes } from '@angular/router';

import { needsRole } from '../staff/needs-role';
import { withTexts } from '../staff/with-texts';
import { auditRoutes } from './audit/audit.routes';
import { checkInsRoutes } from './check-ins/check-ins.routes';
import { performancesRoutes } from './performances/performances.routes';
import { privacyRoutes } from './privacy/privacy.routes';
import { reservationsRoutes } from './reservations/reservations.routes';
import { showsRoutes } from './shows/shows.routes';
import { siteRoutes } from './site/site.routes';
import { staffAdminRoutes } from './staff/staff-admin.routes';
import { venuesRoutes } from './venues/venues.routes';

/** The office, with a route for each area. */
export const officeRoutes: Routes = [
  {
    path: 'office',
    canActivate: [needsRole('box_office')],
    loadComponent: () => import('./office').then((m) => m.Office),
    resolve: withTexts(() => import('./office-texts').then((m) => m.officeTexts)),
    children: [
      { path: '', pathMatch: 'full', redirectTo: 'overview' },
      {
        path: 'overview',
        loadComponent: () => import('./overview/overview').then((m) => m.Overview),
      },
      ...auditRoutes,
      ...checkInsRoutes,
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
