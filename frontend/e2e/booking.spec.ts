import { book, bookButton, fillIn, heading, setSeats, speak } from './steps.ts';
import { TEXTS, another, beginning, count } from './texts.ts';
import type { Theatre } from './theatre.ts';
import { expect, test } from './fixtures.ts';

function reservationsOf(theatre: Theatre, email: string): Promise<string> {
  return theatre.sql(`SELECT count(*) FROM reservations WHERE email = '${email}'`);
}

test('two taps book once', async ({ page, texts, theatre, email }) => {
  await page.goto(`/performances/${await theatre.schedule()}`);
  await fillIn(page, texts, { email });
  await bookButton(page, texts, 2).dblclick();
  await expect(heading(page, texts.booking.held.titlePending)).toBeVisible();
  expect(await reservationsOf(theatre, email)).toBe('1');
  expect(await theatre.lettersTo(email)).toHaveLength(1);
});

test('the button shows that a booking is being sent, and further taps book nothing', async ({
  page,
  texts,
  theatre,
  email,
}) => {
  await page.route('**/reservations', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    await route.continue();
  });
  await page.goto(`/performances/${await theatre.schedule()}`);
  await fillIn(page, texts, { email });
  await bookButton(page, texts, 2).click();
  const sending = page.getByRole('button', { name: texts.booking.sending });
  await expect(sending).toHaveAttribute('aria-disabled', 'true');
  await sending.click({ force: true });
  await sending.press('Enter');
  await expect(heading(page, texts.booking.held.titlePending)).toBeVisible();
  expect(await reservationsOf(theatre, email)).toBe('1');
});

test('a retry after a lost answer does not book twice', async ({
  page,
  texts,
  theatre,
  email,
  faults,
}) => {
  faults.expect(/^net::ERR_FAILED POST .*\/reservations$/);
  await page.route(
    '**/reservations',
    async (route) => {
      await route.fetch();
      await route.abort();
    },
    { times: 1 },
  );
  await page.goto(`/performances/${await theatre.schedule()}`);
  await fillIn(page, texts, { email });
  await bookButton(page, texts, 2).click();
  await expect(page.getByRole('alert')).toContainText(texts.booking.refused.noAnswer);
  await page.getByRole('button', { name: texts.booking.refused.again }).click();
  await expect(heading(page, texts.booking.held.titlePending)).toBeVisible();
  expect(await reservationsOf(theatre, email)).toBe('1');
});

test('a reload keeps the input but not the consent', async ({ page, texts, theatre, email }) => {
  await page.goto(`/performances/${await theatre.schedule()}`);
  await fillIn(page, texts, { name: 'Teresa Gallo', email, seats: 4 });
  await page.reload();
  const { name, email: address, seats, privacy } = texts.booking;
  await expect(page.getByRole('textbox', { name: name.label })).toHaveValue('Teresa Gallo');
  await expect(page.getByRole('textbox', { name: address.label })).toHaveValue(email);
  await expect(page.getByRole('spinbutton', { name: seats.label })).toHaveValue('4');
  await expect(page.getByRole('checkbox', { name: privacy.link })).not.toBeChecked();
});

test('a reload after booking still asks to check the inbox', async ({
  page,
  texts,
  theatre,
  email,
}) => {
  await page.goto(`/performances/${await theatre.schedule()}`);
  await book(page, texts, { email });
  await page.reload();
  await expect(heading(page, texts.booking.held.titlePending)).toBeVisible();
  await expect(page.getByText(email)).toBeVisible();
});

test('switching the language keeps the input', async ({
  page,
  texts,
  theatre,
  email,
  language,
}) => {
  const other = another(language);
  await page.goto(`/performances/${await theatre.schedule()}`);
  await fillIn(page, texts, { name: 'Teresa Gallo', email });
  await speak(page, texts, other);
  const box = page.getByRole('textbox', { name: TEXTS[other].booking.name.label });
  await expect(box).toHaveValue('Teresa Gallo');
});

test('missing input is reported at its field', async ({ page, texts, theatre }) => {
  const { wrong } = texts.booking;
  await page.goto(`/performances/${await theatre.schedule()}`);
  await bookButton(page, texts, 2).click();
  for (const text of [wrong.nameMissing, wrong.emailMissing, wrong.privacy]) {
    await expect(page.getByText(text)).toBeVisible();
  }
  const name = page.getByRole('textbox', { name: texts.booking.name.label });
  await expect(name).toBeFocused();
  await expect(name).toHaveAttribute('aria-invalid', 'true');
  await expect(name).toHaveAccessibleDescription(new RegExp(wrong.nameMissing));
});

