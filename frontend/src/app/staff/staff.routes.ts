import { Routes } from '@angular/router';

import { checkInsRoutes } from '../office/check-ins/check-ins.routes';
import { reservationsRoutes } from '../office/reservations/reservations.routes';
import { needsRole } from './needs-role';
import { NotYours } from './not-yours';
import { SignIn } from './sign-in';

/** The pages of who works here. */
export const routes: Routes = [
  { path: 'sign-in', component: SignIn },
  { path: 'not-yours', component: NotYours },
  {
    path: 'office',
    canActivate: [needsRole('box_office')],
    children: [...checkInsRoutes, ...reservationsRoutes],
  },
  { path: '**', redirectTo: 'sign-in' },
];
