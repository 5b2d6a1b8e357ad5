import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

import type { Locator, Page } from '@playwright/test';

import { signIn } from './sign-in.ts';
import {
  type BoxOffice,
  bookButton,
  guestField,
  rejectLatestMessage,
  dialog,
  openActions,
  openNew,
  openReservation,
} from './box-office.ts';
import { choose, heading } from './steps.ts';
import { count, fill } from './texts.ts';
import type { Theatre } from './theatre.ts';
import { expect, test } from './fixtures.ts';

/** The code in the focused heading after a booking. */
async function codeReadOut({ page, texts }: BoxOffice): Promise<string> {
  const title = heading(page, new RegExp(`^${texts.reservations.code}`));
  await expect(title).toBeFocused();
  return (await title.textContent())!.replace(`${texts.reservations.code}:`, '').trim();
}

/** The number of messages about a reservation. */
function messages(theatre: Theatre, reservation: string): Promise<string> {
  return theatre.sql(`SELECT count(*) FROM outbox WHERE reservation_id = '${reservation}'`);
}

/** The option of a performance in the open list. */
function choiceOf(page: Page, performance: string): Locator {
  return page.locator(`#performance-${performance}`);
}

/** Chooses a file from the menu and returns the download. */
async function downloaded({ page, texts }: BoxOffice, file: string): Promise<Buffer> {
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: texts.reservations.takeAlong.title }).click();
  await page.getByRole('menuitem', { name: file, exact: true }).click();
  return readFile(await (await coming).path());
}

test('a caller with an e-mail address gets a working ticket by mail', async ({
  page,
  texts,
  theatre,
  email,
}) => {
  const boxOffice = { page, texts, theatre };
  const performance = await theatre.schedule();
  await openNew(boxOffice, performance);
  await guestField(boxOffice, 'name').fill('Nicolò Ferrari');
  await guestField(boxOffice, 'email').fill(email);
  await page.getByRole('button', { name: texts.booking.seats.more }).click();
  await bookButton(boxOffice, 3).click();
  const code = await codeReadOut(boxOffice);
  await expect(page.getByRole('main')).toContainText(email);
  expect(await theatre.available(performance)).toBe(47);
  await page.goto(await theatre.linkTo(email));
  await expect(heading(page, texts.reservation.confirmed.heading)).toBeVisible();
  await expect(page.getByText(code).first()).toBeVisible();
});

test('a caller without an address gets a code, and the form is ready for the next caller', async ({
  page,
  texts,
  theatre,
  email,
}) => {
  const boxOffice = { page, texts, theatre };
  const performance = await theatre.schedule();
  await openNew(boxOffice, performance);
  await guestField(boxOffice, 'name').fill(`Teresa ${email}`);
  await guestField(boxOffice, 'name').press('Enter');
  const code = await codeReadOut(boxOffice);
  const written = `SELECT code, source, status, email IS NULL FROM reservations
    WHERE name = 'Teresa ${email}'`;
  expect(await theatre.sql(written)).toBe(`${code}|office|confirmed|t`);

  await page.getByRole('button', { name: texts.reservations.create.next }).click();
  await expect(guestField(boxOffice, 'name')).toBeFocused();
  const which = page.getByRole('combobox', { name: texts.reservations.create.which });
  await expect(which).toHaveValue(/La locandiera$/);
  await guestField(boxOffice, 'name').fill(`Ugo ${email}`);
  await bookButton(boxOffice).click();
  expect(await codeReadOut(boxOffice)).not.toBe(code);
  expect(await theatre.available(performance)).toBe(46);
});

test('two clicks book once', async ({ page, texts, theatre, email }) => {
  const boxOffice = { page, texts, theatre };
  await openNew(boxOffice, await theatre.schedule());
  await guestField(boxOffice, 'name').fill(`Anna ${email}`);
  await bookButton(boxOffice).dblclick();
  await codeReadOut(boxOffice);
  const booked = `SELECT count(*) FROM reservations WHERE name = 'Anna ${email}'`;
  expect(await theatre.sql(booked)).toBe('1');
});

