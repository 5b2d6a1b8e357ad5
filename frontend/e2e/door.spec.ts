import { AxeBuilder } from '@axe-core/playwright';

import { signIn } from './sign-in.ts';
import { launchWithCamera, qrPicture } from './fake-camera.ts';
import { goToTheDoor, lookUp, next, scan, ticketOf, verdict } from './steps-door.ts';
import { beginning, count, fill } from './texts.ts';
import { eventually } from './theatre.ts';
import { expect, test } from './fixtures.ts';

/** Selects the number of admitted people of a performance. */
const admittedSql = (performance: string) => `
  SELECT coalesce(sum(check_ins.seats), 0) FROM check_ins
  JOIN reservations ON reservations.id = reservation_id
  WHERE performance_id = '${performance}' AND undone_at IS NULL`;

test('the camera reads a ticket, lets the party in once, and goes on to the next', async ({
  browserName,
  playwright,
  contextOptions,
  viewport,
  locale,
  texts,
  theatre,
  email,
  faults,
}) => {
  const { performance, audience } = await theatre.openDoor(async (performance) => [
    await theatre.reserve(performance, { email, seats: 5 }),
    await theatre.reserve(performance, { email: `b-${email}`, seats: 2, name: 'Bruno Verdi' }),
  ]);
  const [anna, bruno] = await Promise.all(audience.map((party) => qrPicture(theatre, party)));
  const { browser, close } = await launchWithCamera(playwright[browserName], [
    { seconds: 1 },
    { picture: anna!, seconds: 4 },
    { seconds: 2 },
    { picture: bruno!, seconds: 4 },
  ]);
  try {
    const context = await browser.newContext({
      ...contextOptions,
      baseURL: theatre.url,
      viewport,
      ...(locale === undefined ? {} : { locale }),
    });
    faults.watch(context, (url) => new URL(url).hostname === 'localhost');
    const page = await context.newPage();
    const sent: string[] = [];
    page.on('request', (request) => {
      if (request.method() === 'POST' && request.url().endsWith('/check-ins')) {
        sent.push(request.postData() ?? '');
      }
    });
    await goToTheDoor(page, theatre, performance);
    await expect(verdict(page, texts, 'let-in').getByText('Anna Bianchi')).toBeVisible();
    // The camera continues behind the answer, and the next answer replaces it.
    await expect(verdict(page, texts, 'let-in').getByText('Bruno Verdi')).toBeVisible();
    expect(sent).toHaveLength(2);
    expect(await theatre.sql(admittedSql(performance))).toBe('7');
    expect(
      await page.evaluate(() =>
        globalThis.performance
          .getEntriesByType('resource')
          .filter(({ name }) => name.endsWith('.wasm')),
      ),
    ).toHaveLength(1);
    // The video repeats: a ticket that is shown again later gets an answer.
    faults.expect(/^409 POST \/api\/v1\/check-ins$/);
    await expect(verdict(page, texts, 'already-admitted').getByText('Anna Bianchi')).toBeVisible();
    expect(await theatre.sql(admittedSql(performance))).toBe('7');
  } finally {
    await close();
  }
});

test('without camera permission the page says so, and a name works instead', async ({
  browserName,
  playwright,
  viewport,
  locale,
  texts,
  theatre,
  email,
}) => {
  const { performance } = await theatre.openDoor((performance) =>
    theatre.reserve(performance, { email, seats: 2 }),
  );
  const { browser, close } = await launchWithCamera(
    playwright[browserName],
    [{ seconds: 1 }],
    false,
  );
  try {
    const context = await browser.newContext({
      baseURL: theatre.url,
      viewport,
      ...(locale === undefined ? {} : { locale }),
    });
    const page = await context.newPage();
    await goToTheDoor(page, theatre, performance);
    await expect(page.getByText(texts.door.camera.refused, { exact: true })).toBeVisible();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations).toEqual([]);
    const sheet = await lookUp(page, texts, 'Anna Bianchi');
    await sheet.getByRole('button', { name: count(texts.door.party.letIn, 2) }).click();
    await expect(verdict(page, texts, 'let-in')).toBeVisible();
  } finally {
    await close();
  }
});

