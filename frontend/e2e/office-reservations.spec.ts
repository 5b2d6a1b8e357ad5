import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

import type { Locator, Page } from '@playwright/test';

import { signIn } from './backstage.ts';
import { type Desk, bookButton, bounce, box, dialog, openNew, openReservation } from './desk.ts';
import { heading } from './steps.ts';
import { count, fill } from './texts.ts';
import type { Theatre } from './theatre.ts';
import { expect, test } from './visit.ts';

/** The code that is read out once something is booked. */
async function codeReadOut({ page, texts }: Desk): Promise<string> {
  const said = heading(page, new RegExp(`^${texts.reservations.code}`));
  await expect(said).toBeFocused();
  return (await said.textContent())!.replace(`${texts.reservations.code}:`, '').trim();
}

/** How many messages about a reservation there are. */
function messages(theatre: Theatre, reservation: string): Promise<string> {
  return theatre.sql(`SELECT count(*) FROM outbox WHERE reservation_id = '${reservation}'`);
}

/** The choice of a date, however many others are listed before it. */
async function choiceOf({ page, texts }: Desk, performance: string): Promise<Locator> {
  const choice = page.locator(`input[value="${performance}"]`);
  await expect(async () => {
    if ((await choice.count()) === 0) {
      await page.getByRole('button', { name: texts.reservations.picker.more }).click();
    }
    await expect(choice).toBeAttached({ timeout: 1_000 });
  }).toPass();
  return choice;
}

/** What a click on a link downloads. */
async function downloaded(page: Page, link: string): Promise<Buffer> {
  const coming = page.waitForEvent('download');
  await page.getByRole('link', { name: link }).click();
  return readFile(await (await coming).path());
}

test('somebody on the telephone with an address gets a ticket by mail, and it opens', async ({
  page,
  texts,
  theatre,
  email,
}) => {
  const desk = { page, texts, theatre };
  const performance = await theatre.putOn();
  await openNew(desk, performance);
  await box(desk, 'name').fill('Nicolò Ferrari');
  await box(desk, 'email').fill(email);
  await page.getByRole('button', { name: texts.booking.seats.more }).click();
  await bookButton(desk, 3).click();
  const code = await codeReadOut(desk);
  await expect(page.getByRole('main')).toContainText(email);
  expect(await theatre.available(performance)).toBe(47);
  await page.goto(await theatre.linkTo(email));
  await expect(heading(page, texts.reservation.confirmed.heading)).toBeVisible();
  await expect(page.getByText(code).first()).toBeVisible();
});

test('somebody without an address gets a code, and the next one is taken at once', async ({
  page,
  texts,
  theatre,
  email,
}) => {
  const desk = { page, texts, theatre };
  const performance = await theatre.putOn();
  await openNew(desk, performance);
  await box(desk, 'name').fill(`Teresa ${email}`);
  await box(desk, 'name').press('Enter');
  const code = await codeReadOut(desk);
  const written = `SELECT code, source, status, email IS NULL FROM reservations
    WHERE name = 'Teresa ${email}'`;
  expect(await theatre.sql(written)).toBe(`${code}|office|confirmed|t`);

  await page.getByRole('button', { name: texts.reservations.create.next }).click();
  await expect(box(desk, 'name')).toBeFocused();
  await expect(page.getByRole('radio', { checked: true })).toHaveValue(performance);
  await box(desk, 'name').fill(`Ugo ${email}`);
  await bookButton(desk).click();
  expect(await codeReadOut(desk)).not.toBe(code);
  expect(await theatre.available(performance)).toBe(46);
});

test('two clicks book once', async ({ page, texts, theatre, email }) => {
  const desk = { page, texts, theatre };
  await openNew(desk, await theatre.putOn());
  await box(desk, 'name').fill(`Anna ${email}`);
  await bookButton(desk).dblclick();
  await codeReadOut(desk);
  const booked = `SELECT count(*) FROM reservations WHERE name = 'Anna ${email}'`;
  expect(await theatre.sql(booked)).toBe('1');
});