test('a retry after a lost answer does not book twice', async ({
  page,
  texts,
  theatre,
  email,
  faults,
}) => {
  faults.expect(/^net::ERR_FAILED POST .*\/reservations$/);
  const boxOffice = { page, texts, theatre };
  await openNew(boxOffice, await theatre.schedule());
  await page.route(
    '**/admin/reservations',
    async (route) => {
      await route.fetch();
      await route.abort();
    },
    { times: 1 },
  );
  await guestField(boxOffice, 'name').fill(`Anna ${email}`);
  await bookButton(boxOffice).click();
  await expect(page.getByText(texts.controls.sending.unreachable)).toBeVisible();
  await bookButton(boxOffice).click();
  await codeReadOut(boxOffice);
  const booked = `SELECT count(*) FROM reservations WHERE name = 'Anna ${email}'`;
  expect(await theatre.sql(booked)).toBe('1');
});

test('a refused booking says how many seats are left', async ({
  page,
  texts,
  theatre,
  email,
  faults,
}) => {
  faults.expect(/^409 POST /);
  const boxOffice = { page, texts, theatre };
  const performance = await theatre.schedule({ seats: 3 });
  await openNew(boxOffice, performance);
  await guestField(boxOffice, 'name').fill('Anna Bianchi');
  await theatre.book(performance, { email });
  await bookButton(boxOffice).click();
  const why = count(texts.reservations.refused.fewerLeft, 1);
  await expect(page.getByRole('alert')).toContainText(why);
  await expect(guestField(boxOffice, 'name')).toHaveValue('Anna Bianchi');
  await page.getByRole('button', { name: texts.booking.seats.fewer }).click();
  await bookButton(boxOffice, 1).click();
  await codeReadOut(boxOffice);
});

test('an expired session keeps the input', async ({
  page,
  context,
  texts,
  theatre,
  email,
  faults,
}) => {
  faults.expect(/^401 /);
  const boxOffice = { page, texts, theatre };
  await openNew(boxOffice, await theatre.schedule());
  await guestField(boxOffice, 'name').fill(`Anna ${email}`);
  await context.clearCookies();
  await bookButton(boxOffice).click();
  const again = dialog(page);
  await again.waitFor();
  const { email: address, password } = await theatre.credentials('box_office');
  await again.getByRole('textbox', { name: texts.staff.signIn.email }).fill(address);
  await again.getByLabel(texts.staff.signIn.password, { exact: true }).fill(password);
  await again.getByRole('button', { name: texts.staff.signIn.send, exact: true }).click();
  await expect(again).toBeHidden();
  await bookButton(boxOffice).click();
  await codeReadOut(boxOffice);
});

test('search finds a part of a name without accents, and Back repeats it', async ({
  page,
  texts,
  theatre,
  email,
}) => {
  const mark = email.split('@')[0]!;
  const name = `Nicolò Ferràri ${mark}`;
  await theatre.reserve(await theatre.schedule(), { email, name });
  await signIn(page, theatre, 'box_office', '/office/reservations');
  const search = page.getByRole('searchbox', { name: texts.reservations.filters.search });
  await search.fill(`nicolo ferrari ${mark}`);
  await expect(page).toHaveURL(/search=nicolo/);
  await expect(search).toBeFocused();
  await page.getByRole('link', { name, exact: true }).click();
  await expect(heading(page, name)).toBeVisible();
  await page.goBack();
  await expect(search).toHaveValue(`nicolo ferrari ${mark}`);
  await expect(page.getByRole('link', { name, exact: true })).toBeVisible();
  await page.goBack();
  await expect(search).toHaveValue('');
});