test('the answer fills the screen', async ({ page, texts, theatre, email, viewport }) => {
  const { performance } = await theatre.openDoor((performance) =>
    theatre.reserve(performance, { email, seats: 2 }),
  );
  await goToTheDoor(page, theatre, performance);
  const sheet = await lookUp(page, texts, 'Anna Bianchi');
  await sheet.getByRole('button', { name: count(texts.door.party.letIn, 2) }).click();
  const answer = verdict(page, texts, 'let-in');
  await expect(answer).toBeVisible();
  expect(await answer.boundingBox()).toEqual({ x: 0, y: 0, ...viewport });
});

test('the list of tonight updates its numbers and links to the doors', async ({
  page,
  texts,
  theatre,
  email,
}) => {
  const { performance, audience } = await theatre.openDoor((performance) =>
    theatre.reserve(performance, { email, seats: 4 }),
  );
  await signIn(page, theatre, 'door');
  const house = page.locator(`a[href="/door/${performance}"]`);
  const bar = house.getByRole('img');
  const label = (admitted: number) =>
    fill(texts.door.counts.bar, { admitted, confirmed: 4, bookable: 50 });
  await expect(bar).toHaveAccessibleName(label(0));
  // Another device admits them.
  const other = await page.context().newPage();
  await other.goto(`/door/${performance}`);
  await expect(other.getByRole('heading', { level: 1 })).toBeVisible();
  await scan(other, ticketOf(audience));
  await expect(verdict(other, texts, 'let-in')).toBeVisible();
  await page.bringToFront();
  await expect(bar).toHaveAccessibleName(label(4));
  await house.click();
  await expect(page).toHaveURL(`/door/${performance}`);
  await expect(page.getByRole('img', { name: label(4) })).toBeVisible();
});

test('a double read asks once; the same ticket later is told when, where and by whom', async ({
  page,
  texts,
  theatre,
  email,
  faults,
}) => {
  faults.expect(/^409 POST \/api\/v1\/check-ins$/);
  const { performance, audience } = await theatre.openDoor((performance) =>
    theatre.reserve(performance, { email, seats: 3 }),
  );
  await page.clock.install();
  await goToTheDoor(page, theatre, performance);
  const ticket = ticketOf(audience);
  let sent = 0;
  page.on('request', (request) => {
    if (request.url().endsWith('/check-ins')) sent += 1;
  });
  await scan(page, `${theatre.url}/t#${ticket}`);
  await expect(verdict(page, texts, 'let-in')).toBeVisible();
  await scan(page, ticket);
  await scan(page, ticket);
  await expect(verdict(page, texts, 'let-in')).toBeVisible();
  expect(sent).toBe(1);
  await page.clock.fastForward(6_000);
  await scan(page, ticket);
  const answer = verdict(page, texts, 'already-admitted');
  await expect(answer.getByText('Anna Bianchi')).toBeVisible();
  await expect(answer.getByText('Teatro del Fanale')).toBeVisible();
  await expect(answer.getByText('Olga')).toBeVisible();
  expect(sent).toBe(2);
  expect(await theatre.sql(admittedSql(performance))).toBe('3');
  // The check-in can be undone on this screen.
  await answer.getByRole('button', { name: texts.door.verdict.undoThat }).click();
  await expect(
    page.getByText(fill(texts.door.last.undone, { name: 'Anna Bianchi' })),
  ).toBeVisible();
  expect(await theatre.sql(admittedSql(performance))).toBe('0');
});

