import { Routes } from '@angular/router';

import { accountRoutes } from '../account/account.routes';
import { doorRoutes } from '../door/door.routes';
import { officeRoutes } from '../office/office.routes';
import { NotYours } from './not-yours';
import { SignIn } from './sign-in';

/** The routes of the staff pages. */
export const routes: Routes = [
  { path: 'sign-in', component: SignIn },
  { path: 'not-yours', component: NotYours },
  ...accountRoutes,
  doorRoutes,
  ...officeRoutes,
  { path: '**', redirectTo: 'sign-in' },
];