test('the list can be filtered and sorted', async ({ page, texts, theatre, email }) => {
  const performance = await theatre.schedule();
  await theatre.reserve(performance, { email, name: 'Berta Bruni', seats: 4 });
  const other = `other-${email}`;
  const { id } = await theatre.book(performance, { email: other, name: 'Aldo Aiello' });
  await theatre.sql(`
    UPDATE reservations SET access_needs = '{wheelchair_place}' WHERE id = '${id}'`);
  const to = `/office/reservations?performance=${performance}&sort=-name`;
  await signIn(page, theatre, 'box_office', to);
  const { filters, statuses } = texts.reservations;
  const names = page.getByRole('rowheader').getByRole('link');
  await expect(names).toHaveText(['Berta Bruni', 'Aldo Aiello']);

  const needs = page.getByRole('option', { name: filters.needs });
  await needs.click();
  await expect(names).toHaveText(['Aldo Aiello']);
  await expect(needs).toHaveAttribute('aria-selected', 'true');
  await needs.click();
  await expect(names).toHaveCount(2);
  await choose(page, filters.status, statuses.confirmed);
  await expect(names).toHaveText(['Berta Bruni']);
  await page.getByRole('button', { name: filters.clear }).click();
  await expect(page).toHaveURL(/reservations\?sort=-name$/);
});

test('a reservation can be confirmed from the list', async ({ page, texts, theatre, email }) => {
  const boxOffice = { page, texts, theatre };
  const performance = await theatre.schedule();
  const { id } = await theatre.book(performance, { email, name: 'Carla Conti' });
  const to = `/office/reservations?performance=${performance}`;
  await signIn(page, theatre, 'box_office', to);
  const { confirm } = texts.reservations.acts;
  await openActions(boxOffice, 'Carla Conti');
  await page.getByRole('menuitem', { name: confirm.short }).click();
  await dialog(page).getByRole('button', { name: confirm.yes, exact: true }).click();
  const done = fill(confirm.done, { name: 'Carla Conti' });
  await expect(page.getByText(done)).toBeVisible();
  await expect(page.getByText(texts.reservations.statuses.confirmed).last()).toBeVisible();
  expect(await theatre.sql(`SELECT status FROM reservations WHERE id = '${id}'`)).toBe('confirmed');
  await theatre.letterTo(email, 2);
});

test('a mistyped address can be found and corrected, and the mail sent again', async ({
  page,
  texts,
  theatre,
  email,
}) => {
  const boxOffice = { page, texts, theatre };
  const performance = await theatre.schedule();
  const wrong = `wrong-${email}`;
  const { id } = await theatre.reserve(performance, { email: wrong, name: 'Dario Doria' });
  await rejectLatestMessage(theatre, id);
  const { filters, acts, mails, undelivered } = texts.reservations;
  const to = `/office/reservations?performance=${performance}&mail=failed`;
  await signIn(page, theatre, 'box_office', to);
  const isChosen = page.getByRole('option', { name: filters.mail, selected: true });
  await expect(isChosen).toBeVisible();
  await openActions(boxOffice, 'Dario Doria');
  await page.getByRole('menuitem', { name: acts.correct.short }).click();
  await guestField(boxOffice, 'email').fill(email);
  await dialog(page).getByRole('button', { name: acts.correct.yes }).click();
  await expect(page.getByText(acts.correct.doneAndMailed)).toBeVisible();
  await expect(page.getByText(mails.problems.noMailbox)).toBeVisible();
  await expect(page.getByText(fill(undelivered, { email }))).toBeHidden();
  const history = page.getByRole('region', { name: texts.reservations.history.title });
  await expect(history).toContainText(texts.reservations.history.data.email);
  await page.goto(await theatre.linkTo(email));
  await expect(heading(page, texts.reservation.confirmed.heading)).toBeVisible();
});

test('changing seats shows the effect first', async ({ page, texts, theatre, email }) => {
  const performance = await theatre.schedule({ seats: 5 });
  const { id } = await theatre.reserve(performance, { email });
  await openReservation({ page, texts, theatre }, id);
  const { seats } = texts.reservations.acts;
  await page.getByRole('button', { name: seats.open }).click();
  const question = dialog(page);
  const more = question.getByRole('button', { name: texts.booking.seats.more });
  await more.click();
  await more.click();
  await expect(question).toContainText(count(seats.left, 1));
  await question.getByRole('button', { name: seats.yes, exact: true }).click();
  const four = count(texts.reservations.seats, 4);
  await expect(page.getByText(fill(seats.done, { seats: four }))).toBeVisible();
  await expect(page.getByRole('strong').filter({ hasText: four })).toBeVisible();
  expect(await theatre.available(performance)).toBe(1);
});