test('a party can arrive in parts', async ({ page, texts, theatre, email, faults }) => {
  const { performance, audience } = await theatre.openDoor((performance) =>
    theatre.reserve(performance, { email, seats: 5 }),
  );
  await page.clock.install();
  await goToTheDoor(page, theatre, performance);
  // The number is chosen before the scan.
  await page.getByRole('button', { name: texts.door.some.all }).click();
  const choice = page.getByRole('dialog', { name: texts.door.some.title });
  await choice.getByRole('button', { name: count(texts.door.party.people, 2) }).click();
  await expect(page.getByRole('button', { name: count(texts.door.some.only, 2) })).toBeVisible();
  await scan(page, ticketOf(audience));
  const answer = verdict(page, texts, 'let-in');
  await expect(
    answer.getByText(beginning(fill(texts.door.verdict.ofParty, { admitted: 2, seats: 5 }))),
  ).toBeVisible();
  // The number is corrected after the scan: one fewer.
  await answer.getByRole('button', { name: texts.door.verdict.onlySome }).click();
  await answer
    .getByRole('button', { name: count(texts.door.verdict.correct, 1), exact: true })
    .click();
  await expect(
    answer.getByText(beginning(fill(texts.door.verdict.ofParty, { admitted: 1, seats: 5 }))),
  ).toBeVisible();
  await next(page, texts);
  // Two of the four late guests are admitted from the list.
  const sheet = await lookUp(page, texts, 'Anna Bianchi');
  await sheet.getByRole('button', { name: texts.door.party.fewer }).click({ clickCount: 2 });
  await sheet.getByRole('button', { name: count(texts.door.party.letIn, 2) }).click();
  await expect(answer.getByText(count(texts.door.verdict.remaining, 2))).toBeVisible();
  await next(page, texts);
  expect(await theatre.sql(admittedSql(performance))).toBe('3');
  // More than the remaining guests
  faults.expect(/^409 POST \/api\/v1\/check-ins$/);
  await page.getByRole('button', { name: texts.door.some.all }).click();
  await choice.getByRole('button', { name: count(texts.door.party.people, 4) }).click();
  await page.clock.fastForward(6_000);
  await scan(page, ticketOf(audience));
  await verdict(page, texts, 'too-many')
    .getByRole('button', { name: count(texts.door.verdict.letRemainingIn, 2) })
    .click();
  await expect(answer).toBeVisible();
  expect(await theatre.sql(admittedSql(performance))).toBe('5');
});

test('the last check-in and one from the list can be undone', async ({
  page,
  texts,
  theatre,
  email,
}) => {
  const { performance, audience } = await theatre.openDoor(async (performance) => [
    await theatre.reserve(performance, { email, seats: 2 }),
    await theatre.reserve(performance, { email: `b-${email}`, seats: 3, name: 'Bruno Verdi' }),
  ]);
  await goToTheDoor(page, theatre, performance);
  for (const party of audience) {
    await scan(page, ticketOf(party));
    await expect(verdict(page, texts, 'let-in')).toBeVisible();
    await next(page, texts);
  }
  await page.getByRole('button', { name: texts.door.last.undo, exact: true }).click();
  await expect(page.getByText(fill(texts.door.last.undone, { name: 'Bruno Verdi' }))).toBeVisible();
  expect(await theatre.sql(admittedSql(performance))).toBe('2');
  const sheet = await lookUp(page, texts, 'Anna Bianchi');
  await expect(sheet.getByText(texts.door.party.complete)).toBeVisible();
  await sheet.getByRole('button', { name: beginning(texts.door.party.undoFor) }).click();
  await expect(
    page.getByText(fill(texts.door.last.undone, { name: 'Anna Bianchi' })),
  ).toBeVisible();
  expect(await theatre.sql(admittedSql(performance))).toBe('0');
  // The list shows it.
  await expect(
    page.getByRole('button', {
      name: fill(texts.door.search.insideFor, { admitted: 0, seats: 2 }),
    }),
  ).toBeVisible();
});

test('two taps seat walk-ins until the house is full', async ({ page, texts, theatre, email }) => {
  const { performance } = await theatre.openDoor(
    (performance) => theatre.reserve(performance, { email, seats: 2 }),
    { seats: 5 },
  );
  await goToTheDoor(page, theatre, performance, 'box_office');
  await page.getByRole('button', { name: texts.door.walkIn.open }).click();
  const sheet = page.getByRole('dialog', { name: texts.door.walkIn.title });
  await expect(sheet.getByText(count(texts.door.walkIn.left, 3))).toBeVisible();
  await sheet.getByRole('button', { name: count(texts.door.walkIn.seats, 3) }).click();
  await expect(verdict(page, texts, 'let-in')).toBeVisible();
  await next(page, texts);
  expect(await theatre.available(performance)).toBe(0);
  await page.getByRole('button', { name: texts.door.walkIn.open }).click();
  await expect(sheet.getByText(texts.door.walkIn.soldOut)).toBeVisible();
  // After undoing, they hold no seats.
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: texts.door.last.undo, exact: true }).click();
  await expect.poll(() => theatre.available(performance)).toBe(3);
  await page.getByRole('button', { name: texts.door.walkIn.open }).click();
  await expect(sheet.getByText(count(texts.door.walkIn.left, 3))).toBeVisible();
});

