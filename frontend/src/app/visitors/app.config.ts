import { provideHttpClient, withFetch, withInterceptors } from '@angular/common/http';
import {
  ApplicationConfig,
  ErrorHandler,
  inject,
  isDevMode,
  provideAppInitializer,
  provideBrowserGlobalErrorListeners,
  provideEnvironmentInitializer,
  provideZonelessChangeDetection,
} from '@angular/core';
import {
  provideRouter,
  withComponentInputBinding,
  withEnabledBlockingInitialNavigation,
  withInMemoryScrolling,
  withNavigationErrorHandler,
  withViewTransitions,
} from '@angular/router';
import { provideServiceWorker } from '@angular/service-worker';

import { prefetchedAnswers } from '../shared/api/prefetched-answers';
import { prefetchedReservation } from '../shared/api/prefetched-reservation';
import { requestLanguage } from '../shared/api/request-language';
import { FirstFault } from '../shared/first-page/first-fault';
import { recordConnection } from '../shared/network/connection';
import { reloadPage } from '../shared/network/page-scripts';
import { WORKER } from '../shared/network/service-worker-policy';
import { Languages } from '../shared/texts/languages';
import { siteTexts } from '../shared/texts/site-texts';
import { supportTranslators } from '../shared/texts/translator';
import { routes } from './app.routes';
import { deleteExpiredTickets } from './reservation/delete-expired-tickets';

function aMoment(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

export const appConfig: ApplicationConfig = {
  providers: [
    provideBrowserGlobalErrorListeners(),
    { provide: ErrorHandler, useExisting: FirstFault },
    provideZonelessChangeDetection(),
    provideHttpClient(
      withFetch(),
      withInterceptors([
        prefetchedAnswers,
        recordConnection,
        prefetchedReservation,
        requestLanguage,
      ]),
    ),
    // Load the texts before the first page. The server's page stays until that is ready.
    provideAppInitializer(() => inject(Languages).load(siteTexts)),
    // Between starting and showing the app, the browser can handle user input.
    provideAppInitializer(() => aMoment()),
    provideRouter(
      routes,
      withComponentInputBinding(),
      withEnabledBlockingInitialNavigation(),
      withNavigationErrorHandler(reloadPage),
      withInMemoryScrolling({ anchorScrolling: 'enabled', scrollPositionRestoration: 'enabled' }),
      withViewTransitions({ skipInitialTransition: true }),
    ),
    provideEnvironmentInitializer(deleteExpiredTickets),
    provideEnvironmentInitializer(supportTranslators),
    provideServiceWorker(WORKER, {
      enabled: !isDevMode(),
      registrationStrategy: 'registerWhenStable:30000',
    }),
  ],
};
