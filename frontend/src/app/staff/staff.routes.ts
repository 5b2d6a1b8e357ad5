import { Routes } from '@angular/router';

import { officeRoutes } from '../office/office.routes';
import { NotYours } from './not-yours';
import { SignIn } from './sign-in';

/** The pages of who works here. */
export const routes: Routes = [
  { path: 'sign-in', component: SignIn },
  { path: 'not-yours', component: NotYours },
  ...officeRoutes,
  { path: '**', redirectTo: 'sign-in' },
];
