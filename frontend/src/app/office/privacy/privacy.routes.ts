import { Routes } from '@angular/router';

import { needsRole } from '../../staff/needs-role';
import { withTexts } from '../../staff/with-texts';

/** The privacy page, below the office's address. */
export const privacyRoutes: Routes = [
  {
    path: 'privacy',
    canActivate: [needsRole('admin')],
    resolve: withTexts(
      () => import('./privacy-texts').then((m) => m.privacyTexts),
      () => import('../reservations/reservations-texts').then((m) => m.reservationsTexts),
      () => import('../../booking/booking-texts').then((m) => m.bookingTexts),
    ),
    loadComponent: () => import('./privacy').then((m) => m.Privacy),
  },
];
