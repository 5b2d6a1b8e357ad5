import { Routes } from '@angular/router';

import { withTexts } from '../../shared/texts/with-texts';
import { needsRole } from '../shared/needs-role';

/** The privacy page, below the office's address. */
export const privacyRoutes: Routes = [
  {
    path: 'privacy',
    canActivate: [needsRole('admin')],
    resolve: withTexts(
      () => import('./privacy-texts').then((m) => m.privacyTexts),
      () => import('../box-office/reservations-texts').then((m) => m.reservationsTexts),
      () => import('../../shared/booking/booking-texts').then((m) => m.bookingTexts),
    ),
    loadComponent: () => import('./privacy').then((m) => m.Privacy),
  },
];
