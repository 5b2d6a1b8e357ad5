import { inject } from '@angular/core';
import { ActivatedRouteSnapshot, ResolveFn, Routes } from '@angular/router';

import { Address, at } from '../shared/api/address';
import { PrefetchedAnswers } from '../shared/api/prefetched-answers';
import { Languages, TextSection } from '../shared/texts/languages';
import { NotFound } from './pages/not-found';

/** How long a page waits for its data before it is shown, in milliseconds. */
const TIMEOUT_MS = 400;

/**
 * The data that a page needs before it is shown. The server puts the same answers into the first
 * page.
 */
interface Needs {
  readonly answers?: (parameters: Readonly<Record<string, string>>) => readonly Address<unknown>[];
  readonly texts?: () => Promise<TextSection<unknown>>;
}

/** Prefetches a page's data. The page itself waits for slow answers. */
function ahead(needs: Needs): { ahead: ResolveFn<void> } {
  return {
    ahead: async (route: ActivatedRouteSnapshot) => {
      const languages = inject(Languages);
      const kept = inject(PrefetchedAnswers);
      const answers = kept.fetchAhead(needs.answers?.(route.params) ?? []);
      const texts = needs.texts?.().then((section) => languages.load(section));
      const timeout = new Promise((resolve) => setTimeout(resolve, TIMEOUT_MS));
      await Promise.all([Promise.race([answers, timeout]), texts]);
    },
  };
}

const programme = {
  home: () => import('./programme/home').then((m) => m.Home),
  shows: () => import('./programme/shows').then((m) => m.Shows),
  show: () => import('./programme/show').then((m) => m.ShowPage),
  calendar: () => import('./programme/calendar').then((m) => m.Calendar),
  venues: () => import('./programme/venues').then((m) => m.Venues),
  venue: () => import('./programme/venue').then((m) => m.VenuePage),
};

/** Loads the small pages, so that a visitor can go on to them without a network. */
export function pagesOfProgramme(): Promise<unknown> {
  return Promise.all(Object.values(programme).map((page) => page()));
}

// The server's page names the scripts of its route, so they load at once.
export const routes: Routes = [
  {
    path: '',
    pathMatch: 'full',
    loadComponent: programme.home,
    resolve: ahead({
      answers: () => [at('/api/v1/home'), at('/api/v1/shows')],
    }),
  },
  {
    path: 'shows',
    loadComponent: programme.shows,
    resolve: ahead({ answers: () => [at('/api/v1/shows')] }),
  },
  {
    path: 'shows/:slug',
    loadComponent: programme.show,
    resolve: ahead({
      answers: ({ slug = '' }) => [at('/api/v1/shows/{slug}', { slug })],
    }),
  },
  {
    path: 'calendar',
    loadComponent: programme.calendar,
    resolve: ahead({ answers: () => [at('/api/v1/performances', undefined, { limit: 100 })] }),
  },
  {
    path: 'venues',
    loadComponent: programme.venues,
    resolve: ahead({ answers: () => [at('/api/v1/venues')] }),
  },
  {
    path: 'venues/:slug',
    loadComponent: programme.venue,
    resolve: ahead({
      answers: ({ slug = '' }) => [
        at('/api/v1/venues/{slug}', { slug }),
        at('/api/v1/performances', undefined, { venue: slug, limit: 50 }),
      ],
    }),
  },
  {
    path: 'pages/:slug',
    loadComponent: () => import('./pages/company-page').then((m) => m.CompanyPage),
    resolve: ahead({ answers: ({ slug = '' }) => [at('/api/v1/pages/{slug}', { slug })] }),
  },
  {
    path: 'performances/:id',
    loadComponent: () => import('./booking/booking-page').then((m) => m.BookingPage),
    resolve: ahead({
      answers: ({ id = '' }) => [at('/api/v1/performances/{id}', { id })],
      texts: () => import('../shared/booking/booking-texts').then((m) => m.bookingTexts),
    }),
  },
  {
    path: 'reservation',
    loadComponent: () => import('./reservation/reservation').then((m) => m.ReservationPage),
    resolve: ahead({
      texts: () => import('./reservation/reservation-texts').then((m) => m.reservationTexts),
    }),
  },
  {
    path: 't',
    loadComponent: () => import('./reservation/ticket/ticket').then((m) => m.TicketPage),
    resolve: ahead({
      texts: () => import('./reservation/ticket/ticket-texts').then((m) => m.ticketTexts),
    }),
  },
  ...(['privacy', 'accessibility'] as const).map((about) => ({
    path: about,
    data: { about },
    loadComponent: () => import('./pages/statement').then((m) => m.Statement),
    resolve: ahead({
      texts: () => import('./pages/statement-texts').then((m) => m.statementTexts),
    }),
  })),
  {
    path: '**',
    component: NotFound,
  },
];
