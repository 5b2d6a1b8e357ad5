import { provideHttpClient, withInterceptors, withXhr } from '@angular/common/http';
import {
  ApplicationConfig,
  inject,
  provideAppInitializer,
  provideBrowserGlobalErrorListeners,
  provideZonelessChangeDetection,
} from '@angular/core';
import { MAT_DIALOG_DEFAULT_OPTIONS, MatDialogConfig } from '@angular/material/dialog';
import {
  provideRouter,
  withComponentInputBinding,
  withEnabledBlockingInitialNavigation,
  withInMemoryScrolling,
  withNavigationErrorHandler,
} from '@angular/router';
import { provideServiceWorker } from '@angular/service-worker';

import { prefetchedAnswers } from '../shared/api/prefetched-answers';
import { requestLanguage } from '../shared/api/request-language';
import { FIELD_OPTIONS } from '../shared/forms/field-options';
import { recordConnection } from '../shared/network/connection';
import { reloadPage } from '../shared/network/page-scripts';
import { WORKER } from '../shared/network/service-worker-policy';
import { controlTexts } from '../shared/texts/controls/control-texts';
import { Languages } from '../shared/texts/languages';
import { siteTexts } from '../shared/texts/site-texts';
import { recordSaving } from './shared/saving';
import { recordSessionExpiry } from './shared/session-expiry';
import { staffTexts } from './shared/staff-texts';
import { routes } from './staff.routes';

export const staffConfig: ApplicationConfig = {
  providers: [
    provideBrowserGlobalErrorListeners(),
    provideZonelessChangeDetection(),
    provideHttpClient(
      // `fetch` does not report upload progress.
      withXhr(),
      withInterceptors([
        prefetchedAnswers,
        recordConnection,
        recordSaving,
        recordSessionExpiry,
        requestLanguage,
      ]),
    ),
    provideAppInitializer(() => {
      const languages = inject(Languages);
      return Promise.all([
        languages.load(siteTexts),
        languages.load(controlTexts),
        languages.load(staffTexts),
      ]);
    }),
    provideRouter(
      routes,
      withComponentInputBinding(),
      withEnabledBlockingInitialNavigation(),
      withNavigationErrorHandler(reloadPage),
      withInMemoryScrolling({ scrollPositionRestoration: 'enabled' }),
    ),
    {
      provide: MAT_DIALOG_DEFAULT_OPTIONS,
      useFactory: () => Object.assign(new MatDialogConfig(), { exitAnimationDuration: 0 }),
    },
    FIELD_OPTIONS,
    // The visitors' service worker does not handle these pages, and they have none of their own.
    provideServiceWorker(WORKER, { enabled: false }),
  ],
};
