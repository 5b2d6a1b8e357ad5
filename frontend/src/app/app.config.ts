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

import { earlyAnswers } from './api/early-answers';
import { keptAnswers } from './api/kept-answers';
import { inTheVisitorsLanguage } from './api/visitors-language';
import { routes } from './app.routes';
import { FirstFault } from './first-page/first-fault';
import { noteConnection } from './network/connection';
import { WORKER } from './network/own-worker';
import { askForPageAnew } from './network/page-scripts';
import { forgetPastTickets } from './reservation/forget-past-tickets';
import { Languages } from './texts/languages';
import { siteTexts } from './texts/site-texts';
import { followTranslator } from './texts/translator';

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
      withInterceptors([keptAnswers, noteConnection, earlyAnswers, inTheVisitorsLanguage]),
    ),
    // Load the texts before the first page. The server's page stays until that is ready.
    provideAppInitializer(() => inject(Languages).load(siteTexts)),
    // Between starting and showing the app, the browser can handle user input.
    provideAppInitializer(() => aMoment()),
    provideRouter(
      routes,
      withComponentInputBinding(),
      withEnabledBlockingInitialNavigation(),
      withNavigationErrorHandler(askForPageAnew),
      withInMemoryScrolling({ anchorScrolling: 'enabled', scrollPositionRestoration: 'enabled' }),
      withViewTransitions({ skipInitialTransition: true }),
    ),
    provideEnvironmentInitializer(forgetPastTickets),
    provideEnvironmentInitializer(followTranslator),
    provideServiceWorker(WORKER, {
      enabled: !isDevMode(),
      registrationStrategy: 'registerWhenStable:30000',
    }),
  ],
};
