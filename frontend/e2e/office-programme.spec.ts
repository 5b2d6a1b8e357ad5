import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { deflateSync } from 'node:zlib';

import type { Locator, Page } from '@playwright/test';

import { signIn } from './sign-in.ts';
import { asTyped, choose, fillTime, heading } from './steps.ts';
import { type Texts, beginning, count, fill } from './texts.ts';
import { Theatre } from './theatre.ts';
import { expect, test } from './fixtures.ts';

const PICTURE = path.join(
  import.meta.dirname,
  '../../crates/bin/src/demo/posters/la-locandiera-480.webp',
);

let names = 0;

/** A title that no other test uses. */
function newTitle(): string {
  names += 1;
  return `Il giardino ${process.pid} ${names}`;
}

/** Creates a show without a poster and dates. */
async function writeShow(page: Page, texts: Texts, title: string): Promise<void> {
  const { fields, page: labels } = texts.officeShows;
  await page.getByRole('textbox', { name: fields.title, exact: true }).fill(title);
  await page.getByRole('button', { name: labels.create }).click();
  await expect(heading(page, title)).toBeVisible();
}

async function save(page: Page, texts: Texts): Promise<void> {
  await page.getByRole('button', { name: texts.officeShows.page.save, exact: true }).click();
  await expect(page.getByText(texts.officeShows.page.saved, { exact: true })).toBeVisible();
}

async function upload(
  page: Page,
  texts: Texts,
  file: { name: string; mimeType: string; buffer: Buffer },
): Promise<void> {
  const { choose, other } = texts.officeShows.poster;
  const picker = page.locator('input[type=file]');
  await expect(page.getByText(choose).or(page.getByText(other))).toBeVisible();
  await picker.setInputFiles(file);
}

function dialog(page: Page): Locator {
  return page.getByRole('dialog');
}