test('two fast taps admit once and leave the answer on the screen', async ({
  page,
  texts,
  theatre,
  email,
}) => {
  const { performance } = await theatre.openDoor((performance) =>
    theatre.reserve(performance, { email, seats: 2 }),
  );
  await goToTheDoor(page, theatre, performance, 'box_office');
  const sent: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST' && /\/(check|walk)-ins$/.test(request.url())) {
      sent.push(request.url());
    }
  });
  const party = await lookUp(page, texts, 'Anna Bianchi');
  await party.getByRole('button', { name: count(texts.door.party.letIn, 2) }).dblclick();
  await expect(verdict(page, texts, 'let-in').getByText('Anna Bianchi')).toBeVisible();
  expect(await theatre.sql(admittedSql(performance))).toBe('2');
  await next(page, texts);
  await page.getByRole('button', { name: texts.door.walkIn.open }).click();
  const walkIn = page.getByRole('dialog', { name: texts.door.walkIn.title });
  // A second tap, meant for the sheet, does not close the answer.
  const tap = page.evaluate(async () => {
    let next: Element | null = null;
    while (!next) {
      await new Promise(requestAnimationFrame);
      next = document.querySelector('.verdict .deed.first');
    }
    const { left, top, width, height } = next.getBoundingClientRect();
    const hit = document.elementFromPoint(left + width / 2, top + height / 2);
    (hit as HTMLElement | null)?.click();
  });
  await walkIn.getByRole('button', { name: count(texts.door.walkIn.seats, 1) }).dblclick();
  await tap;
  await expect(verdict(page, texts, 'let-in')).toBeVisible();
  await next(page, texts);
  expect(await theatre.sql(admittedSql(performance))).toBe('3');
  expect(sent).toHaveLength(2);
});

test('the chosen number also applies to a party from the search', async ({
  page,
  texts,
  theatre,
  email,
}) => {
  const { performance } = await theatre.openDoor((performance) =>
    theatre.reserve(performance, { email, seats: 5 }),
  );
  await goToTheDoor(page, theatre, performance);
  await page.getByRole('button', { name: texts.door.some.all }).click();
  const choice = page.getByRole('dialog', { name: texts.door.some.title });
  await choice.getByRole('button', { name: count(texts.door.party.people, 2) }).click();
  const sheet = await lookUp(page, texts, 'Anna Bianchi');
  await sheet.getByRole('button', { name: count(texts.door.party.letIn, 2) }).click();
  await expect(verdict(page, texts, 'let-in')).toBeVisible();
  expect(await theatre.sql(admittedSql(performance))).toBe('2');
});

test('the door of a cancelled performance says so and seats nobody', async ({
  page,
  texts,
  theatre,
  email,
}) => {
  const { performance } = await theatre.openDoor((performance) =>
    theatre.reserve(performance, { email }),
  );
  await theatre.sql(`UPDATE performances SET cancelled_at = now() WHERE id = '${performance}'`);
  await goToTheDoor(page, theatre, performance, 'box_office');
  await expect(page.getByText(texts.door.page.cancelled, { exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: texts.door.walkIn.open })).toBeHidden();
});

test('a walk-in is refused if others have taken the seats meanwhile', async ({
  page,
  texts,
  theatre,
  email,
  faults,
}) => {
  faults.expect(/^409 POST \/api\/v1\/door\/walk-ins$/);
  const { performance } = await theatre.openDoor(
    (performance) => theatre.reserve(performance, { email, seats: 2 }),
    { seats: 5 },
  );
  await goToTheDoor(page, theatre, performance, 'box_office');
  await page.getByRole('button', { name: texts.door.walkIn.open }).click();
  const sheet = page.getByRole('dialog', { name: texts.door.walkIn.title });
  await expect(sheet.getByText(count(texts.door.walkIn.left, 3))).toBeVisible();
  await page.route('/api/v1/door/performances', (route) => route.abort());
  faults.allow(/ERR_FAILED GET \/api\/v1\/door\/performances/);
  await theatre.sql(`UPDATE performances SET capacity = 3 WHERE id = '${performance}'`);
  await sheet.getByRole('button', { name: count(texts.door.walkIn.seats, 3) }).click();
  await expect(
    verdict(page, texts, 'sold-out').getByText(count(texts.door.verdict.soldOutText, 1)),
  ).toBeVisible();
});

