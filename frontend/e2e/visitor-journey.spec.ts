import { bookButton, fillIn, heading, scanned } from './steps.ts';
import { count } from './texts.ts';
import { expect, test } from './fixtures.ts';

// With the service worker, like for most visitors.
test.use({ serviceWorkers: 'allow' });

test('a visitor finds a show, books, confirms by mail, gets a ticket, changes and cancels', async ({
  page,
  texts,
  theatre,
  email,
}) => {
  await test.step('finds a show', async () => {
    await page.goto('/');
    const shows = page.getByRole('region', { name: texts.site.home.shows });
    await shows.getByRole('link', { name: 'La locandiera' }).click();
    await expect(heading(page, 'La locandiera')).toBeVisible();
  });

  await test.step('picks the last date', async () => {
    const dates = page.getByRole('region', { name: texts.site.show.dates });
    await dates
      .getByRole('link', { name: new RegExp(`^${texts.site.performance.book}`) })
      .last()
      .click();
    await expect(heading(page, texts.booking.heading)).toBeVisible();
  });

  await test.step('books three seats', async () => {
    await fillIn(page, texts, { name: 'Piera Rossi', email, seats: 3 });
    await bookButton(page, texts, 3).click();
    await expect(heading(page, texts.booking.held.titlePending)).toBeVisible();
    await expect(page.getByText(email)).toBeVisible();
  });

  await test.step('opens the link in the mail, and confirms', async () => {
    await page.goto(await theatre.linkTo(email));
    await expect(heading(page, texts.reservation.pending.heading)).toBeVisible();
    await page.getByRole('button', { name: count(texts.reservation.pending.button, 3) }).click();
    await expect(heading(page, texts.reservation.confirmed.heading)).toBeVisible();
  });

  const ticket = await test.step('gets a code that a scanner can read', async () => {
    const picture = page.getByRole('img', { name: texts.reservation.door.picture }).first();
    const code = await scanned(picture);
    expect(code).toMatch(new RegExp(`^${theatre.url}/t#[\\w-]+$`));
    return code;
  });

  await test.step('shows it large at the door', async () => {
    await page.getByRole('button', { name: texts.reservation.door.open }).click();
    const door = page.getByRole('dialog', { name: texts.reservation.door.title });
    const picture = door.getByRole('img', { name: texts.reservation.door.picture });
    expect(await scanned(picture)).toBe(ticket);
    await door.getByRole('button', { name: texts.reservation.door.close }).click();
    await expect(door).toBeHidden();
  });

  const holder = page.url();
  await test.step('sees no personal data behind the code', async () => {
    await page.goto(ticket);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.getByRole('main')).toContainText('La locandiera');
    await expect(page.getByRole('main')).not.toContainText('Piera Rossi');
    await expect(page.getByRole('main')).not.toContainText(email);
  });

  await test.step('reduces the party by one', async () => {
    await page.goto(holder);
    await page.getByRole('button', { name: texts.reservation.seats.open }).click();
    await page.getByRole('button', { name: texts.booking.seats.fewer }).click();
    await page.getByRole('button', { name: count(texts.reservation.seats.save, 2) }).click();
    await expect(page.getByText(count(texts.reservation.seats.done, 2))).toBeVisible();
    await expect(page.getByText(count(texts.reservation.paper.people, 2)).first()).toBeVisible();
  });

  await test.step('cancels after a second question', async () => {
    const open = page.getByRole('button', { name: texts.reservation.cancel.open });
    const question = page.getByRole('dialog', {
      name: count(texts.reservation.cancel.question, 2),
    });
    await open.click();
    await question.getByRole('button', { name: texts.reservation.cancel.no }).click();
    await expect(question).toBeHidden();
    await open.click();
    await question.getByRole('button', { name: texts.reservation.cancel.yes }).click();
    await expect(heading(page, texts.reservation.cancelled.heading)).toBeVisible();
  });
});
