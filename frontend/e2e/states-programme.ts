import type { State, StateContext } from './states.ts';

import { signIn } from './sign-in.ts';
import { fillTime, heading } from './steps.ts';
import { fill } from './texts.ts';

async function openPerformance(
  way: StateContext,
  role: 'admin' | 'box_office' = 'admin',
): Promise<void> {
  const { page, theatre, email } = way;
  const performance = await theatre.schedule({ seats: 10 });
  await theatre.reserve(performance, { email, seats: 4 });
  await signIn(page, theatre, role, `/office/performances/${performance}`);
  await heading(page, 'La locandiera').waitFor();
}

async function openRun({ page, texts, theatre }: StateContext): Promise<void> {
  await signIn(page, theatre, 'admin', '/office/performances/new');
  await heading(page, texts.officePerformances.schedule.heading).waitFor();
}

function list(name: string, address: string, title: (way: StateContext) => string): State {
  return {
    name,
    reach: async (way) => {
      await signIn(way.page, way.theatre, 'admin', address);
      await heading(way.page, title(way)).waitFor();
      await way.page.getByRole('table').waitFor();
    },
  };
}

/** The programme in the office, in every state that looks different. */
export const PROGRAMME_STATES: readonly State[] = [
  {
    name: 'office',
    reach: async ({ page, texts, theatre }) => {
      await signIn(page, theatre, 'admin', '/office/overview');
      await page.getByRole('link', { name: texts.office.overview.all }).waitFor();
    },
  },
  {
    name: 'office, menu',
    reach: async ({ page, texts, theatre }) => {
      await page.setViewportSize({ width: 360, height: 740 });
      await signIn(page, theatre, 'admin', '/office/overview');
      await page.getByRole('button', { name: texts.office.nav.menu }).click();
      await page.getByRole('link', { name: texts.office.nav.audit }).waitFor();
    },
  },
  list('office, shows', '/office/shows', ({ texts }) => texts.officeShows.list.heading),
  {
    name: 'office, a show',
    reach: async ({ page, theatre }) => {
      const id = await theatre.sql(`SELECT id FROM shows WHERE slug = 'la-locandiera'`);
      await signIn(page, theatre, 'admin', `/office/shows/${id}`);
      await heading(page, 'La locandiera').waitFor();
      await page.getByRole('img').first().waitFor();
    },
  },
  {
    name: 'office, a new show with errors',
    reach: async ({ page, texts, theatre }) => {
      await signIn(page, theatre, 'admin', '/office/shows/new');
      await page.getByRole('button', { name: texts.officeShows.page.create }).click();
      await page.getByText(texts.officeShows.wrong.titleMissing).waitFor();
    },
  },
  list('office, venues', '/office/venues', ({ texts }) => texts.officeVenues.list.heading),
  {
    name: 'office, a new venue with errors',
    reach: async ({ page, texts, theatre }) => {
      await signIn(page, theatre, 'admin', '/office/venues/new');
      const { fields, page: labels, wrong } = texts.officeVenues;
      await page.getByRole('textbox', { name: fields.position }).fill('x');
      await page.getByRole('button', { name: labels.save }).click();
      await page.getByText(wrong.position).waitFor();
    },
  },
  list(
    'office, performances',
    '/office/performances',
    ({ texts }) => texts.officePerformances.list.heading,
  ),
  { name: 'office, a performance', reach: (way) => openPerformance(way) },
  {
    name: 'office, a performance, read only',
    reach: (way) => openPerformance(way, 'box_office'),
  },
  {
    name: 'office, capacity below the held seats',
    reach: async (way) => {
      const { page, texts } = way;
      const { fields, overbook, page: labels } = texts.officePerformances;
      await openPerformance(way);
      await page.getByRole('spinbutton', { name: fields.capacity }).fill('3');
      await page.getByRole('button', { name: labels.save, exact: true }).click();
      await page.getByRole('dialog', { name: overbook.title }).waitFor();
    },
  },
  {
    name: 'office, new dates with errors',
    reach: async (way) => {
      const { page } = way;
      const { schedule } = way.texts.officePerformances;
      await openRun(way);
      for (const time of ['2027-03-28T02:30', '2027-10-31T02:30']) {
        await fillTime(page, way.texts, schedule.dateAndTime, time);
        await page.getByRole('button', { name: schedule.addSingle }).click();
      }
      await page.getByText(schedule.wrong.never).waitFor();
      await page.getByRole('button', { name: fill(schedule.remove, { number: 2 }) }).waitFor();
    },
  },
  {
    name: 'office, the calendar of new dates',
    reach: async (way) => {
      const { page, texts } = way;
      const { schedule } = texts.officePerformances;
      await openRun(way);
      const open = fill(texts.staff.dates.openCalendar, { field: schedule.dateAndTime });
      await page.getByRole('button', { name: open }).click();
      await page.getByRole('dialog').getByRole('gridcell').first().waitFor();
    },
  },
  {
    name: 'office, the first show',
    reach: async ({ page, texts, theatre }) => {
      await signIn(page, theatre, 'admin', '/office/first-show');
      await heading(page, texts.firstShow.title).waitFor();
      await page.getByRole('combobox', { name: texts.firstShow.which }).waitFor();
    },
  },
];