test('a role without the right sees no walk-in button', async ({ page, texts, theatre, email }) => {
  const { performance } = await theatre.openDoor((performance) =>
    theatre.reserve(performance, { email }),
  );
  await goToTheDoor(page, theatre, performance, 'door');
  await expect(page.getByRole('button', { name: texts.door.some.all })).toBeVisible();
  await expect(page.getByRole('button', { name: texts.door.walkIn.open })).toBeHidden();
});

test('an unconfirmed reservation can be confirmed at the door', async ({
  page,
  texts,
  theatre,
  email,
  faults,
}) => {
  faults.expect(/^409 POST \/api\/v1\/check-ins$/);
  const { performance } = await theatre.openDoor((performance) =>
    theatre.book(performance, { email, seats: 4 }),
  );
  await goToTheDoor(page, theatre, performance);
  const sheet = await lookUp(page, texts, 'Anna Bianchi');
  await expect(sheet.getByText(texts.door.status.pending)).toBeVisible();
  await sheet.getByRole('button', { name: count(texts.door.party.letIn, 4) }).click();
  const answer = verdict(page, texts, 'not-confirmed');
  await expect(answer.getByText(count(texts.door.verdict.booked, 4))).toBeVisible();
  await answer.getByRole('button', { name: texts.door.verdict.confirm }).click();
  await expect(verdict(page, texts, 'let-in').getByText('Anna Bianchi')).toBeVisible();
  expect(await theatre.sql(admittedSql(performance))).toBe('4');
});

test('a lapsed reservation cannot be confirmed without free seats', async ({
  page,
  texts,
  theatre,
  email,
  faults,
}) => {
  faults.expect(/^409 POST \/api\/v1\/check-ins$/);
  const { performance } = await theatre.openDoor(
    async (performance) => {
      const { id } = await theatre.book(performance, { email, seats: 4 });
      await theatre.expireHold(id);
      await theatre.reserve(performance, { email: `b-${email}`, seats: 4, name: 'Bruno Verdi' });
    },
    { seats: 5 },
  );
  await goToTheDoor(page, theatre, performance);
  const sheet = await lookUp(page, texts, 'Anna Bianchi');
  await sheet.getByRole('button', { name: count(texts.door.party.letIn, 4) }).click();
  const answer = verdict(page, texts, 'not-confirmed');
  await expect(answer.getByText(texts.door.verdict.noRoom)).toBeVisible();
  await expect(answer.getByRole('button', { name: texts.door.verdict.confirm })).toBeHidden();
});

test('each kind of refusal has its own answer, and scanning continues', async ({
  page,
  texts,
  theatre,
  email,
  faults,
}) => {
  faults.expect(/^409 POST \/api\/v1\/check-ins$/);
  faults.expect(/^404 POST \/api\/v1\/check-ins$/);
  const elsewhere = await theatre.openDoor((performance) =>
    theatre.reserve(performance, { email: `e-${email}`, name: 'Elsa Neri' }),
  );
  const { performance, audience } = await theatre.openDoor(async (performance) => {
    const good = await theatre.reserve(performance, { email });
    const gone = await theatre.reserve(performance, { email: `b-${email}`, name: 'Bruno Verdi' });
    await theatre.ask('POST', '/api/v1/reservation/cancel', { secret: gone.secret });
    return { good, gone };
  });
  await page.clock.install();
  await goToTheDoor(page, theatre, performance);
  // Codes of other systems
  await scan(page, '8001505005707');
  await expect(page.getByText(texts.door.camera.notOurs)).toBeVisible();
  // An unknown ticket
  await scan(page, `${theatre.url}/t#${'A'.repeat(43)}`);
  await expect(verdict(page, texts, 'unknown-ticket')).toBeVisible();
  // A cancelled reservation; its answer replaces the previous one
  await scan(page, ticketOf(audience.gone));
  await expect(verdict(page, texts, 'cancelled').getByText('Bruno Verdi')).toBeVisible();
  // Another performance
  await scan(page, ticketOf(elsewhere.audience));
  const other = verdict(page, texts, 'wrong-performance');
  await expect(other.getByText('Elsa Neri')).toBeVisible();
  await expect(other.getByText('La locandiera')).toBeVisible();
  // A valid ticket
  await scan(page, ticketOf(audience.good));
  await expect(verdict(page, texts, 'let-in').getByText('Anna Bianchi')).toBeVisible();
  expect(await theatre.sql(admittedSql(performance))).toBe('2');
  // A link leads to the other performance's door.
  await page.clock.fastForward(6_000);
  await scan(page, ticketOf(elsewhere.audience));
  await other.getByRole('link', { name: texts.door.verdict.toThatDoor }).click();
  await expect(page).toHaveURL(`/door/${elsewhere.performance}`);
  await page.clock.fastForward(6_000);
  await expect(page.getByRole('dialog', { name: texts.door.title })).toBeHidden();
  await scan(page, ticketOf(elsewhere.audience));
  await expect(verdict(page, texts, 'let-in').getByText('Elsa Neri')).toBeVisible();
});

