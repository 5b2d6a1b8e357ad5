import { heading, scanned } from './steps.ts';
import { count } from './texts.ts';
import { expect, test } from './fixtures.ts';

test('a confirmation in one tab is noticed in another', async ({
  page,
  context,
  texts,
  theatre,
  email,
}) => {
  await theatre.book(await theatre.schedule(), { email });
  const link = await theatre.linkTo(email);
  const other = await context.newPage();
  await other.clock.install();
  await Promise.all([page.goto(link), other.goto(link)]);
  await expect(heading(other, texts.reservation.pending.heading)).toBeVisible();
  await page.getByRole('button', { name: count(texts.reservation.pending.button, 2) }).click();
  await expect(heading(page, texts.reservation.confirmed.heading)).toBeVisible();
  await other.clock.fastForward('00:25');
  await expect(heading(other, texts.reservation.confirmed.heading)).toBeVisible();
});

test('opening the link confirms nothing', async ({ page, texts, theatre, email }) => {
  const { id } = await theatre.book(await theatre.schedule(), { email });
  await page.goto(await theatre.linkTo(email));
  await expect(heading(page, texts.reservation.pending.heading)).toBeVisible();
  expect(await theatre.sql(`SELECT status FROM reservations WHERE id = '${id}'`)).toBe('pending');
});

test('two taps confirm once', async ({ page, texts, theatre, email }) => {
  await theatre.book(await theatre.schedule(), { email });
  await page.goto(await theatre.linkTo(email));
  const button = page.getByRole('button', { name: count(texts.reservation.pending.button, 2) });
  await button.dblclick();
  await expect(heading(page, texts.reservation.confirmed.heading)).toBeVisible();
  await theatre.letterTo(email, 2);
  expect(await theatre.lettersTo(email)).toHaveLength(2);
});

test('a lapsed hold can be confirmed while the seats are free', async ({
  page,
  texts,
  theatre,
  email,
}) => {
  const { id } = await theatre.book(await theatre.schedule(), { email });
  await theatre.expireHold(id);
  await page.goto(await theatre.linkTo(email));
  await expect(heading(page, texts.reservation.expired.heading)).toBeVisible();
  await page.getByRole('button', { name: count(texts.reservation.pending.button, 2) }).click();
  await expect(heading(page, texts.reservation.confirmed.heading)).toBeVisible();
});

test('a lapsed hold whose seats are taken leads to the seats that are left', async ({
  page,
  texts,
  theatre,
  email,
}) => {
  const performance = await theatre.schedule({ seats: 3 });
  const { id } = await theatre.book(performance, { email });
  await theatre.expireHold(id);
  await theatre.book(performance, { email: `quicker-${email}` });
  await page.goto(await theatre.linkTo(email));
  await expect(heading(page, texts.reservation.soldOut.heading)).toBeVisible();
  await page.getByRole('link', { name: texts.reservation.soldOut.fewer }).click();
  await expect(heading(page, texts.booking.heading)).toBeVisible();
});

test('a confirmation is refused if others have taken the seats meanwhile', async ({
  page,
  texts,
  theatre,
  email,
  faults,
}) => {
  faults.expect(/^409 POST \/api\/v1\/reservation\/confirm$/);
  const performance = await theatre.schedule({ seats: 3 });
  const { id } = await theatre.book(performance, { email });
  await page.goto(await theatre.linkTo(email));
  await expect(heading(page, texts.reservation.pending.heading)).toBeVisible();
  await theatre.expireHold(id);
  await theatre.book(performance, { email: `quicker-${email}` });
  await page.getByRole('button', { name: count(texts.reservation.pending.button, 2) }).click();
  await expect(heading(page, texts.reservation.soldOut.heading)).toBeVisible();
});

