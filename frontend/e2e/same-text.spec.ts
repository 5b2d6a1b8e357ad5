import type { Page } from '@playwright/test';

import type { Theatre } from './theatre.ts';
import { expect, test } from './fixtures.ts';

/** A page in one of its states. */
interface State {
  readonly name: string;
  readonly address: string;
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
  { name: 'another show with dates', address: '/shows/sei-personaggi-in-cerca-d-autore' },
  { name: 'a show that is over', address: '/shows/aspettando-il-tram' },
  { name: 'calendar', address: '/calendar' },
  { name: 'venues', address: '/venues' },
  { name: 'a venue', address: '/venues/teatro-del-fanale' },
  { name: 'another venue', address: '/venues/chiostro-di-san-teodoro' },
  { name: 'a page of the company', address: '/pages/chi-siamo' },
  { name: 'privacy', address: '/privacy' },
  { name: 'accessibility', address: '/accessibility' },
  { name: 'not found', address: '/nowhere' },
];

/** What the pages are when no show is published. */
const EMPTY_PAGES: readonly State[] = [
  { name: 'home, nothing to come', address: '/' },
  { name: 'shows, none', address: '/shows' },
  { name: 'calendar, nothing to come', address: '/calendar' },
  { name: 'a venue, nothing to come', address: '/venues/teatro-del-fanale' },
];

/** Each state of the booking page, as a performance of its own. */
const BOOKING: readonly (Parameters<Theatre['schedule']>[0] & {
  name: string;
  set?: string;
})[] = [
  { name: 'open' },
  { name: 'few left', seats: 4 },
  { name: 'the last two', seats: 2 },
  { name: 'the last one', seats: 1 },
  { name: 'sold out', seats: 0 },
  { name: 'not yet open', opensIn: '2 days' },
  { name: 'closed', startsIn: '1 day', closesIn: '-1 hour' },
  { name: 'past', startsIn: '-10 days', opensIn: '-30 days' },
  { name: 'cancelled', set: 'cancelled_at = now()' },
  { name: 'moved', set: "moved_from = starts_at - interval '1 day'" },
];

/** Adds the performances that the states of the booking page need. */
async function bookingPages(theatre: Theatre): Promise<readonly State[]> {
  const states: State[] = [];
  for (const { name, set, ...wanted } of BOOKING) {
    const id = await theatre.schedule(wanted);
    if (set) await theatre.sql(`UPDATE performances SET ${set} WHERE id = '${id}'`);
    states.push({ name: `booking, ${name}`, address: `/performances/${id}` });
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
    'aside, form, fieldset, details, summary, button, label, input, time';
  const silent = 'script, style, noscript, template, svg';
  const spaces = /\s+/g;
  const page = html === undefined ? document : new DOMParser().parseFromString(html, 'text/html');
  const root = page.querySelector(html === undefined ? 'app-root' : '.first-paint');
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

async function compare(page: Page, reader: Page, states: readonly State[]): Promise<string[]> {
  const found: string[] = [];
  for (const { name, address } of states) {
    const answer = await page.goto(address);
    const html = (await answer?.text()) ?? '';
    await page.locator('app-root:not([hidden])').waitFor();
    const app = await page.evaluate(read, undefined);
    const server = await reader.evaluate(read, html);
    found.push(...differences(server, app).map((difference) => `${name}: ${difference}`));
  }
  return found;
}

test('the app says what the first HTML of each page says', async ({
  page,
  context,
  theatre,
  faults,
}) => {
  faults.expect(/^404 GET \/nowhere$/);
  const reader = await context.newPage();
  const booking = await bookingPages(theatre);
  const found = await compare(page, reader, [...booking, ...PAGES]);

  const published = await theatre.sql(
    "UPDATE shows SET publication = 'draft' WHERE publication = 'published' RETURNING id",
  );
  const ids = published.split('\n').map((id) => `'${id}'`);
  try {
    found.push(...(await compare(page, reader, EMPTY_PAGES)));
  } finally {
    await theatre.sql(`UPDATE shows SET publication = 'published' WHERE id IN (${ids.join()})`);
  }
  expect(found, found.join('\n')).toEqual([]);
});