test('one click ticks the consent, even if a message about the address appears', async ({
  page,
  texts,
  theatre,
}) => {
  const performance = await theatre.schedule();
  const { email, privacy, wrong } = texts.booking;
  for (const [typed, message] of [
    ['anna at home', wrong.emailMalformed],
    ['anna@gmial.com', email.correct],
  ] as const) {
    await page.goto(`/performances/${performance}`);
    await page.getByRole('textbox', { name: email.label }).fill(typed);
    const consent = page.getByRole('checkbox', { name: privacy.link });
    // A slow click, like by hand.
    await consent.click({ delay: 150 });
    await expect(page.getByText(message)).toBeVisible();
    await expect(consent).toBeChecked();
  }
});

test('a likely typing error in the address is corrected on request', async ({
  page,
  texts,
  theatre,
}) => {
  await page.goto(`/performances/${await theatre.schedule()}`);
  const box = page.getByRole('textbox', { name: texts.booking.email.label });
  await box.fill('anna@gmial.com');
  await box.blur();
  await page.getByRole('button', { name: texts.booking.email.correct }).click();
  await expect(box).toHaveValue('anna@gmail.com');
});

test('the form notices that others have taken seats meanwhile', async ({
  page,
  texts,
  theatre,
  email,
}) => {
  const performance = await theatre.schedule({ seats: 3 });
  await page.clock.install();
  await page.goto(`/performances/${performance}`);
  await fillIn(page, texts, { email, seats: 2 });
  await theatre.book(performance, { email: 'quicker@example.org', seats: 2 });
  await page.clock.fastForward('00:20');
  await page.getByRole('button', { name: count(texts.booking.seats.takeThese, 1) }).click();
  await page.getByRole('checkbox', { name: texts.booking.privacy.link }).check();
  await bookButton(page, texts, 1).click();
  await expect(heading(page, texts.booking.held.titlePending)).toBeVisible();
});

test('a refused booking offers the seats that are left', async ({
  page,
  texts,
  theatre,
  email,
  faults,
}) => {
  faults.expect(/^409 POST .*\/reservations$/);
  const performance = await theatre.schedule({ seats: 6 });
  await page.goto(`/performances/${performance}`);
  await fillIn(page, texts, { email, seats: 4 });
  await theatre.book(performance, { email: 'quicker@example.org', seats: 4 });
  await bookButton(page, texts, 4).click();
  const alert = page.getByRole('alert');
  await expect(alert).toContainText(count(texts.booking.refused.soldOut, 2));
  await alert.getByRole('button', { name: count(texts.booking.seats.takeThese, 2) }).click();
  await bookButton(page, texts, 2).click();
  await expect(heading(page, texts.booking.held.titlePending)).toBeVisible();
});

test('a performance that sold out meanwhile leads to other dates and keeps the input', async ({
  page,
  texts,
  theatre,
  email,
  faults,
}) => {
  faults.expect(/^409 POST .*\/reservations$/);
  const performance = await theatre.schedule({ seats: 2 });
  await page.goto(`/performances/${performance}`);
  await fillIn(page, texts, { name: 'Teresa Gallo', email });
  await theatre.book(performance, { email: 'quicker@example.org', seats: 2 });
  await bookButton(page, texts, 2).click();
  await expect(heading(page, texts.booking.closed.soldOutTitle)).toBeFocused();
  await expect(page.getByText(texts.booking.closed.kept)).toBeVisible();
  const others = page.getByRole('link', { name: new RegExp(`^${texts.site.performance.book}: `) });
  await others.last().click();
  const box = page.getByRole('textbox', { name: texts.booking.name.label });
  await expect(box).toHaveValue('Teresa Gallo');
});

test('the page that asks to check the inbox notices the confirmation', async ({
  page,
  texts,
  theatre,
  email,
  anotherVisitor,
}) => {
  await page.goto(`/performances/${await theatre.schedule()}`);
  await book(page, texts, { email });
  const phone = await (await anotherVisitor()).newPage();
  await phone.goto(await theatre.linkTo(email));
  await phone.getByRole('button', { name: count(texts.reservation.pending.button, 2) }).click();
  await expect(heading(phone, texts.reservation.confirmed.heading)).toBeVisible();
  await expect(heading(page, texts.booking.held.titleConfirmed)).toBeVisible();
});