/** A blank square picture with this side in pixels (PNG, RFC 2083). */
function blankPicture(side: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    const named = Buffer.concat([Buffer.from(type), data]);
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc(named));
    return Buffer.concat([length, named, sum]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.writeUInt8(1, 8);
  const rows = Buffer.alloc(side * (1 + Math.ceil(side / 8)));
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function crc(bytes: Buffer): number {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return (sum ^ 0xffffffff) >>> 0;
}

test('a new show is published, and visitors find it', async ({
  page,
  texts,
  theatre,
  anotherVisitor,
}) => {
  const { officeShows: shows, officePerformances: performances } = texts;
  const title = newTitle();
  const slug = title.toLowerCase().replaceAll(' ', '-');
  await signIn(page, theatre, 'admin', '/office/shows');
  await page.getByRole('link', { name: shows.list.new }).click();

  await page.getByRole('textbox', { name: shows.fields.title, exact: true }).fill(title);
  await expect(page.getByRole('textbox', { name: shows.fields.slug })).toHaveValue(slug);
  await page
    .getByRole('textbox', { name: beginning(shows.fields.description) })
    .fill('## I ciliegi\n\nSi **vendono** <script>alert(1)</script>');
  const preview = page.getByRole('region', { name: shows.fields.description });
  await expect(preview.getByRole('heading', { name: 'I ciliegi' })).toBeVisible();
  await expect(preview.locator('script')).toHaveCount(0);
  await page.getByRole('button', { name: shows.page.create }).click();
  await expect(heading(page, title)).toBeVisible();

  const buffer = await readFile(PICTURE);
  await upload(page, texts, { name: 'giardino.webp', mimeType: 'image/webp', buffer });
  await page.getByRole('button', { name: shows.poster.send }).click();
  await expect(page.getByText(shows.poster.descriptionMissing)).toBeVisible();
  await page.getByRole('textbox', { name: shows.poster.description }).fill('Una chiave nera');
  await page.getByRole('button', { name: shows.poster.send }).click();
  await expect(page.getByRole('img', { name: 'Una chiave nera' })).toBeVisible();

  await page.getByRole('link', { name: shows.page.addDates }).click();
  await choose(page, performances.list.columns.venue, 'Teatro del Fanale');
  await page.getByRole('spinbutton', { name: performances.fields.capacity }).fill('40');
  await fillTime(page, texts, performances.schedule.dateAndTime, '2027-05-07T20:30');
  await page.getByRole('button', { name: performances.schedule.addSingle }).click();
  await page.getByRole('button', { name: count(performances.schedule.save, 1) }).click();
  await page.waitForURL(/\/office\/performances\?/);
  await expect(page.getByRole('table')).toContainText(texts.officeProgramme.state.hidden);

  await page.goto(`/office/shows`);
  await page.getByRole('searchbox').fill(title);
  await page.getByRole('link', { name: title }).click();
  await page.getByRole('button', { name: shows.publicationActs.published, exact: true }).click();
  await expect(page.getByText(shows.publicationDone.published, { exact: true })).toBeVisible();

  // Taken back, and published again
  await page.getByRole('button', { name: texts.controls.notices.undo }).click();
  await expect(page.getByText(shows.publicationDone.draft, { exact: true })).toBeVisible();
  await page.getByRole('button', { name: shows.publicationActs.published, exact: true }).click();
  await expect(page.getByText(shows.publicationDone.published, { exact: true })).toBeVisible();

  const visitor = await (await anotherVisitor()).newPage();
  await visitor.goto(`/shows/${slug}`);
  await expect(heading(visitor, title)).toBeVisible();
  await expect(visitor.getByRole('img', { name: 'Una chiave nera' }).first()).toBeVisible();
  await expect(
    visitor.getByRole('link', { name: texts.site.performance.book }).first(),
  ).toBeVisible();
});

test('dates across a daylight saving change can be scheduled, booked, rescheduled and cancelled', async ({
  page,
  texts,
  theatre,
  email,
}) => {
  const { schedule, list, fields, reschedule, cancel, counts, news } = texts.officePerformances;
  await signIn(page, theatre, 'admin', '/office/performances/new');
  await choose(page, list.columns.show, 'La locandiera');
  await choose(page, list.columns.venue, 'Teatro del Fanale');
  for (const button of await page.locator('.weekdays button').all()) await button.click();
  await page.getByRole('textbox', { name: schedule.from, exact: true }).fill(asTyped('2027-03-26'));
  await page.getByRole('textbox', { name: schedule.to, exact: true }).fill(asTyped('2027-03-30'));
  const weekly = page.getByRole('group', { name: schedule.weekly });
  await weekly.getByRole('combobox', { name: schedule.at, exact: true }).fill('20:30');
  await page.getByRole('button', { name: count(schedule.addThese, 5) }).click();

  // A time that does not exist
  await fillTime(page, texts, schedule.dateAndTime, '2027-03-28T02:30');
  await page.getByRole('button', { name: schedule.addSingle }).click();
  await expect(page.getByText(schedule.wrong.never)).toBeVisible();
  await page.getByRole('button', { name: fill(schedule.remove, { number: 3 }) }).click();
  await expect(page.getByText(schedule.wrong.never)).toBeHidden();

  // A time that is already scheduled
  await fillTime(page, texts, schedule.dateAndTime, '2027-03-27T20:30');
  await page.getByRole('button', { name: schedule.addSingle }).click();
  await expect(page.getByText(schedule.wrong.duplicate)).toBeVisible();
  await page.getByRole('button', { name: fill(schedule.remove, { number: 3 }) }).click();

  // A time that occurs twice
  await fillTime(page, texts, schedule.dateAndTime, '2027-10-31T02:30');
  await page.getByRole('button', { name: schedule.addSingle }).click();
  await page.getByRole('spinbutton', { name: fields.capacity }).fill('41');
  await page.getByRole('button', { name: count(schedule.save, 6) }).click();
  await expect(page.getByText(schedule.wrong.twice)).toBeVisible();
  await page.getByRole('radio', { name: fill(schedule.later, { offset: '+01:00' }) }).check();
  await page.getByRole('button', { name: count(schedule.save, 6) }).click();
  await page.waitForURL(/\/office\/performances\?/);

  const starts = await theatre.sql(`
    SELECT to_char(starts_at AT TIME ZONE 'UTC', 'MM-DD HH24:MI') FROM performances
    WHERE capacity = 41 ORDER BY starts_at`);
  expect(starts.split('\n')).toEqual([
    '03-26 19:30',
    '03-27 19:30',
    '03-28 18:30',
    '03-29 18:30',
    '03-30 18:30',
    '10-31 01:30',
  ]);

  const performance = await theatre.sql(
    `SELECT id FROM performances WHERE capacity = 41 AND starts_at = '2027-03-27T19:30Z'`,
  );
  await theatre.reserve(performance, { email, seats: 3, locale: 'it' });
  await page.goto(`/office/performances/${performance}`);
  await expect(page.getByText(counts.confirmed, { exact: true })).toBeVisible();

  await fillTime(page, texts, reschedule.to, '2027-03-28T02:30');
  await expect(page.getByText(schedule.wrong.never)).toBeVisible();
  await fillTime(page, texts, reschedule.to, '2027-04-02T21:00');
  const messageBox = page.locator('app-reschedule-box').getByLabel(news.message);
  await messageBox.fill('La sala era occupata.\nCi <b>vediamo</b> in aprile!');
  await page.getByRole('button', { name: reschedule.open }).click();
  await expect(dialog(page)).toContainText(count(texts.officePerformances.consequences.told, 1));
  await dialog(page).getByRole('button', { name: reschedule.yes }).click();
  await expect(page.getByText(reschedule.done, { exact: true })).toBeVisible();
  expect(await theatre.letterTo(email, 3)).toMatch(
    /2 aprile.*21:00.*> La sala era occupata\.\r?\n> Ci <b>vediamo<\/b> in aprile!/s,
  );
  await expect(messageBox).toHaveValue('');

  const cancelBox = page.locator('app-cancel-box').getByLabel(news.message);
  await expect(cancelBox).toHaveAccessibleDescription(news.cancelled);
  await cancelBox.fill('Torniamo in autunno.');
  await page.getByRole('button', { name: cancel.open }).click();
  await dialog(page).getByRole('textbox').fill('La protagonista ha la febbre');
  await dialog(page).getByRole('button', { name: cancel.yes }).click();
  await expect(dialog(page).getByRole('heading', { name: cancel.sureTitle })).toBeVisible();
  await dialog(page).getByRole('button', { name: cancel.sureYes }).click();
  await expect(page.getByText(cancel.done, { exact: true })).toBeVisible();
  const letter = await theatre.letterTo(email, 4);
  expect(letter).toContain('annullare la replica di «La locandiera»');
  expect(letter).toContain('> Torniamo in autunno.');
  expect(letter).not.toContain('febbre');
  await expect(page.getByText(texts.officePerformances.page.isCancelled)).toBeVisible();
  const { state } = texts.officeProgramme;
  await expect(page.getByText(state.cancelled, { exact: true })).toBeVisible();
  await expect(page.getByText(state.open, { exact: true })).toHaveCount(0);
  await expect(page.getByText(counts.available, { exact: true })).toHaveCount(0);
  // Not the link in the menu, which may have the same name
  await page
    .locator('app-performance-page')
    .getByRole('link', { name: texts.officePerformances.page.reservations, exact: true })
    .click();
  await expect(page.getByText(texts.reservations.dateCancelled, { exact: true })).toBeVisible();
});

test('a capacity below the held seats is shown before saving and takes nobody’s seat', async ({
  page,
  texts,
  theatre,
  email,
}) => {
  const { fields, consequences, overbook, counts, page: labels } = texts.officePerformances;
  const performance = await theatre.schedule({ seats: 10 });
  await theatre.reserve(performance, { email, seats: 4 });
  await theatre.book(performance, { email: `other-${email}`, seats: 3 });
  await signIn(page, theatre, 'admin', `/office/performances/${performance}`);

  await page.getByRole('spinbutton', { name: fields.capacity }).fill('5');
  const held = count(consequences.held, 2, { seats: count(consequences.seats, 7) });
  const overbooked = `${held} ${count(consequences.over, 2)}`;
  await expect(page.getByText(overbooked)).toBeVisible();
  await page.getByRole('button', { name: labels.save, exact: true }).click();
  await expect(dialog(page)).toContainText(overbooked);
  await dialog(page).getByRole('button', { name: texts.controls.confirm.no }).click();
  expect(await theatre.available(performance)).toBe(3);

  await page.getByRole('button', { name: labels.save, exact: true }).click();
  await dialog(page).getByRole('button', { name: overbook.yes }).click();
  await expect(page.getByText(labels.saved, { exact: true })).toBeVisible();
  await expect(page.getByText(counts.overbooked)).toBeVisible();
  expect(await theatre.available(performance)).toBe(0);
});

test('the second of two editors sees the changes of the first', async ({
  page,
  texts,
  theatre,
  faults,
  anotherVisitor,
}) => {
  faults.expect(/^412 PUT /);
  const { fields } = texts.officeShows;
  const title = newTitle();
  await signIn(page, theatre, 'admin', '/office/shows/new');
  await writeShow(page, texts, title);
  const address = new URL(page.url()).pathname;

  const other = await (await anotherVisitor()).newPage();
  await signIn(other, theatre, 'admin', address);
  await other.getByRole('textbox', { name: fields.subtitle }).fill('di Čechov');
  await save(other, texts);

  await page.getByRole('textbox', { name: fields.summary }).fill('Si vende il giardino.');
  await page.getByRole('button', { name: texts.officeShows.page.save, exact: true }).click();
  const conflict = page.getByRole('alert');
  await expect(conflict.getByRole('row', { name: fields.subtitle })).toContainText('di Čechov');
  await expect(conflict.getByRole('row', { name: fields.title, exact: true })).toHaveCount(0);
  await conflict.getByRole('button', { name: texts.controls.conflict.takeTheirs }).click();
  await expect(page.getByRole('textbox', { name: fields.subtitle })).toHaveValue('di Čechov');
  await page.getByRole('textbox', { name: fields.summary }).fill('Si vende il giardino.');
  await save(page, texts);
  await page.reload();
  await expect(page.getByRole('textbox', { name: fields.summary })).toHaveValue(
    'Si vende il giardino.',
  );
});

test('Save also sends the chosen poster, and leaving before that asks first', async ({
  page,
  texts,
  theatre,
}) => {
  const { poster, page: labels } = texts.officeShows;
  await signIn(page, theatre, 'admin', '/office/shows/new');
  await writeShow(page, texts, newTitle());
  const buffer = await readFile(PICTURE);
  await upload(page, texts, { name: 'giardino.webp', mimeType: 'image/webp', buffer });
  await expect(page.getByText(labels.unsaved)).toBeVisible();

  await page.getByRole('link', { name: labels.back }).click();
  await dialog(page).getByRole('button', { name: texts.controls.unsaved.stay }).click();
  await page.getByRole('button', { name: labels.save, exact: true }).click();
  await expect(page.getByText(poster.descriptionMissing)).toBeVisible();
  await page.getByRole('textbox', { name: poster.description }).fill('Una chiave d’oro');
  await save(page, texts);
  await expect(page.getByRole('img', { name: 'Una chiave d’oro' })).toBeVisible();
  await expect(page.getByText(labels.allSaved)).toBeVisible();

  // After saving there are no unsaved changes.
  await page.getByRole('link', { name: labels.addDates }).click();
  await page.getByRole('link', { name: texts.officePerformances.page.back }).click();
  await expect(page).toHaveURL(/\/office\/performances$/);
});

test('bad posters are refused with the reason, and nothing changes', async ({
  page,
  texts,
  theatre,
  faults,
}) => {
  faults.expect(/^422 PUT .*\/poster/);
  const { poster } = texts.officeShows;
  await signIn(page, theatre, 'admin', '/office/shows/new');
  await writeShow(page, texts, newTitle());

  const text = Buffer.from('Questa non è una locandina.');
  await upload(page, texts, { name: 'locandina.txt', mimeType: 'text/plain', buffer: text });
  await expect(page.getByText(poster.refused.type)).toBeVisible();
  await upload(page, texts, { name: 'locandina.png', mimeType: 'image/png', buffer: text });
  await expect(page.getByText(poster.refused.picture)).toBeVisible();
  const huge = Buffer.alloc(16 * 1024 * 1024);
  await upload(page, texts, { name: 'enorme.png', mimeType: 'image/png', buffer: huge });
  await expect(page.getByText(poster.refused.size)).toBeVisible();

  // A small file that decompresses to a huge picture
  const bomb = blankPicture(7_200);
  await upload(page, texts, { name: 'bomba.png', mimeType: 'image/png', buffer: bomb });
  await page.getByRole('textbox', { name: poster.description }).fill('Niente');
  await page.getByRole('button', { name: poster.send }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await page.reload();
  await expect(page.getByText(poster.choose)).toBeVisible();
});

test('a network failure keeps the input', async ({ page, texts, theatre, faults }) => {
  faults.expect(/ERR_FAILED PUT/);
  faults.allow(/ERR_FAILED|Failed to load/);
  const { fields, page: labels } = texts.officeShows;
  await signIn(page, theatre, 'admin', '/office/shows/new');
  await writeShow(page, texts, newTitle());
  await page.route('**/api/v1/admin/shows/*', (route) => route.abort());
  await page.getByRole('textbox', { name: fields.subtitle }).fill('di Čechov');
  await page.getByRole('button', { name: labels.save, exact: true }).click();
  await expect(page.getByRole('alert')).toContainText(texts.controls.sending.unreachable);
  await expect(page.getByRole('textbox', { name: fields.subtitle })).toHaveValue('di Čechov');

  await page.getByRole('link', { name: labels.back }).click();
  await dialog(page).getByRole('button', { name: texts.controls.unsaved.stay }).click();
  await page.unroute('**/api/v1/admin/shows/*');
  await save(page, texts);
});

test('box office staff can see performances but not change them', async ({
  page,
  isMobile,
  texts,
  theatre,
}) => {
  const { officePerformances: performances, office } = texts;
  const performance = await theatre.schedule();
  await signIn(page, theatre, 'box_office', '/office/overview');
  if (isMobile) await page.getByRole('button', { name: office.nav.menu }).click();
  const nav = page.getByRole('navigation', { name: office.nav.label });
  await expect(nav.getByRole('link', { name: office.nav.reservations })).toBeVisible();
  await expect(nav.getByRole('link', { name: office.nav.shows, exact: true })).toHaveCount(0);
  await nav.getByRole('link', { name: office.nav.performances }).click();
  await expect(heading(page, performances.list.heading)).toBeVisible();
  await expect(page.getByRole('link', { name: performances.list.new })).toHaveCount(0);

  await page.goto(`/office/performances/${performance}`);
  await expect(page.getByText(performances.page.onlyLook)).toBeVisible();
  await expect(page.getByRole('button', { name: performances.page.save })).toHaveCount(0);
  await page.goto('/office/shows');
  await expect(heading(page, texts.staff.forbidden.title)).toBeVisible();
});

test.describe('from an empty theatre', () => {
  const founder = { email: 'anna@example.org', password: 'una lanterna nel buio' };

  test('the first steps lead to a show that can be booked', async ({ page, texts }) => {
    test.slow();
    const theatre = await Theatre.openEmpty(founder);
    try {
      const { office, officeVenues: venues, officeShows: shows } = texts;
      const { officePerformances: performances } = texts;
      await page.goto(`${theatre.url}/sign-in`);
      await page.getByRole('textbox', { name: texts.staff.signIn.email }).fill(founder.email);
      await page.getByLabel(texts.staff.signIn.password, { exact: true }).fill(founder.password);
      await page.getByRole('button', { name: texts.staff.signIn.send, exact: true }).click();

      const steps = page.getByRole('region', { name: office.steps.heading });
      const follow = (step: 'venue' | 'show' | 'dates' | 'publish') =>
        steps
          .getByRole('link', { name: `${office.steps.go}: ${office.steps[step].title}` })
          .click();
      await follow('venue');
      await page.getByRole('textbox', { name: venues.fields.name, exact: true }).fill('Il Ridotto');
      await page.getByRole('textbox', { name: venues.fields.city }).fill('Torino');
      await page.getByRole('textbox', { name: venues.fields.position }).fill('45.0703, 7.6869');
      await expect(page.getByText(beginning(venues.page.found))).toBeVisible();
      await page.getByRole('spinbutton', { name: venues.fields.capacity }).fill('30');
      await page.getByRole('button', { name: venues.page.save }).click();
      await expect(heading(page, 'Il Ridotto')).toBeVisible();

      await page.goto(`${theatre.url}/office`);
      await follow('show');
      await writeShow(page, texts, 'Il gabbiano');
      await page.getByRole('link', { name: shows.page.addDates }).click();
      await expect(
        page.getByRole('spinbutton', { name: performances.fields.capacity }),
      ).toHaveValue('30');
      await fillTime(page, texts, performances.schedule.dateAndTime, '2027-05-07T20:30');
      await page.getByRole('button', { name: performances.schedule.addSingle }).click();
      await page.getByRole('button', { name: count(performances.schedule.save, 1) }).click();
      await page.waitForURL(/\/office\/performances\?/);

      await page.goto(`${theatre.url}/office`);
      await follow('publish');
      await page
        .getByRole('button', { name: shows.publicationActs.published, exact: true })
        .click();
      await expect(page.getByText(shows.publicationDone.published, { exact: true })).toBeVisible();
      await page.goto(`${theatre.url}/shows/il-gabbiano`);
      await expect(
        page.getByRole('link', { name: texts.site.performance.book }).first(),
      ).toBeVisible();
      // The server's page is visible; the app is still loading.
      await expect(page.locator('.server-page')).toHaveCount(0);
    } finally {
      await theatre.close();
    }
  });

  test('three steps lead to a show that can be booked', async ({ page, texts, faults }) => {
    test.slow();
    faults.expect(/ERR_FAILED POST/);
    faults.allow(/ERR_FAILED|Failed to load/);
    const theatre = await Theatre.openEmpty(founder);
    try {
      const { firstShow: steps, officeVenues: venues, officeShows: shows } = texts;
      const { schedule } = texts.officePerformances;
      await page.request.post(`${theatre.url}/api/v1/session`, { data: founder });
      await page.goto(`${theatre.url}/office`);
      await page.getByRole('link', { name: texts.office.steps.firstShow }).click();

      const next = page.getByRole('button', { name: steps.next });
      await next.click();
      await expect(page.getByText(venues.wrong.missing)).toBeVisible();
      await page.getByRole('textbox', { name: venues.fields.name }).fill('Il Ridotto');
      await page.getByRole('spinbutton', { name: venues.fields.capacity }).fill('30');
      await next.click();
      await page.getByRole('textbox', { name: shows.fields.title }).fill('Il gabbiano');
      await next.click();
      await fillTime(page, texts, schedule.dateAndTime, '2027-05-07T20:30');
      await page.getByRole('button', { name: schedule.addSingle }).click();

      // A lost answer creates nothing twice.
      await page.route('**/admin/performances', (route) => route.abort(), { times: 1 });
      await page.getByRole('button', { name: steps.finish }).click();
      await expect(page.getByText(texts.controls.sending.unreachable)).toBeVisible();
      await page.getByRole('button', { name: steps.finish }).click();
      await expect(page.getByText(fill(steps.done, { title: 'Il gabbiano' }))).toBeVisible();
      expect(
        await theatre.sql('SELECT (SELECT count(*) FROM venues), (SELECT count(*) FROM shows)'),
      ).toBe('1|1');
      await page.goto(`${theatre.url}/shows/il-gabbiano`);
      await expect(
        page.getByRole('link', { name: texts.site.performance.book }).first(),
      ).toBeVisible();
      await expect(page.locator('.server-page')).toHaveCount(0);
    } finally {
      // It may still be loading scripts.
      await page.goto('about:blank');
      await theatre.close();
    }
  });
});
