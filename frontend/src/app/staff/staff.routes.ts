import { Routes } from '@angular/router';

import { doorRoutes } from '../door/door.routes';
import { NotYours } from './not-yours';
import { SignIn } from './sign-in';

/** The pages of who works here. */
export const routes: Routes = [
  doorRoutes,
  { path: 'sign-in', component: SignIn },
  { path: 'not-yours', component: NotYours },
  { path: '**', redirectTo: 'sign-in' },
];