test('a role with the right can open the door outside its hours with a reason', async ({
  page,
  texts,
  theatre,
  email,
  faults,
}) => {
  faults.expect(/^409 POST \/api\/v1\/check-ins$/);
  const performance = await theatre.schedule({ startsIn: '20 days' });
  const confirmed = await theatre.reserve(performance, { email });
  await goToTheDoor(page, theatre, performance, 'box_office');
  await scan(page, ticketOf(confirmed));
  const answer = verdict(page, texts, 'outside-door-window');
  await answer.getByRole('button', { name: texts.door.verdict.override }).click();
  await page.getByLabel(texts.controls.confirm.reason).fill('The rehearsal is open to friends');
  await page.getByRole('button', { name: texts.door.verdict.overrideYes, exact: true }).click();
  await expect(verdict(page, texts, 'let-in')).toBeVisible();
  expect(
    await theatre.sql(`
      SELECT override_reason FROM check_ins
      JOIN reservations ON reservations.id = reservation_id WHERE email = '${email}'`),
  ).toBe('The rehearsal is open to friends');
});

test('a role without the right cannot open the door outside its hours', async ({
  page,
  texts,
  ownTheatre,
  email,
  faults,
}) => {
  faults.expect(/^409 POST \/api\/v1\/check-ins$/);
  const { performance, audience } = await ownTheatre.openDoor((performance) =>
    ownTheatre.reserve(performance, { email }),
  );
  await ownTheatre.sql('UPDATE site SET door_closes_after_seconds = 0');
  await page.goto(`${ownTheatre.url}/sign-in`);
  const { email: who, password } = await ownTheatre.credentials('door');
  await page.getByRole('textbox', { name: texts.staff.signIn.email }).fill(who);
  await page.getByLabel(texts.staff.signIn.password, { exact: true }).fill(password);
  await page.getByRole('button', { name: texts.staff.signIn.send, exact: true }).click();
  await page.locator(`a[href="/door/${performance}"]`).click();
  await expect(page.getByRole('button', { name: texts.door.some.all })).toBeVisible();
  await scan(page, ticketOf(audience));
  const answer = verdict(page, texts, 'outside-door-window');
  await expect(answer.getByText(beginning(texts.door.verdict.closed))).toBeVisible();
  await expect(answer.getByRole('button', { name: texts.door.verdict.override })).toBeHidden();
});

test('a lost answer is reported, and a retry admits nobody twice', async ({
  page,
  texts,
  theatre,
  email,
  faults,
}) => {
  faults.expect(/ERR_FAILED POST \/api\/v1\/check-ins/);
  const { performance, audience } = await theatre.openDoor((performance) =>
    theatre.reserve(performance, { email, seats: 3 }),
  );
  await page.clock.install();
  await goToTheDoor(page, theatre, performance);
  const references: string[] = [];
  // The request arrives, but its answer is lost.
  await page.route('/api/v1/check-ins', async (route) => {
    const { client_ref } = route.request().postDataJSON() as { client_ref: string };
    references.push(client_ref);
    await route.fetch();
    await route.abort();
  });
  await scan(page, ticketOf(audience));
  const lost = verdict(page, texts, 'unanswered');
  await expect(lost).toBeVisible();
  await lost.getByRole('button', { name: texts.door.verdict.again }).click();
  await eventually('it was sent again', () =>
    Promise.resolve(references.length === 2 || undefined),
  );
  await expect(lost).toBeVisible();
  // The answer is closed and opened again.
  await lost.getByRole('button', { name: texts.door.verdict.leave }).click();
  await expect(lost).toBeHidden();
  await page.unroute('/api/v1/check-ins');
  const sent = page.waitForRequest('/api/v1/check-ins');
  await page.clock.fastForward(6_000);
  await scan(page, ticketOf(audience));
  await expect(verdict(page, texts, 'let-in').getByText('Anna Bianchi')).toBeVisible();
  const { client_ref } = (await sent).postDataJSON() as { client_ref: string };
  expect([...new Set([...references, client_ref])]).toHaveLength(1);
  expect(await theatre.sql(admittedSql(performance))).toBe('3');
});

