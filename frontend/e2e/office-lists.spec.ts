import type { Page } from '@playwright/test';

import { signIn } from './sign-in.ts';
import { dialog, openReservation } from './box-office.ts';
import { ticketOf } from './steps-door.ts';
import { choose, heading } from './steps.ts';
import { type Texts, count, fill } from './texts.ts';
import type { Theatre } from './theatre.ts';
import { expect, test } from './fixtures.ts';

/** Limits list pages to two rows, so that a few rows fill several pages. */
async function useSmallPages(page: Page): Promise<void> {
  await page.route(/\/api\/v1\/admin\/.*[?&]limit=50/, (route) =>
    route.continue({ url: route.request().url().replace('limit=50', 'limit=2') }),
  );
}

/** Signs in again in the dialog of an expired session. */
async function signInAgain(page: Page, texts: Texts, theatre: Theatre): Promise<void> {
  const again = page.getByRole('dialog', { name: texts.staff.signIn.lapsedTitle });
  const { email, password } = await theatre.credentials('box_office');
  await again.getByRole('textbox', { name: texts.staff.signIn.email }).fill(email);
  await again.getByLabel(texts.staff.signIn.password, { exact: true }).fill(password);
  await again.getByRole('button', { name: texts.staff.signIn.send, exact: true }).click();
  await expect(again).toBeHidden();
}

test('Back and a reload show the same page of a table', async ({ page, texts, theatre, email }) => {
  const performance = await theatre.schedule();
  for (const name of ['Ada', 'Bea', 'Cleo', 'Dora', 'Elsa']) {
    await theatre.book(performance, { email: `${name}-${email}`, name });
  }
  await useSmallPages(page);
  const to = `/office/reservations?performance=${performance}&sort=name`;
  await signIn(page, theatre, 'box_office', to);
  const names = page.getByRole('rowheader').getByRole('link');
  const onwards = page.getByRole('button', { name: texts.controls.table.next });
  const pageNumber = (number: number) =>
    page.getByText(fill(texts.controls.table.page, { page: number }));
  await expect(names).toHaveText(['Ada', 'Bea']);
  await onwards.click();
  await expect(names).toHaveText(['Cleo', 'Dora']);
  await onwards.click();
  await expect(names).toHaveText(['Elsa']);
  await expect(pageNumber(3)).toBeVisible();

  await names.click();
  await expect(heading(page, 'Elsa')).toBeVisible();
  await page.goBack();
  await expect(names).toHaveText(['Elsa']);
  await page.reload();
  await expect(names).toHaveText(['Elsa']);
  await expect(pageNumber(3)).toBeVisible();
  await page.getByRole('button', { name: texts.controls.table.previous }).click();
  await expect(names).toHaveText(['Cleo', 'Dora']);
  await page.goBack();
  await expect(names).toHaveText(['Elsa']);

  // A new filter starts at the first page.
  const { filters, statuses } = texts.reservations;
  await choose(page, filters.status, statuses.pending);
  await expect(names).toHaveText(['Ada', 'Bea']);
  await expect(pageNumber(1)).toBeVisible();
});

test('the list of performances keeps its filter when the user comes back', async ({
  page,
  texts,
  theatre,
}) => {
  await theatre.schedule();
  await signIn(page, theatre, 'box_office', '/office/performances?sort=-starts_at');
  const label = texts.officePerformances.list.columns.state;
  const { open } = texts.officeProgramme.state;
  await choose(page, label, open);
  await expect(page).toHaveURL(/sort=-starts_at&state=open/);
  await page.getByRole('rowheader').getByRole('link').first().click();
  await expect(page).toHaveURL(/\/office\/performances\/[0-9a-f-]+$/);
  await page.goBack();
  await expect(page).toHaveURL(/sort=-starts_at&state=open/);
  await expect(page.getByRole('combobox', { name: label })).toContainText(open);
});

