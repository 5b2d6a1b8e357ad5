import type { Page } from '@playwright/test';

import type { Faults } from './faults.ts';
import { PROGRAMME_STATES } from './states-programme.ts';
import { RESERVATIONS_STATES } from './states-office-reservations.ts';
import { ACCOUNT_STATES } from './states-accounts.ts';
import { DOOR_STATES } from './states-door.ts';
import { book, bookButton, fillIn, heading, scanned, setSeats } from './steps.ts';
import { type Texts, beginning, count } from './texts.ts';
import type { Theatre } from './theatre.ts';

/** What a state needs to be reached. */
export interface StateContext {
  readonly page: Page;
  readonly texts: Texts;
  readonly theatre: Theatre;
  readonly email: string;
  readonly faults: Faults;
}

/** A page in one of its states. */
export interface State {
  readonly name: string;
  /** Opens the page in this state, and waits until it is shown. */
  readonly reach: (way: StateContext) => Promise<void>;
}

function at(name: string, address: string, title: (texts: Texts) => string | RegExp): State {
  return {
    name,
    reach: async ({ page, texts }) => {
      await page.goto(address);
      await heading(page, title(texts)).waitFor();
    },
  };
}

async function openForm({ page, texts, theatre }: StateContext, seats?: number): Promise<void> {
  await page.goto(`/performances/${await theatre.schedule(seats === undefined ? {} : { seats })}`);
  await heading(page, texts.booking.heading).waitFor();
}

async function openConfirmed(way: StateContext): Promise<string> {
  const { page, texts, theatre, email } = way;
  const { link, secret } = await theatre.reserve(await theatre.schedule(), { email, seats: 3 });
  await page.goto(link);
  await heading(page, texts.reservation.confirmed.heading).waitFor();
  await page.getByRole('img', { name: texts.reservation.door.picture }).first().waitFor();
  return secret;
}

function notBookable(
  name: string,
  wanted: Parameters<Theatre['schedule']>[0],
  title: (texts: Texts) => string,
): State {
  return {
    name,
    reach: async ({ page, texts, theatre }) => {
      await page.goto(`/performances/${await theatre.schedule(wanted)}`);
      await heading(page, title(texts)).waitFor();
      await page.getByRole('heading', { name: beginning(texts.site.otherDates.heading) }).waitFor();
    },
  };
}

