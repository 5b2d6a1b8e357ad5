import { provideHttpClient, withInterceptors, withXhr } from '@angular/common/http';
import {
  ApplicationConfig,
  inject,
  provideAppInitializer,
  provideBrowserGlobalErrorListeners,
  provideZonelessChangeDetection,
} from '@angular/core';
import {
  provideRouter,
  withComponentInputBinding,
  withEnabledBlockingInitialNavigation,
  withInMemoryScrolling,
  withNavigationErrorHandler,
} from '@angular/router';
import { provideServiceWorker } from '@angular/service-worker';

import { prefetchedAnswers } from '../api/prefetched-answers';
import { requestLanguage } from '../api/request-language';
import { recordConnection } from '../network/connection';
import { WORKER } from '../network/service-worker-policy';
import { reloadPage } from '../network/page-scripts';
import { Languages } from '../texts/languages';
import { siteTexts } from '../texts/site-texts';
import { recordSessionExpiry } from './session-expiry';
import { staffTexts } from './staff-texts';
import { routes } from './staff.routes';

export const staffConfig: ApplicationConfig = {
  providers: [
    provideBrowserGlobalErrorListeners(),
    provideZonelessChangeDetection(),
    provideHttpClient(
      // `fetch` does not report upload progress.
      withXhr(),
      withInterceptors([prefetchedAnswers, recordConnection, recordSessionExpiry, requestLanguage]),
    ),
    provideAppInitializer(() => {
      const languages = inject(Languages);
      return Promise.all([languages.load(siteTexts), languages.load(staffTexts)]);
    }),
    provideRouter(
      routes,
      withComponentInputBinding(),
      withEnabledBlockingInitialNavigation(),
      withNavigationErrorHandler(reloadPage),
      withInMemoryScrolling({ scrollPositionRestoration: 'enabled' }),
    ),
    // The visitors' service worker does not handle these pages, and they have none of their own.
    provideServiceWorker(WORKER, { enabled: false }),
  ],
};
