import { Routes } from '@angular/router';

import { accountRoutes } from './accounts/account.routes';
import { MissingRole } from './accounts/sign-in/missing-role';
import { SignIn } from './accounts/sign-in/sign-in';
import { doorRoutes } from './door/door.routes';
import { officeRoutes } from './office/office.routes';

/** The routes of the staff pages. */
export const routes: Routes = [
  { path: 'sign-in', component: SignIn },
  { path: 'not-yours', component: MissingRole },
  ...accountRoutes,
  doorRoutes,
  ...officeRoutes,
  { path: '**', redirectTo: 'sign-in' },
];