test('an answer that is lost on its way does not book twice', async ({
  page,
  texts,
  theatre,
  email,
  faults,
}) => {
  faults.expect(/^net::ERR_FAILED POST .*\/reservations$/);
  const desk = { page, texts, theatre };
  await openNew(desk, await theatre.putOn());
  await page.route(
    '**/admin/reservations',
    async (route) => {
      await route.fetch();
      await route.abort();
    },
    { times: 1 },
  );
  await box(desk, 'name').fill(`Anna ${email}`);
  await bookButton(desk).click();
  await expect(page.getByText(texts.staff.sending.unreachable)).toBeVisible();
  await bookButton(desk).click();
  await codeReadOut(desk);
  const booked = `SELECT count(*) FROM reservations WHERE name = 'Anna ${email}'`;
  expect(await theatre.sql(booked)).toBe('1');
});

test('what is sold out meanwhile is refused, and says how much is left', async ({
  page,
  texts,
  theatre,
  email,
  faults,
}) => {
  faults.expect(/^409 POST /);
  const desk = { page, texts, theatre };
  const performance = await theatre.putOn({ seats: 3 });
  await openNew(desk, performance);
  await box(desk, 'name').fill('Anna Bianchi');
  await theatre.book(performance, { email });
  await bookButton(desk).click();
  const why = count(texts.reservations.refused.fewerLeft, 1);
  await expect(page.getByRole('alert')).toContainText(why);
  await expect(box(desk, 'name')).toHaveValue('Anna Bianchi');
  await page.getByRole('button', { name: texts.booking.seats.fewer }).click();
  await bookButton(desk, 1).click();
  await codeReadOut(desk);
});

test('a session that ends in the middle loses nothing', async ({
  page,
  context,
  texts,
  theatre,
  email,
  faults,
}) => {
  faults.expect(/^401 /);
  const desk = { page, texts, theatre };
  await openNew(desk, await theatre.putOn());
  await box(desk, 'name').fill(`Anna ${email}`);
  await context.clearCookies();
  await bookButton(desk).click();
  const again = dialog(page);
  await again.waitFor();
  const { email: address, password } = await theatre.credentials('box_office');
  await again.getByRole('textbox', { name: texts.staff.signIn.email }).fill(address);
  await again.getByLabel(texts.staff.signIn.password).fill(password);
  await again.getByRole('button', { name: texts.staff.signIn.send, exact: true }).click();
  await expect(again).toBeHidden();
  await bookButton(desk).click();
  await codeReadOut(desk);
});

