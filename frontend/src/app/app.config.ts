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

import { prefetchedReservation } from './api/prefetched-reservation';
import { prefetchedAnswers } from './api/prefetched-answers';
import { requestLanguage } from './api/request-language';
import { routes } from './app.routes';
import { FirstFault } from './first-page/first-fault';
import { recordConnection } from './network/connection';
import { WORKER } from './network/service-worker-policy';
import { reloadPage } from './network/page-scripts';
import { deleteExpiredTickets } from './reservation/delete-expired-tickets';
import { Languages } from './texts/languages';
import { siteTexts } from './texts/site-texts';
import { supportTranslators } from './texts/translator';

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
