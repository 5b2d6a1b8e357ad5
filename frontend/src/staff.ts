import { bootstrapApplication } from '@angular/platform-browser';

import { keepServerPage } from './app/shared/first-page/server-page';
import { StaffApp } from './app/staff/staff-app';
import { staffConfig } from './app/staff/staff.config';

bootstrapApplication(StaffApp, staffConfig).catch((error: unknown) => {
  console.error(error);
  keepServerPage(document);
});
