import { inject } from '@angular/core';
import { Route } from '@angular/router';

import { Languages } from '../../shared/texts/languages';
import { needsRole } from '../shared/needs-role';
import { doorTexts } from './door-texts';

export const doorRoutes: Route = {
  path: 'door',
  canActivate: [needsRole('door')],
  resolve: { texts: () => inject(Languages).load(doorTexts) },
  children: [
    { path: '', loadComponent: async () => (await import('./tonight')).Tonight },
    { path: ':performance', loadComponent: async () => (await import('./at-the-door')).AtTheDoor },
  ],
};
