import type { Page } from '@playwright/test';

import type { Texts } from './texts.ts';
import type { Theatre } from './theatre.ts';
import { expect, test } from './fixtures.ts';

/** A page in one of its states. */
interface State {
  readonly name: string;
  readonly address: string;
  /** A line that shows that the page is in this state. */
  readonly says?: (texts: Texts) => string;
}

/** The text of a page, line by line. */
interface Said {
  readonly title: string;
  readonly page: readonly string[];
  /** The text of the booking form. The server's page has the first fields only. */
  readonly form: readonly string[];
}

const PAGES: readonly State[] = [
  { name: 'home', address: '/' },
  { name: 'shows', address: '/shows' },
  { name: 'a show with dates', address: '/shows/la-locandiera' },
  { name: 'another show with dates', address: '/shows/sei-personaggi' },
  { name: 'a show that is over', address: '/shows/aspettando-il-tram' },
  { name: 'calendar', address: '/calendar' },
  { name: 'venues', address: '/venues' },
  { name: 'a venue', address: '/venues/teatro-del-fanale' },
  { name: 'another venue', address: '/venues/chiostro-di-san-teodoro' },
  { name: 'a page of the company', address: '/pages/chi-siamo' },
  { name: 'another page of the company', address: '/pages/contatti' },
  { name: 'privacy', address: '/privacy' },
  { name: 'accessibility', address: '/accessibility' },
  { name: 'not found', address: '/nowhere' },
];

/** Pages when no show is published. */
const EMPTY_PAGES: readonly State[] = [
  { name: 'home, nothing to come', address: '/', says: (texts) => texts.site.home.dark },
  { name: 'shows, none', address: '/shows', says: (texts) => texts.site.shows.none },
  {
    name: 'calendar, nothing to come',
    address: '/calendar',
    says: (texts) => texts.site.calendar.none,
  },
  {
    name: 'a venue, nothing to come',
    address: '/venues/teatro-del-fanale',
    says: (texts) => texts.site.venues.noneHere,
  },
];

/** A state of the booking page, with the performance that is in it. */
interface BookingState extends Omit<State, 'address'> {
  readonly performance?: Parameters<Theatre['schedule']>[0];
  /** What else is set, in SQL. */
  readonly set?: string;
}

const BOOKING: readonly BookingState[] = [
  { name: 'open' },
  { name: 'few left', performance: { seats: 4 } },
  { name: 'the last two', performance: { seats: 2 } },
  { name: 'the last one', performance: { seats: 1 } },
  {
    name: 'sold out',
    performance: { seats: 0 },
    says: (texts) => texts.booking.closed.soldOutTitle,
  },
  {
    name: 'not yet open',
    performance: { opensIn: '2 days' },
    says: (texts) => texts.booking.closed.notYetOpenTitle,
  },
  {
    name: 'closed',
    performance: { startsIn: '1 day', closesIn: '-1 hour' },
    says: (texts) => texts.booking.closed.closedTitle,
  },
  {
    name: 'past',
    performance: { startsIn: '-10 days', opensIn: '-30 days' },
    says: (texts) => texts.booking.closed.pastTitle,
  },
  {
    name: 'cancelled',
    set: 'cancelled_at = now()',
    says: (texts) => texts.booking.closed.cancelledTitle,
  },
  { name: 'rescheduled', set: "previous_start = starts_at - interval '1 day'" },
];

/** Adds the performances that the states of the booking page need. */
async function bookingPages(theatre: Theatre): Promise<readonly State[]> {
  const states: State[] = [];
  for (const { name, performance, set, ...state } of BOOKING) {
    const id = await theatre.schedule(performance);
    if (set) await theatre.sql(`UPDATE performances SET ${set} WHERE id = '${id}'`);
    states.push({ ...state, name: `booking, ${name}`, address: `/performances/${id}` });
  }
  return states;
}

/**
 * Reads what a page says, in a browser: the first HTML that is given, or else the app on the page.
 * Names that only screen readers hear count as well.
 */