test('somebody is found by part of a name, whatever its accents, and Back finds them again', async ({
  page,
  texts,
  theatre,
  email,
}) => {
  const mark = email.split('@')[0]!;
  const name = `Nicolò Ferràri ${mark}`;
  await theatre.reserve(await theatre.putOn(), { email, name });
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

test('the list is filtered and put in order', async ({ page, texts, theatre, email }) => {
  const performance = await theatre.putOn();
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

  await page.getByLabel(filters.needs).check();
  await expect(names).toHaveText(['Aldo Aiello']);
  await page.getByLabel(filters.needs).uncheck();
  await expect(names).toHaveCount(2);
  await page.getByLabel(filters.status).selectOption(statuses.confirmed);
  await expect(names).toHaveText(['Berta Bruni']);
  await page.getByRole('button', { name: filters.clear }).click();
  await expect(page).toHaveURL(/reservations\?sort=-name$/);
});

test('a reservation is confirmed from the list', async ({ page, texts, theatre, email }) => {
  const performance = await theatre.putOn();
  const { id } = await theatre.book(performance, { email, name: 'Carla Conti' });
  const to = `/office/reservations?performance=${performance}`;
  await signIn(page, theatre, 'box_office', to);
  const { confirm } = texts.reservations.acts;
  await page.getByRole('button', { name: new RegExp(`^${confirm.short} Carla Conti`) }).click();
  await dialog(page).getByRole('button', { name: confirm.yes, exact: true }).click();
  const done = fill(confirm.done, { name: 'Carla Conti' });
  await expect(page.getByText(done)).toBeVisible();
  await expect(page.getByText(texts.reservations.statuses.confirmed).last()).toBeVisible();
  expect(await theatre.sql(`SELECT status FROM reservations WHERE id = '${id}'`)).toBe('confirmed');
  await theatre.letterTo(email, 2);
});

test('a mistyped address is found, corrected, and the mail sent again', async ({
  page,
  texts,
  theatre,
  email,
}) => {
  const desk = { page, texts, theatre };
  const performance = await theatre.putOn();
  const wrong = `wrong-${email}`;
  const { id } = await theatre.reserve(performance, { email: wrong, name: 'Dario Doria' });
  await bounce(theatre, id);
  const { filters, acts, mails, undelivered } = texts.reservations;
  const to = `/office/reservations?performance=${performance}&mail=failed`;
  await signIn(page, theatre, 'box_office', to);
  await expect(page.getByLabel(filters.mail)).toBeChecked();
  await page.getByRole('link', { name: new RegExp(`^${acts.correct.short} Dario`) }).click();
  await box(desk, 'email').fill(email);
  await dialog(page).getByRole('button', { name: acts.correct.yes }).click();
  await expect(page.getByText(acts.correct.doneAndMailed)).toBeVisible();
  await expect(page.getByText(mails.problems.noMailbox)).toBeVisible();
  await expect(page.getByText(fill(undelivered, { email }))).toBeHidden();
  const history = page.getByRole('region', { name: texts.reservations.history.title });
  await expect(history).toContainText(texts.reservations.history.data.email);
  await page.goto(await theatre.linkTo(email));
  await expect(heading(page, texts.reservation.confirmed.heading)).toBeVisible();
});

test('seats are changed, with what that does said before', async ({
  page,
  texts,
  theatre,
  email,
}) => {
  const performance = await theatre.putOn({ seats: 5 });
  const { id } = await theatre.reserve(performance, { email });
  await openReservation({ page, texts, theatre }, id);
  const { seats } = texts.reservations.acts;
  await page.getByRole('button', { name: seats.open }).click();
  const asked = dialog(page);
  const more = asked.getByRole('button', { name: texts.booking.seats.more });
  await more.click();
  await more.click();
  await expect(asked).toContainText(count(seats.left, 1));
  await asked.getByRole('button', { name: seats.yes, exact: true }).click();
  const four = count(texts.reservations.seats, 4);
  await expect(page.getByText(fill(seats.done, { seats: four }))).toBeVisible();
  await expect(page.getByRole('strong').filter({ hasText: four })).toBeVisible();
  expect(await theatre.available(performance)).toBe(1);
});

test('seats that go meanwhile are not given twice', async ({
  page,
  texts,
  theatre,
  email,
  faults,
}) => {
  faults.expect(/^409 PATCH /);
  const performance = await theatre.putOn({ seats: 5 });
  const { id } = await theatre.reserve(performance, { email });
  await openReservation({ page, texts, theatre }, id);
  const { acts, refused } = texts.reservations;
  await page.getByRole('button', { name: acts.seats.open }).click();
  const asked = dialog(page);
  await asked.getByText(count(acts.seats.left, 3)).waitFor();
  const more = asked.getByRole('button', { name: texts.booking.seats.more });
  await more.click();
  await more.click();
  await theatre.book(performance, { email: `quicker-${email}`, seats: 2 });
  await asked.getByRole('button', { name: acts.seats.yes, exact: true }).click();
  await expect(asked.getByRole('alert')).toContainText(count(refused.fewerLeft, 1));
  expect(await theatre.available(performance)).toBe(1);
});

test('a party moves to another date: the seats change houses, and the guest is told', async ({
  page,
  texts,
  theatre,
  email,
}) => {
  const [from, to] = [await theatre.putOn(), await theatre.putOn({ startsIn: '2 hours' })];
  const full = await theatre.putOn({ seats: 1, startsIn: '3 hours' });
  const { id } = await theatre.reserve(from, { email });
  await openReservation({ page, texts, theatre }, id);
  const { move } = texts.reservations.acts;
  await page.getByRole('button', { name: move.open }).click();
  await expect(await choiceOf({ page, texts, theatre }, full)).toBeDisabled();
  await (await choiceOf({ page, texts, theatre }, to)).check();
  await dialog(page).getByRole('button', { name: move.yes, exact: true }).click();
  await expect(page.getByText(move.done)).toBeVisible();
  expect(await theatre.available(from)).toBe(50);
  expect(await theatre.available(to)).toBe(48);
  await page.goto(await theatre.linkTo(email, 3));
  await expect(heading(page, texts.reservation.confirmed.heading)).toBeVisible();
});

test('a house that fills meanwhile takes nobody in', async ({
  page,
  texts,
  theatre,
  email,
  faults,
}) => {
  faults.expect(/^409 POST /);
  const [from, to] = [await theatre.putOn(), await theatre.putOn({ seats: 2, startsIn: '1 hour' })];
  const { id } = await theatre.reserve(from, { email });
  await openReservation({ page, texts, theatre }, id);
  const { acts, refused } = texts.reservations;
  await page.getByRole('button', { name: acts.move.open }).click();
  await (await choiceOf({ page, texts, theatre }, to)).check();
  // Somebody is quicker by the blink of an eye: the page can't know yet.
  await page.route('**/move', async (route) => {
    await theatre.book(to, { email: `quicker-${email}` });
    await route.continue();
  });
  await dialog(page).getByRole('button', { name: acts.move.yes, exact: true }).click();
  await expect(dialog(page).getByRole('alert')).toContainText(refused.soldOut);
  expect(await theatre.available(from)).toBe(48);
});

test('a reservation is cancelled, and the guest is told', async ({
  page,
  texts,
  theatre,
  email,
}) => {
  const performance = await theatre.putOn();
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

test('a reservation is cancelled without a word', async ({ page, texts, theatre, email }) => {
  const { id } = await theatre.reserve(await theatre.putOn(), { email });
  const before = await messages(theatre, id);
  await openReservation({ page, texts, theatre }, id);
  const { cancel } = texts.reservations.acts;
  await page.getByRole('button', { name: cancel.open }).click();
  await page.getByRole('checkbox', { name: fill(cancel.tell, { email }) }).uncheck();
  await dialog(page).getByRole('button', { name: cancel.yes, exact: true }).click();
  await expect(page.getByText(cancel.done)).toBeVisible();
  expect(await messages(theatre, id)).toBe(before);
});

test('of two who correct the same guest the second is shown the difference', async ({
  page,
  anotherVisitor,
  texts,
  theatre,
  email,
}) => {
  const { id } = await theatre.reserve(await theatre.putOn(), { email, name: 'Fausto Fini' });
  const first = { page, texts, theatre };
  const second = { page: await (await anotherVisitor()).newPage(), texts, theatre };
  const { acts } = texts.reservations;
  for (const desk of [first, second]) {
    await openReservation(desk, id);
    await desk.page.getByRole('button', { name: acts.correct.open, exact: true }).click();
  }
  await box(first, 'name').fill('Fausto Finn');
  await dialog(first.page).getByRole('button', { name: acts.correct.yes }).click();
  await expect(first.page.getByText(acts.correct.done)).toBeVisible();

  await box(second, 'name').fill('Fausta Fini');
  await dialog(second.page).getByRole('button', { name: acts.correct.yes }).click();
  const conflict = dialog(second.page).getByRole('alert');
  await expect(conflict).toContainText('Fausto Finn');
  await expect(conflict).toContainText('Fausta Fini');
  expect(await theatre.sql(`SELECT name FROM reservations WHERE id = '${id}'`)).toBe('Fausto Finn');
  await conflict.getByRole('button', { name: texts.staff.conflict.keepMine }).click();
  await expect(heading(second.page, 'Fausta Fini')).toBeVisible();
});

test('who is too late is told that the reservation was cancelled', async ({
  page,
  anotherVisitor,
  texts,
  theatre,
  email,
  faults,
}) => {
  // It is of another version by now, and of one that can't be changed.
  faults.expect(/^412 PATCH /);
  faults.expect(/^409 PATCH /);
  const { id } = await theatre.reserve(await theatre.putOn(), { email });
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

test('a network that fails in the middle takes nothing away', async ({
  page,
  texts,
  theatre,
  email,
  faults,
}) => {
  faults.expect(/^net::ERR_FAILED PATCH /);
  faults.allow(/^net::ERR_FAILED GET /);
  const { id } = await theatre.reserve(await theatre.putOn(), { email });
  await openReservation({ page, texts, theatre }, id);
  const { seats } = texts.reservations.acts;
  await page.getByRole('button', { name: seats.open }).click();
  const asked = dialog(page);
  await asked.getByRole('button', { name: texts.booking.seats.more }).click();
  const there = `**/admin/reservations/${id}`;
  await page.route(there, (route) => route.abort());
  await asked.getByRole('button', { name: seats.yes, exact: true }).click();
  await expect(asked.getByRole('alert')).toContainText(texts.staff.sending.unreachable);
  await expect(asked.getByRole('spinbutton')).toHaveValue('3');
  await page.unroute(there);
  await asked.getByRole('button', { name: seats.yes, exact: true }).click();
  const three = count(texts.reservations.seats, 3);
  await expect(page.getByText(fill(seats.done, { seats: three }))).toBeVisible();
});

test('the table for spreadsheets holds no formula', async ({ page, texts, theatre, email }) => {
  const performance = await theatre.putOn();
  const name = '=HYPERLINK("A1")';
  await theatre.reserve(performance, { email, name });
  await theatre.reserve(await theatre.putOn(), { email: `other-${email}` });
  const to = `/office/reservations?performance=${performance}`;
  await signIn(page, theatre, 'box_office', to);
  const table = (await downloaded(page, texts.reservations.takeAlong.csv)).toString();
  expect(table).toContain(`"'${name.replaceAll('"', '""')}"`);
  expect(table).toContain(email);
  expect(table).not.toContain(`other-${email}`);
});

test('the door list names who comes, with code and seats', async ({
  page,
  texts,
  theatre,
  email,
}) => {
  const performance = await theatre.putOn();
  const { code } = await theatre.reserve(performance, { email, name: 'Gina Galli', seats: 3 });
  const to = `/office/reservations?performance=${performance}`;
  await signIn(page, theatre, 'box_office', to);
  const printed = async (link: string): Promise<string> => {
    const pdf = await downloaded(page, link);
    const reading = promisify(execFile)('pdftotext', ['-layout', '-', '-'], { encoding: 'utf8' });
    reading.child.stdin?.end(pdf);
    return (await reading).stdout;
  };
  const byName = await printed(texts.reservations.takeAlong.pdf);
  expect(byName).toContain('Gina Galli');
  expect(byName).toContain(code);
  expect(await printed(texts.reservations.takeAlong.pdfBySurname)).toContain('Galli, Gina');
});

test('who let whom in is on record, and what was taken back as well', async ({
  page,
  texts,
  theatre,
  email,
}) => {
  const performance = await theatre.putOn({ startsIn: '20 minutes', closesIn: '10 minutes' });
  const { id } = await theatre.reserve(performance, { email, name: 'Ivo Iori' });
  await signIn(page, theatre, 'box_office', `/office/check-ins?performance=${performance}`);
  await expect(page.getByText(texts.staff.table.none)).toBeVisible();
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
  await expect(page.getByLabel(texts.checkIns.filters.by)).toHaveValue(/./);
  await row.getByRole('link', { name: 'Ivo Iori' }).click();
  await expect(heading(page, 'Ivo Iori')).toBeVisible();
});

test('the door has no business here', async ({ page, texts, theatre }) => {
  await signIn(page, theatre, 'door', '/account');
  await page.goto('/office/reservations');
  await expect(heading(page, texts.staff.forbidden.title)).toBeVisible();
});
