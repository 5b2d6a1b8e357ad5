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

import { keptAnswers } from '../api/kept-answers';
import { inTheVisitorsLanguage } from '../api/visitors-language';
import { noteConnection } from '../network/connection';
import { WORKER } from '../network/own-worker';
import { askForPageAnew } from '../network/page-scripts';
import { Languages } from '../texts/languages';
import { siteTexts } from '../texts/site-texts';
import { noteLapse } from './note-lapse';
import { staffTexts } from './staff-texts';
import { routes } from './staff.routes';

export const staffConfig: ApplicationConfig = {
  providers: [
    provideBrowserGlobalErrorListeners(),
    provideZonelessChangeDetection(),
    provideHttpClient(
      // `fetch` does not report upload progress.
      withXhr(),
      withInterceptors([keptAnswers, noteConnection, noteLapse, inTheVisitorsLanguage]),
    ),
    provideAppInitializer(() => {
      const languages = inject(Languages);
      return Promise.all([languages.load(siteTexts), languages.load(staffTexts)]);
    }),
    provideRouter(
      routes,
      withComponentInputBinding(),
      withEnabledBlockingInitialNavigation(),
      withNavigationErrorHandler(askForPageAnew),
      withInMemoryScrolling({ scrollPositionRestoration: 'enabled' }),
    ),
    // The visitors' service worker does not handle these pages, and they have none of their own.
    provideServiceWorker(WORKER, { enabled: false }),
  ],
};