test('seats that are taken meanwhile are not given twice', async ({
  page,
  texts,
  theatre,
  email,
  faults,
}) => {
  faults.expect(/^409 PATCH /);
  const performance = await theatre.schedule({ seats: 5 });
  const { id } = await theatre.reserve(performance, { email });
  await openReservation({ page, texts, theatre }, id);
  const { acts, refused } = texts.reservations;
  await page.getByRole('button', { name: acts.seats.open }).click();
  const question = dialog(page);
  await question.getByText(count(acts.seats.left, 3)).waitFor();
  const more = question.getByRole('button', { name: texts.booking.seats.more });
  await more.click();
  await more.click();
  await theatre.book(performance, { email: `quicker-${email}`, seats: 2 });
  await question.getByRole('button', { name: acts.seats.yes, exact: true }).click();
  await expect(question.getByRole('alert')).toContainText(count(refused.fewerLeft, 1));
  expect(await theatre.available(performance)).toBe(1);
});

test('a transfer changes the house and notifies the guest', async ({
  page,
  texts,
  theatre,
  email,
}) => {
  const [from, to] = [await theatre.schedule(), await theatre.schedule({ startsIn: '2 hours' })];
  const full = await theatre.schedule({ seats: 1, startsIn: '3 hours' });
  const { id } = await theatre.reserve(from, { email });
  await openReservation({ page, texts, theatre }, id);
  const { transfer } = texts.reservations.acts;
  await page.getByRole('button', { name: transfer.open }).click();
  await dialog(page).getByRole('combobox', { name: transfer.where }).click();
  await expect(choiceOf(page, full)).toBeDisabled();
  await choiceOf(page, to).click();
  await dialog(page).getByRole('button', { name: transfer.yes, exact: true }).click();
  await expect(page.getByText(transfer.done)).toBeVisible();
  expect(await theatre.available(from)).toBe(50);
  expect(await theatre.available(to)).toBe(48);
  await page.goto(await theatre.linkTo(email, 3));
  await expect(heading(page, texts.reservation.confirmed.heading)).toBeVisible();
});

test('a transfer to a house that has filled up is refused', async ({
  page,
  texts,
  theatre,
  email,
  faults,
}) => {
  faults.expect(/^409 POST /);
  const [from, to] = [
    await theatre.schedule(),
    await theatre.schedule({ seats: 2, startsIn: '1 hour' }),
  ];
  const { id } = await theatre.reserve(from, { email });
  await openReservation({ page, texts, theatre }, id);
  const { acts, refused } = texts.reservations;
  await page.getByRole('button', { name: acts.transfer.open }).click();
  await dialog(page).getByRole('combobox', { name: acts.transfer.where }).click();
  await choiceOf(page, to).click();
  // Another booking is faster, and the page does not know it yet.
  await page.route('**/move', async (route) => {
    await theatre.book(to, { email: `quicker-${email}` });
    await route.continue();
  });
  await dialog(page).getByRole('button', { name: acts.transfer.yes, exact: true }).click();
  await expect(dialog(page).getByRole('alert')).toContainText(refused.soldOut);
  expect(await theatre.available(from)).toBe(48);
});

test('a cancellation notifies the guest', async ({ page, texts, theatre, email }) => {
  const performance = await theatre.schedule();
  const { id } = await theatre.reserve(performance, { email, name: 'Elsa Elmi' });
  await openReservation({ page, texts, theatre }, id);
  const { cancel } = texts.reservations.acts;
  await page.getByRole('button', { name: cancel.open }).click();
  await expect(dialog(page)).toContainText(count(cancel.text, 2));
  await dialog(page).getByRole('button', { name: cancel.yes, exact: true }).click();
  await expect(page.getByText(cancel.doneAndTold)).toBeVisible();
  expect(await theatre.available(performance)).toBe(50);
  await theatre.letterTo(email, 3);
});

