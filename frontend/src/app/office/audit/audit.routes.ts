import { Routes } from '@angular/router';

import { needsRole } from '../../staff/needs-role';
import { withTexts } from '../../staff/with-texts';

/** The audit, below the office's address. */
export const auditRoutes: Routes = [
  {
    path: 'audit',
    canActivate: [needsRole('admin')],
    loadComponent: () => import('./audit').then((m) => m.Audit),
    resolve: withTexts(() => import('./audit-texts').then((m) => m.auditTexts)),
  },
];