test('an expired session loses no check-in', async ({ page, texts, theatre, email, faults }) => {
  faults.expect(/^401 /);
  const { performance, audience } = await theatre.openDoor((performance) =>
    theatre.reserve(performance, { email, seats: 3 }),
  );
  await goToTheDoor(page, theatre, performance);
  await page.context().clearCookies();
  await scan(page, ticketOf(audience));
  const again = page.getByRole('dialog', { name: texts.staff.signIn.lapsedTitle });
  await expect(again).toBeVisible();
  const { email: who, password } = await theatre.credentials('door');
  await again.getByRole('textbox', { name: texts.staff.signIn.email }).fill(who);
  await again.getByLabel(texts.staff.signIn.password, { exact: true }).fill(password);
  await again.getByRole('button', { name: texts.staff.signIn.send, exact: true }).click();
  await expect(again).toBeHidden();
  await verdict(page, texts, 'unanswered')
    .getByRole('button', { name: texts.door.verdict.again })
    .click();
  await expect(verdict(page, texts, 'let-in').getByText('Anna Bianchi')).toBeVisible();
});

test('a party is found by name or code, and a scan does not change the search box', async ({
  page,
  texts,
  theatre,
  email,
}) => {
  const { performance, audience } = await theatre.openDoor(async (performance) => [
    await theatre.reserve(performance, { email, name: 'Niccolò Bruni' }),
    await theatre.reserve(performance, { email: `b-${email}`, name: 'Bruno Verdi' }),
  ]);
  await goToTheDoor(page, theatre, performance);
  const box = page.getByRole('searchbox', { name: texts.door.search.label });
  await box.fill('nicco');
  await expect(page.getByText(count(texts.door.search.found, 1))).toBeVisible();
  await expect(page.getByRole('button', { name: 'Niccolò Bruni' })).toBeVisible();
  await box.fill('zz');
  await expect(page.getByText(texts.door.search.none)).toBeVisible();
  // By the code and Enter
  await box.fill(audience[1]!.code.toLowerCase());
  await expect(page.getByText(count(texts.door.search.found, 1))).toBeVisible();
  await box.press('Enter');
  const sheet = page.getByRole('dialog', { name: 'Bruno Verdi' });
  await expect(sheet).toBeVisible();
  await sheet.getByRole('button', { name: texts.door.party.close }).click();
  await expect(sheet).toBeHidden();
  // The scanner reads while the search box has text.
  await box.fill('bru');
  await expect(page.getByText(count(texts.door.search.found, 2))).toBeVisible();
  await scan(page, ticketOf(audience[0]!));
  await expect(verdict(page, texts, 'let-in').getByText('Niccolò Bruni')).toBeVisible();
  await next(page, texts);
  await expect(box).toHaveValue('bru');
  // A pasted ticket works like a scanned one.
  await box.fill(`${theatre.url}/t#${ticketOf(audience[1]!)}`);
  await box.press('Enter');
  await expect(verdict(page, texts, 'let-in').getByText('Bruno Verdi')).toBeVisible();
});

test('sound can be turned off and stays off', async ({ page, texts, theatre, email }) => {
  const { performance } = await theatre.openDoor((performance) =>
    theatre.reserve(performance, { email }),
  );
  await goToTheDoor(page, theatre, performance);
  await page.getByRole('button', { name: texts.door.camera.soundOff }).click();
  await page.reload();
  await expect(page.getByRole('button', { name: texts.door.camera.soundOn })).toBeVisible();
});