test('a lapsed hold is shown, and two taps book again', async ({ page, texts, theatre, email }) => {
  await page.goto(`/performances/${await theatre.schedule()}`);
  await book(page, texts, { name: 'Teresa Gallo', email, seats: 3 });
  await theatre.expireHold(
    await theatre.sql(`SELECT id FROM reservations WHERE email = '${email}'`),
  );
  await expect(heading(page, texts.booking.held.titleExpired)).toBeVisible();
  await page.getByRole('button', { name: texts.booking.held.again }).click();
  const name = page.getByRole('textbox', { name: texts.booking.name.label });
  await expect(name).toHaveValue('Teresa Gallo');
  await page.getByRole('checkbox', { name: texts.booking.privacy.link }).check();
  await bookButton(page, texts, 3).click();
  await expect(heading(page, texts.booking.held.titlePending)).toBeVisible();
  expect(await theatre.lettersTo(email)).toHaveLength(2);
});

test('correcting a wrong address keeps the other input, even for the last seats', async ({
  page,
  texts,
  theatre,
  email,
}) => {
  await page.goto(`/performances/${await theatre.schedule({ seats: 2 })}`);
  await book(page, texts, { name: 'Teresa Gallo', email: `wrong-${email}` });
  await page.getByRole('button', { name: texts.booking.held.wrongAddress }).click();
  const box = page.getByRole('textbox', { name: texts.booking.email.label });
  await expect(box).toBeFocused();
  await box.fill(email);
  await expect(page.getByRole('checkbox', { name: texts.booking.privacy.link })).toBeChecked();
  await bookButton(page, texts, 2).click();
  await expect(page.getByText(email)).toBeVisible();
  expect(await theatre.lettersTo(`wrong-${email}`)).toHaveLength(1);
  await page.goto(await theatre.linkTo(`wrong-${email}`));
  await expect(heading(page, texts.reservation.cancelled.heading)).toBeVisible();
});

test('the ticket beside the form shows where, when the doors open and how many seats are left', async ({
  page,
  texts,
  theatre,
}) => {
  await page.goto(`/performances/${await theatre.schedule({ seats: 3 })}`);
  const stub = page.getByRole('complementary', { name: texts.booking.stub.label });
  await expect(stub.getByText(beginning(texts.booking.stub.doors))).toBeVisible();
  await expect(stub.getByText('Via dei Mantici 14')).toBeVisible();
  await expect(stub.getByText(count(texts.site.performance.few, 3))).toBeVisible();
});

test('the last hours of booking are announced, and later the seats at the door', async ({
  page,
  texts,
  theatre,
}) => {
  const closing = await theatre.schedule({ seats: 5, startsIn: '5 hours', closesIn: '2 hours' });
  await page.goto(`/performances/${closing}`);
  const [closesSoon = ''] = texts.site.performance.closesSoon.split('{');
  await expect(page.getByText(closesSoon)).toBeVisible();
  const closed = await theatre.schedule({ seats: 5, startsIn: '5 hours', closesIn: '-1 hour' });
  await page.goto(`/performances/${closed}`);
  await expect(page.getByText(count(texts.booking.closed.atTheDoor, 5))).toBeVisible();
});

test('the stepper stops at the largest party', async ({ page, texts, theatre }) => {
  await page.goto(`/performances/${await theatre.schedule({ seats: 50 })}`);
  await setSeats(page, texts, 10);
  await expect(page.getByRole('main').getByRole('link', { name: /@/ })).toHaveAttribute(
    'href',
    /^mailto:/,
  );
  const more = page.getByRole('button', { name: texts.booking.seats.more });
  await expect(more).toHaveAttribute('aria-disabled', 'true');
  await more.click({ force: true });
  await expect(page.getByRole('spinbutton', { name: texts.booking.seats.label })).toHaveValue('10');
});

for (const [what, wanted, title] of [
  ['is sold out', { seats: 0 }, 'soldOutTitle'],
  ['cannot be booked yet', { opensIn: '2 days' }, 'notYetOpenTitle'],
  ['can no longer be booked', { startsIn: '1 day', closesIn: '-1 hour' }, 'closedTitle'],
  ['is over', { startsIn: '-10 days', opensIn: '-30 days' }, 'pastTitle'],
] as const) {
  test(`a performance that ${what} says so`, async ({ page, texts, theatre }) => {
    await page.goto(`/performances/${await theatre.schedule(wanted)}`);
    await expect(heading(page, texts.booking.closed[title])).toBeVisible();
    await expect(
      page.getByRole('heading', { name: beginning(texts.site.otherDates.heading) }),
    ).toBeVisible();
  });
}