test('a reservation can be cancelled without a message', async ({
  page,
  texts,
  theatre,
  email,
}) => {
  const { id } = await theatre.reserve(await theatre.schedule(), { email });
  const before = await messages(theatre, id);
  await openReservation({ page, texts, theatre }, id);
  const { cancel } = texts.reservations.acts;
  await page.getByRole('button', { name: cancel.open }).click();
  await page.getByRole('checkbox', { name: fill(cancel.tell, { email }) }).uncheck();
  await dialog(page).getByRole('button', { name: cancel.yes, exact: true }).click();
  await expect(page.getByText(cancel.done)).toBeVisible();
  expect(await messages(theatre, id)).toBe(before);
});

test('of two people who correct a guest, the second sees the difference', async ({
  page,
  anotherVisitor,
  texts,
  theatre,
  email,
}) => {
  const { id } = await theatre.reserve(await theatre.schedule(), { email, name: 'Fausto Fini' });
  const first = { page, texts, theatre };
  const second = { page: await (await anotherVisitor()).newPage(), texts, theatre };
  const { acts } = texts.reservations;
  for (const boxOffice of [first, second]) {
    await openReservation(boxOffice, id);
    await boxOffice.page.getByRole('button', { name: acts.correct.open, exact: true }).click();
  }
  await guestField(first, 'name').fill('Fausto Finn');
  await dialog(first.page).getByRole('button', { name: acts.correct.yes }).click();
  await expect(first.page.getByText(acts.correct.done)).toBeVisible();

  await guestField(second, 'name').fill('Fausta Fini');
  await dialog(second.page).getByRole('button', { name: acts.correct.yes }).click();
  const conflict = dialog(second.page).getByRole('alert');
  await expect(conflict).toContainText('Fausto Finn');
  await expect(conflict).toContainText('Fausta Fini');
  expect(await theatre.sql(`SELECT name FROM reservations WHERE id = '${id}'`)).toBe('Fausto Finn');
  await conflict.getByRole('button', { name: texts.controls.conflict.keepMine }).click();
  await expect(heading(second.page, 'Fausta Fini')).toBeVisible();
});

test('an edit of a cancelled reservation is refused and says so', async ({
  page,
  anotherVisitor,
  texts,
  theatre,
  email,
  faults,
}) => {
  // The version has changed, and the reservation can no longer be edited.
  faults.expect(/^412 PATCH /);
  faults.expect(/^409 PATCH /);
  const { id } = await theatre.reserve(await theatre.schedule(), { email });
  const [first, second] = [page, await (await anotherVisitor()).newPage()];
  const { acts, refused, statuses } = texts.reservations;
  for (const one of [first, second]) await openReservation({ page: one, texts, theatre }, id);
  await second.getByRole('button', { name: acts.seats.open }).click();
  await first.getByRole('button', { name: acts.cancel.open }).click();
  await dialog(first).getByRole('button', { name: acts.cancel.yes, exact: true }).click();
  await expect(first.getByText(acts.cancel.doneAndTold)).toBeVisible();
  await dialog(second).getByRole('button', { name: texts.booking.seats.fewer }).click();
  await dialog(second).getByRole('button', { name: acts.seats.yes, exact: true }).click();
  await expect(dialog(second).getByRole('alert')).toContainText(refused.cancelled);
  await second.keyboard.press('Escape');
  await expect(second.getByText(statuses.cancelled, { exact: true })).toBeVisible();
});

test('a network failure keeps the input', async ({ page, texts, theatre, email, faults }) => {
  faults.expect(/^net::ERR_FAILED PATCH /);
  faults.allow(/^net::ERR_FAILED GET /);
  const { id } = await theatre.reserve(await theatre.schedule(), { email });
  await openReservation({ page, texts, theatre }, id);
  const { seats } = texts.reservations.acts;
  await page.getByRole('button', { name: seats.open }).click();
  const question = dialog(page);
  await question.getByRole('button', { name: texts.booking.seats.more }).click();
  const there = `**/admin/reservations/${id}`;
  await page.route(there, (route) => route.abort());
  await question.getByRole('button', { name: seats.yes, exact: true }).click();
  await expect(question.getByRole('alert')).toContainText(texts.controls.sending.unreachable);
  await expect(question.getByRole('spinbutton')).toHaveValue('3');
  await page.unroute(there);
  await question.getByRole('button', { name: seats.yes, exact: true }).click();
  const three = count(texts.reservations.seats, 3);
  await expect(page.getByText(fill(seats.done, { seats: three }))).toBeVisible();
});