test('the party can grow while there are seats', async ({ page, texts, theatre, email }) => {
  const performance = await theatre.schedule({ seats: 3 });
  const { link } = await theatre.reserve(performance, { email });
  await page.goto(link);
  await page.getByRole('button', { name: texts.reservation.seats.open }).click();
  await page.getByRole('button', { name: texts.booking.seats.more }).click();
  await page.getByRole('button', { name: count(texts.reservation.seats.save, 3) }).click();
  await expect(page.getByText(count(texts.reservation.seats.done, 3))).toBeVisible();
  expect(await theatre.available(performance)).toBe(0);
});

test('the ticket can be put into a calendar', async ({ page, texts, theatre, email }) => {
  const { link } = await theatre.reserve(await theatre.schedule(), { email });
  await page.goto(link);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: texts.reservation.calendar.add }).click();
  expect((await download).suggestedFilename()).toMatch(/\.ics$/);
});

test('Back closes the full-screen code and returns to the ticket', async ({
  page,
  texts,
  theatre,
  email,
}) => {
  const { link } = await theatre.reserve(await theatre.schedule(), { email });
  await page.goto(link);
  await page.getByRole('button', { name: texts.reservation.door.open }).click();
  const door = page.getByRole('dialog', { name: texts.reservation.door.title });
  await expect(door).toBeVisible();
  await page.goBack();
  await expect(door).toBeHidden();
  await expect(heading(page, texts.reservation.confirmed.heading)).toBeVisible();
  expect(page.url()).toBe(link);
});

test('a printed ticket has no controls, and its code can be scanned', async ({
  page,
  texts,
  theatre,
  email,
}) => {
  const { link, code } = await theatre.reserve(await theatre.schedule(), { email });
  await page.goto(link);
  const picture = page.getByRole('img', { name: texts.reservation.door.picture }).first();
  const shown = await scanned(picture);
  await page.emulateMedia({ media: 'print' });
  expect(await scanned(picture)).toBe(shown);
  await expect(page.getByText(code, { exact: true })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'La locandiera' })).toBeVisible();
  for (const control of [
    texts.reservation.print,
    texts.reservation.calendar.add,
    texts.reservation.seats.open,
    texts.reservation.cancel.open,
  ]) {
    await expect(page.getByRole('button', { name: control, includeHidden: true })).toBeHidden();
  }
  await expect(page.getByRole('banner', { includeHidden: true })).toBeHidden();
  await expect(page.getByRole('contentinfo', { includeHidden: true })).toBeHidden();
});

test('the page shows all stored data', async ({ page, texts, theatre, email }) => {
  const { link } = await theatre.reserve(await theatre.schedule(), { email, name: 'Teresa Gallo' });
  await page.goto(link);
  await page.getByText(texts.reservation.stored.heading).click();
  const main = page.getByRole('main');
  await expect(main.getByText(email).first()).toBeVisible();
  await expect(main.getByText('Teresa Gallo').first()).toBeVisible();
});

test('an invalid link says what to do', async ({ page, texts, faults }) => {
  faults.allow(/^404 GET \/api\/v1\/reservation$/);
  await page.goto('/reservation#not-a-secret');
  await expect(heading(page, texts.reservation.unknown.heading)).toBeVisible();
  await page.goto(`/reservation#${'A'.repeat(43)}`);
  await expect(heading(page, texts.reservation.unknown.heading)).toBeVisible();
});

test('the page without a link says where to find it', async ({ page, texts }) => {
  await page.goto('/reservation');
  await expect(heading(page, texts.reservation.missing.heading)).toBeVisible();
});

test('a cancelled performance is shown', async ({ page, texts, theatre, email }) => {
  const performance = await theatre.schedule();
  const { link } = await theatre.reserve(performance, { email });
  await theatre.sql(`UPDATE performances SET cancelled_at = now() WHERE id = '${performance}'`);
  await page.goto(link);
  await expect(heading(page, texts.reservation.performanceCancelled.heading)).toBeVisible();
});

