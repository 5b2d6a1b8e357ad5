import { Routes } from '@angular/router';

import { withTexts } from '../../shared/texts/with-texts';
import { needsRole } from '../shared/needs-role';

/** The audit, below the office's address. */
export const auditRoutes: Routes = [
  {
    path: 'audit',
    canActivate: [needsRole('admin')],
    loadComponent: () => import('./audit').then((m) => m.Audit),
    resolve: withTexts(() => import('./audit-texts').then((m) => m.auditTexts)),
  },
];