/** Every page of the site and the door, in every state that looks different. */
export const STATES: readonly State[] = [
  at('home', '/', () => /./),
  at('shows', '/shows', (texts) => texts.site.shows.title),
  at('a show', '/shows/la-locandiera', () => 'La locandiera'),
  at('a show that is over', '/shows/aspettando-il-tram', () => /tram/),
  at('calendar', '/calendar', (texts) => texts.site.calendar.title),
  at('calendar of a month', '/calendar?view=month', (texts) => texts.site.calendar.title),
  at('venues', '/venues', (texts) => texts.site.venues.title),
  at('a venue', '/venues/chiostro-di-san-teodoro', () => 'Chiostro di San Teodoro'),
  at('a page of the company', '/pages/chi-siamo', () => 'Chi siamo'),
  at('privacy', '/privacy', () => /./),
  at('accessibility', '/accessibility', () => /./),
  {
    name: 'not found',
    reach: async ({ page, texts, faults }) => {
      faults.expect(/^404 GET \/nowhere$/);
      await page.goto('/nowhere');
      await heading(page, texts.site.states.notFoundTitle).waitFor();
    },
  },
  {
    name: 'menu',
    reach: async ({ page, texts }) => {
      await page.setViewportSize({ width: 360, height: 740 });
      await page.goto('/');
      await page.getByRole('button', { name: texts.site.nav.menu, exact: true }).click();
      await page.getByRole('button', { name: texts.site.nav.closeMenu }).waitFor();
    },
  },
  { name: 'booking', reach: (way) => openForm(way) },
  {
    name: 'booking, with errors',
    reach: async (way) => {
      const { page, texts, email } = way;
      await openForm(way);
      await fillIn(page, texts, { email: email.replace('@', '') });
      await page.getByText(texts.booking.more).click();
      await page.getByRole('textbox', { name: texts.booking.phone.label }).fill('x');
      await bookButton(page, texts, 2).click();
      await page.getByText(texts.booking.wrong.emailMalformed).waitFor();
    },
  },
  {
    name: 'booking, only the last seats left',
    reach: async (way) => {
      await openForm(way, 3);
      await setSeats(way.page, way.texts, 3);
      await way.page.getByText(count(way.texts.booking.seats.allThatIsLeft, 3)).waitFor();
    },
  },
  {
    name: 'booking, likely typing error',
    reach: async (way) => {
      await openForm(way);
      const box = way.page.getByRole('textbox', { name: way.texts.booking.email.label });
      await box.fill('anna@gmial.com');
      await box.blur();
      await way.page.getByRole('button', { name: way.texts.booking.email.correct }).waitFor();
    },
  },
  {
    name: 'booking, refused',
    reach: async (way) => {
      const { page, texts, theatre, email, faults } = way;
      faults.expect(/^409 POST /);
      const performance = await theatre.schedule({ seats: 6 });
      await page.goto(`/performances/${performance}`);
      await fillIn(page, texts, { email, seats: 4 });
      await theatre.book(performance, { email: `quicker-${email}`, seats: 4 });
      await bookButton(page, texts, 4).click();
      await page.getByRole('alert').getByRole('button').waitFor();
    },
  },
  {
    name: 'booked, waiting for confirmation',
    reach: async (way) => {
      await openForm(way);
      await book(way.page, way.texts, { email: way.email });
    },
  },
  {
    name: 'booked, confirmed elsewhere',
    reach: async (way) => {
      const { page, texts, theatre, email } = way;
      await openForm(way);
      await book(page, texts, { email });
      const secret = new URL(await theatre.linkTo(email)).hash.slice(1);
      await theatre.ask('POST', '/api/v1/reservation/confirm', { secret });
      await heading(page, texts.booking.held.titleConfirmed).waitFor();
    },
  },
  {
    name: 'booked, lapsed',
    reach: async (way) => {
      const { page, texts, theatre, email } = way;
      await openForm(way);
      await book(page, texts, { email });
      await theatre.expireHold(
        await theatre.sql(`SELECT id FROM reservations WHERE email = '${email}'`),
      );
      await heading(page, texts.booking.held.titleExpired).waitFor();
    },
  },
  notBookable('sold out', { seats: 0 }, (texts) => texts.booking.closed.soldOutTitle),
  notBookable(
    'not yet open',
    { opensIn: '2 days' },
    (texts) => texts.booking.closed.notYetOpenTitle,
  ),
  notBookable(
    'closed',
    { startsIn: '1 day', closesIn: '-1 hour' },
    (texts) => texts.booking.closed.closedTitle,
  ),
  {
    name: 'reservation, to be confirmed',
    reach: async ({ page, texts, theatre, email }) => {
      await theatre.book(await theatre.schedule(), { email });
      await page.goto(await theatre.linkTo(email));
      await heading(page, texts.reservation.pending.heading).waitFor();
    },
  },
  {
    name: 'reservation, lapsed',
    reach: async ({ page, texts, theatre, email }) => {
      const { id } = await theatre.book(await theatre.schedule(), { email });
      await theatre.expireHold(id);
      await page.goto(await theatre.linkTo(email));
      await heading(page, texts.reservation.expired.heading).waitFor();
    },
  },
  {
    name: 'reservation, seats taken',
    reach: async ({ page, texts, theatre, email }) => {
      const performance = await theatre.schedule({ seats: 3 });
      const { id } = await theatre.book(performance, { email });
      await theatre.expireHold(id);
      await theatre.book(performance, { email: `quicker-${email}` });
      await page.goto(await theatre.linkTo(email));
      await heading(page, texts.reservation.soldOut.heading).waitFor();
    },
  },
  {
    name: 'ticket',
    reach: async (way) => {
      await openConfirmed(way);
    },
  },
  {
    name: 'ticket, what is stored',
    reach: async (way) => {
      await openConfirmed(way);
      await way.page.getByText(way.texts.reservation.stored.heading).click();
      await way.page.getByText(way.email).first().waitFor();
    },
  },
  {
    name: 'ticket at the door',
    reach: async (way) => {
      await openConfirmed(way);
      await way.page.getByRole('button', { name: way.texts.reservation.door.open }).click();
      await way.page.getByRole('button', { name: way.texts.reservation.door.close }).waitFor();
    },
  },
  {
    name: 'ticket, changing seats',
    reach: async (way) => {
      await openConfirmed(way);
      await way.page.getByRole('button', { name: way.texts.reservation.seats.open }).click();
      await way.page.getByRole('spinbutton').waitFor();
    },
  },
  {
    name: 'ticket, cancelling',
    reach: async (way) => {
      await openConfirmed(way);
      await way.page.getByRole('button', { name: way.texts.reservation.cancel.open }).click();
      await way.page.getByRole('button', { name: way.texts.reservation.cancel.yes }).waitFor();
    },
  },
  {
    name: 'reservation, cancelled',
    reach: async (way) => {
      const { page, texts, theatre } = way;
      const secret = await openConfirmed(way);
      await theatre.ask('POST', '/api/v1/reservation/cancel', { secret });
      await page.reload();
      await heading(page, texts.reservation.cancelled.heading).waitFor();
    },
  },
  at('reservation, no link', '/reservation', (texts) => texts.reservation.missing.heading),
  at('reservation, wrong link', '/reservation#x', (texts) => texts.reservation.unknown.heading),
  {
    name: 'code of a ticket',
    reach: async (way) => {
      const { page, texts } = way;
      await openConfirmed(way);
      const picture = page.getByRole('img', { name: texts.reservation.door.picture }).first();
      await page.goto(await scanned(picture));
      await heading(page, texts.ticket.valid.heading).waitFor();
    },
  },
  at('no code of a ticket', '/t', (texts) => texts.ticket.missing.heading),
  ...DOOR_STATES,
];

/** The same of the office, which is used at a desk. */
export const OFFICE_STATES: readonly State[] = [
  ...PROGRAMME_STATES,
  ...RESERVATIONS_STATES,
  ...ACCOUNT_STATES,
];
