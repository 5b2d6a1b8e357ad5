import { Routes } from '@angular/router';

import { accountRoutes } from '../account/account.routes';
import { auditRoutes } from '../office/audit/audit.routes';
import { siteRoutes } from '../office/site/site.routes';
import { staffAdminRoutes } from '../office/staff/staff-admin.routes';
import { NotYours } from './not-yours';
import { SignIn } from './sign-in';

/** The pages of who works here. */
export const routes: Routes = [
  { path: 'sign-in', component: SignIn },
  { path: 'not-yours', component: NotYours },
  ...accountRoutes,
  { path: 'office', children: [...auditRoutes, ...siteRoutes, ...staffAdminRoutes] },
  { path: '**', redirectTo: 'sign-in' },
];
