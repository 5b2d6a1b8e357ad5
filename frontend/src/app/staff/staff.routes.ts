import { Routes } from '@angular/router';

import { accountRoutes } from '../account/account.routes';
import { doorRoutes } from '../door/door.routes';
import { officeRoutes } from '../office/office.routes';
import { MissingRole } from './missing-role';
import { SignIn } from './sign-in';

/** The routes of the staff pages. */
export const routes: Routes = [
  { path: 'sign-in', component: SignIn },
  { path: 'not-yours', component: MissingRole },
  ...accountRoutes,
  doorRoutes,
  ...officeRoutes,
  { path: '**', redirectTo: 'sign-in' },
];