test('check-ins can be filtered by each colleague who has made some', async ({
  page,
  texts,
  theatre,
  email,
}) => {
  const { performance, audience } = await theatre.openDoor((performance) =>
    theatre.reserve(performance, { email, name: 'Anna Bianchi' }),
  );
  await signIn(page, theatre, 'door');
  const letIn = await page.request.post('/api/v1/check-ins', {
    data: { ticket: ticketOf(audience), performance_id: performance },
  });
  expect(letIn.status()).toBe(201);
  const who = await page.request.get('/api/v1/session');
  const { name } = (await who.json()) as { readonly name: string };
  // The door page still asks for the signed-in person.
  await page.goto('about:blank');
  await page.context().clearCookies();

  const to = `/office/check-ins?performance=${performance}`;
  await signIn(page, theatre, 'box_office', to);
  const { by } = texts.checkIns.filters;
  await choose(page, by, name);
  await expect(page).toHaveURL(/by=/);
  await expect(page.getByRole('rowheader', { name: /Anna Bianchi/ })).toBeVisible();
  // Staff without check-ins are not on the list.
  const { email: mine } = await theatre.credentials('admin');
  const admin = await theatre.sql(`SELECT name FROM staff WHERE email = '${mine}'`);
  await page.getByRole('combobox', { name: by }).click();
  await expect(page.getByRole('option', { name })).toBeVisible();
  await expect(page.getByRole('option', { name: admin })).toHaveCount(0);
});

test('a link opens the door’s search with the reservation', async ({
  page,
  texts,
  theatre,
  email,
}) => {
  const { audience } = await theatre.openDoor((performance) =>
    theatre.reserve(performance, { email, name: 'Anna Bianchi' }),
  );
  await openReservation({ page, texts, theatre }, audience.id, 'Anna Bianchi');
  await page.getByRole('link', { name: texts.reservations.acts.door }).click();
  const box = page.getByRole('searchbox', { name: texts.door.search.label });
  await expect(box).toHaveValue(audience.code);
  await expect(page.getByText(count(texts.door.search.found, 1))).toBeVisible();
  await expect(page.getByRole('button', { name: 'Anna Bianchi' })).toBeInViewport();
});

test('an export with an expired session asks to sign in again', async ({
  page,
  texts,
  theatre,
  faults,
}) => {
  faults.expect(/^401 /);
  const performance = await theatre.schedule();
  const to = `/office/performances/${performance}`;
  await signIn(page, theatre, 'box_office', to);
  const link = page.getByRole('link', { name: texts.officePerformances.page.csv });
  await expect(link).toBeVisible();
  await page.context().clearCookies();
  await link.click();
  await signInAgain(page, texts, theatre);
  await expect(page).toHaveURL(to);
  const coming = page.waitForEvent('download');
  await link.click();
  expect((await coming).suggestedFilename()).toMatch(/\.csv$/);
});

test('the history shows both performances of a transfer', async ({
  page,
  texts,
  theatre,
  email,
}) => {
  const [from, to] = [await theatre.schedule(), await theatre.schedule()];
  const { id } = await theatre.reserve(from, { email, name: 'Anna Bianchi' });
  await openReservation({ page, texts, theatre }, id, 'Anna Bianchi');
  const transferred = await page.request.post(`/api/v1/admin/reservations/${id}/move`, {
    data: { performance_id: to },
  });
  expect(transferred.status()).toBe(200);
  await page.reload();
  const title = await theatre.sql(`
    SELECT s.title FROM shows s JOIN performances p ON p.show_id = s.id WHERE p.id = '${from}'`);
  const sentence = page.getByRole('listitem').filter({ hasText: title });
  await expect(sentence.first()).toContainText(/\d{2}:\d{2}.*\d{2}:\d{2}/);
  await expect(sentence.first()).not.toContainText(from);
});

test('of two people who change the seats, the second sees the difference', async ({
  page,
  texts,
  theatre,
  email,
  faults,
}) => {
  faults.expect(/^412 /);
  const { id } = await theatre.reserve(await theatre.schedule(), { email, seats: 2 });
  await openReservation({ page, texts, theatre }, id);
  const { acts, seats } = texts.reservations;
  await page.getByRole('button', { name: acts.seats.open }).click();
  await theatre.sql(`
    UPDATE reservations SET seats = 4, version = version + 1 WHERE id = '${id}'`);
  await dialog(page).getByRole('button', { name: texts.booking.seats.more }).click();
  await dialog(page).getByRole('button', { name: acts.seats.yes }).click();
  const conflict = dialog(page).getByRole('alert');
  await expect(conflict).toContainText(count(seats, 3));
  await expect(conflict).toContainText(count(seats, 4));
  expect(await theatre.sql(`SELECT seats FROM reservations WHERE id = '${id}'`)).toBe('4');
  await conflict.getByRole('button', { name: texts.controls.conflict.keepMine }).click();
  await expect(dialog(page)).toBeHidden();
  expect(await theatre.sql(`SELECT seats FROM reservations WHERE id = '${id}'`)).toBe('3');
});