test('the CSV file contains no formula', async ({ page, texts, theatre, email }) => {
  const performance = await theatre.schedule();
  const name = '=HYPERLINK("A1")';
  await theatre.reserve(performance, { email, name });
  await theatre.reserve(await theatre.schedule(), { email: `other-${email}` });
  const to = `/office/reservations?performance=${performance}`;
  await signIn(page, theatre, 'box_office', to);
  const table = (
    await downloaded({ page, texts, theatre }, texts.reservations.takeAlong.csv)
  ).toString();
  expect(table).toContain(`"'${name.replaceAll('"', '""')}"`);
  expect(table).toContain(email);
  expect(table).not.toContain(`other-${email}`);
});

test('the door list has names, codes and seats', async ({ page, texts, theatre, email }) => {
  const performance = await theatre.schedule();
  const { code } = await theatre.reserve(performance, { email, name: 'Gina Galli', seats: 3 });
  const to = `/office/reservations?performance=${performance}`;
  await signIn(page, theatre, 'box_office', to);
  const printed = async (link: string): Promise<string> => {
    const pdf = await downloaded({ page, texts, theatre }, link);
    const reading = promisify(execFile)('pdftotext', ['-layout', '-', '-'], { encoding: 'utf8' });
    reading.child.stdin?.end(pdf);
    return (await reading).stdout;
  };
  const byName = await printed(texts.reservations.takeAlong.pdf);
  expect(byName).toContain('Gina Galli');
  expect(byName).toContain(code);
  expect(await printed(texts.reservations.takeAlong.pdfBySurname)).toContain('Galli, Gina');
});

test('check-ins and their undoing are recorded with the person', async ({
  page,
  texts,
  theatre,
  email,
}) => {
  const performance = await theatre.schedule({ startsIn: '20 minutes', closesIn: '10 minutes' });
  const { id } = await theatre.reserve(performance, { email, name: 'Ivo Iori' });
  await signIn(page, theatre, 'box_office', `/office/check-ins?performance=${performance}`);
  await expect(page.getByText(texts.controls.table.none)).toBeVisible();
  const answers = await page.evaluate(
    async ([reservation, at]) => {
      const headers = { 'Content-Type': 'application/json' };
      const body = JSON.stringify({ reservation_id: reservation, performance_id: at });
      const made = await fetch('/api/v1/check-ins', { method: 'POST', headers, body });
      const { id: checkIn } = (await made.json()) as { id: string };
      const undone = await fetch(`/api/v1/check-ins/${checkIn}`, { method: 'DELETE' });
      return [made.status, undone.ok];
    },
    [id, performance] as const,
  );
  expect(answers).toEqual([201, true]);
  await page.reload();
  const row = page.getByRole('row').filter({ hasText: 'Ivo Iori' });
  const { name } = await page.evaluate(async () => {
    const answer = await fetch('/api/v1/session');
    return (await answer.json()) as { name: string };
  });
  await expect(row).toContainText(name);
  const [taken] = texts.checkIns.undone.split('{');
  await expect(row).toContainText(taken!.trim());
  await row.getByRole('link', { name: fill(texts.checkIns.onlyBy, { name }) }).click();
  await expect(page.getByRole('combobox', { name: texts.checkIns.filters.by })).toContainText(name);
  await row.getByRole('link', { name: 'Ivo Iori' }).click();
  await expect(heading(page, 'Ivo Iori')).toBeVisible();
});

test('door staff cannot open the office’s reservations', async ({ page, texts, theatre }) => {
  await signIn(page, theatre, 'door', '/account');
  await page.goto('/office/reservations');
  await expect(heading(page, texts.staff.forbidden.title)).toBeVisible();
});