test("a code's page says whether the ticket is valid", async ({ page, texts, theatre, email }) => {
  const { link, secret } = await theatre.reserve(await theatre.schedule(), { email });
  await page.goto(link);
  const code = await scanned(
    page.getByRole('img', { name: texts.reservation.door.picture }).first(),
  );
  await page.goto(code);
  await expect(heading(page, texts.ticket.valid.heading)).toBeVisible();
  await theatre.ask('POST', '/api/v1/reservation/cancel', { secret });
  await page.reload();
  await expect(heading(page, texts.ticket.cancelled.heading)).toBeVisible();
});

test('an unknown code says so', async ({ page, texts, faults }) => {
  faults.allow(/^404 \w+ \/api\/v1\/ticket$/);
  await page.goto(`/t#${'A'.repeat(43)}`);
  await expect(heading(page, texts.ticket.unknown.heading)).toBeVisible();
  await page.goto('/');
  await page.goto('/t');
  await expect(heading(page, texts.ticket.missing.heading)).toBeVisible();
});

test('the secret stays in the browser', async ({ page, texts, theatre, email }) => {
  const { link, secret } = await theatre.reserve(await theatre.schedule(), { email });
  const addresses: string[] = [];
  page.on('request', (request) =>
    addresses.push(request.url(), request.headers()['referer'] ?? ''),
  );
  await page.goto(link);
  await expect(heading(page, texts.reservation.confirmed.heading)).toBeVisible();
  await page.waitForLoadState('networkidle');
  expect(addresses.filter((address) => address.split('#')[0]?.includes(secret))).toEqual([]);
  const stored = await page.evaluate(() =>
    JSON.stringify([localStorage, sessionStorage, document.cookie]),
  );
  expect(stored).not.toContain(secret);
});

test('a link without its secret is mailed again, given code and address', async ({
  page,
  texts,
  theatre,
  email,
}) => {
  const { code, link } = await theatre.reserve(await theatre.schedule(), { email });
  await page.goto('/reservation');
  await expect(heading(page, texts.reservation.missing.heading)).toBeVisible();

  await page.getByRole('button', { name: texts.lostLink.send }).click();
  const codeBox = page.getByRole('textbox', { name: texts.lostLink.code.label });
  await expect(codeBox).toBeFocused();
  await expect(codeBox).toHaveAccessibleDescription(new RegExp(texts.lostLink.wrong.code));
  await codeBox.fill(code.toLowerCase());
  await page.getByRole('textbox', { name: texts.lostLink.email.label }).fill(email);
  await page.getByRole('button', { name: texts.lostLink.send }).click();
  await expect(page.getByRole('heading', { name: texts.lostLink.done.heading })).toBeFocused();

  await theatre.letterTo(email, 3);
  const fresh = await theatre.linkTo(email, 3);
  expect(fresh).not.toBe(link);
  for (const works of [fresh, link]) {
    await page.goto('about:blank');
    await page.goto(works);
    await expect(heading(page, texts.reservation.confirmed.heading)).toBeVisible();
  }
});

test('a wrong code is reported at its field, also for a damaged link', async ({
  page,
  texts,
  faults,
}) => {
  faults.expect(/^422 POST \/api\/v1\/reservations\/link$/);
  for (const [address, title] of [
    ['/reservation#x', texts.reservation.unknown.heading],
    ['/t', texts.ticket.missing.heading],
    ['/t#x', texts.ticket.unknown.heading],
  ] as const) {
    await page.goto('about:blank');
    await page.goto(address);
    await expect(heading(page, title)).toBeVisible();
    await expect(page.getByRole('button', { name: texts.lostLink.send })).toBeVisible();
  }
  const codeBox = page.getByRole('textbox', { name: texts.lostLink.code.label });
  await codeBox.fill('K0QF3M');
  await page.getByRole('textbox', { name: texts.lostLink.email.label }).fill('anna@example.org');
  await page.getByRole('button', { name: texts.lostLink.send }).click();
  await expect(codeBox).toBeFocused();
  await expect(codeBox).toHaveAttribute('aria-invalid', 'true');
  await expect(codeBox).toHaveAccessibleDescription(/0, 1, I, L/);
});
