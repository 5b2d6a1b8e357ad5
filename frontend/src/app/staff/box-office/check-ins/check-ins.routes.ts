import { Routes } from '@angular/router';

import { withTexts } from '../../../shared/texts/with-texts';

export const checkInsRoutes: Routes = [
  {
    path: 'check-ins',
    loadComponent: () => import('./check-ins').then((m) => m.CheckIns),
    resolve: withTexts(
      () => import('./check-ins-texts').then((m) => m.checkInsTexts),
      () => import('../reservations-texts').then((m) => m.reservationsTexts),
    ),
  },
];