function read(html: string | undefined): Said {
  const blocks =
    'p, div, li, ol, ul, dl, dt, dd, h1, h2, h3, main, nav, header, footer, section, article, ' +
    'aside, form, fieldset, details, summary, label, input, time';
  const silent = 'script, style, noscript, template, svg, .why-it-stays';
  const spaces = /\s+/g;
  const page = html === undefined ? document : new DOMParser().parseFromString(html, 'text/html');
  const root = page.querySelector(html === undefined ? 'app-root' : '.server-page');
  const textOf = (node: Node, without?: Element): string => {
    if (node === without) return '\n';
    if (node.nodeType === Node.TEXT_NODE) return (node.textContent ?? '').replace(spaces, ' ');
    const element = node as Element;
    if (node.nodeType !== Node.ELEMENT_NODE || element.matches(silent)) return '';
    const edge = element.matches(blocks) ? '\n' : ' ';
    const names = ['aria-label', 'alt'].map((name) => element.getAttribute(name));
    const heard = names.map((name) => (name ? `\n[${name}]\n` : '')).join('');
    const inside = [...element.childNodes].map((child) => textOf(child, without)).join('');
    return edge + heard + inside + edge;
  };
  const linesOf = (node: Node | null, without?: Element): string[] =>
    (node ? textOf(node, without) : '')
      .split('\n')
      .map((line) => line.replace(spaces, ' ').trim())
      .filter((line) => line !== '');
  const form = root?.querySelector('app-booking-form') ?? undefined;
  return { title: page.title, page: linesOf(root, form), form: linesOf(form ?? null) };
}

/** How what the app says differs from what the server said. */
function differences(server: Said, app: Said): string[] {
  const differing: string[] = [];
  if (server.title !== app.title) {
    differing.push(`title: the server says “${server.title}”, the app “${app.title}”`);
  }
  const missing = without(server.page, app.page);
  const added = without(app.page, server.page);
  differing.push(...missing.map((line) => `only the server says “${line}”`));
  differing.push(...added.map((line) => `only the app says “${line}”`));
  if (missing.length + added.length === 0) {
    const place = server.page.findIndex((line, index) => line !== app.page[index]);
    if (place >= 0) differing.push(`the app says “${server.page[place]}” in another place`);
  }
  let place = 0;
  for (const line of server.form) {
    const found = app.form.indexOf(line, place);
    if (found < 0) differing.push(`the form of the app does not say “${line}” there`);
    else place = found + 1;
  }
  if (server.page.length === 0) differing.push('the server says nothing');
  return differing;
}

/** The lines that are not among the others, counted one by one. */
function without(lines: readonly string[], others: readonly string[]): string[] {
  const left = [...others];
  return lines.filter((line) => {
    const place = left.indexOf(line);
    if (place >= 0) left.splice(place, 1);
    return place < 0;
  });
}

/** Looks at the pages one after the other, and says how what they say differs. */
async function compare(
  page: Page,
  reader: Page,
  texts: Texts,
  states: readonly State[],
): Promise<string[]> {
  const found: string[] = [];
  for (const { name, address, says } of states) {
    const answer = await page.goto(address);
    const html = (await answer?.text()) ?? '';
    await page.locator('app-root:not([hidden])').waitFor();
    const app = await page.evaluate(read, undefined);
    const server = await reader.evaluate(read, html);
    const differing = differences(server, app);
    const line = says?.(texts);
    if (line !== undefined && !server.page.includes(line)) {
      differing.push(`the server does not say “${line}”`);
    }
    found.push(...differing.map((difference) => `${name}: ${difference}`));
  }
  return found;
}

test('the app says what the first HTML of each page says', async ({
  page,
  context,
  texts,
  theatre,
  faults,
}) => {
  faults.expect(/^404 GET \/nowhere$/);
  const reader = await context.newPage();
  const booking = await bookingPages(theatre);
  const found = await compare(page, reader, texts, [...booking, ...PAGES]);

  const published = await theatre.sql(
    "UPDATE shows SET publication = 'draft' WHERE publication = 'published' RETURNING id",
  );
  const ids = published.split('\n').map((id) => `'${id}'`);
  try {
    found.push(...(await compare(page, reader, texts, EMPTY_PAGES)));
  } finally {
    await theatre.sql(`UPDATE shows SET publication = 'published' WHERE id IN (${ids.join()})`);
  }
  expect(found, found.join('\n')).toEqual([]);
});
