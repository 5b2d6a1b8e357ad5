import { Routes } from '@angular/router';

import { accountRoutes } from '../account/account.routes';
import { NotYours } from './not-yours';
import { SignIn } from './sign-in';

/** The pages of who works here. */
export const routes: Routes = [
  { path: 'sign-in', component: SignIn },
  { path: 'not-yours', component: NotYours },
  ...accountRoutes,
  { path: '**', redirectTo: 'sign-in' },
];
