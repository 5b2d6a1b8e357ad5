import { Routes } from '@angular/router';

import { askBeforeLeaving } from '../../shared/dialogs/leaving';
import { withTexts } from '../../shared/texts/with-texts';

/** The reservations: list, details, new ones. */
export const reservationsRoutes: Routes = [
  {
    path: 'reservations',
    resolve: withTexts(
      () => import('./reservations-texts').then((m) => m.reservationsTexts),
      () => import('../../shared/booking/booking-texts').then((m) => m.bookingTexts),
    ),
    children: [
      {
        path: '',
        loadComponent: () => import('./reservations').then((m) => m.Reservations),
      },
      {
        path: 'new',
        canDeactivate: [askBeforeLeaving],
        loadComponent: () => import('./new-reservation').then((m) => m.NewReservation),
      },
      {
        path: ':id',
        loadComponent: () => import('./reservation').then((m) => m.ReservationPage),
      },
    ],
  },
];
