import { type Page } from '@playwright/test';

import { bookButton, fillIn, heading, scanned } from './steps.ts';
import { beginning } from './texts.ts';
import { expect, test } from './visit.ts';

test('a server that goes down while one books is told, and nothing is booked twice', async ({
  page,
  texts,
  email,
  ownTheatre,
  faults,
}) => {
  faults.expect(/^net::ERR_CONNECTION_REFUSED POST .*\/reservations$/);
  faults.allow(/^net::ERR_/);
  const performance = await ownTheatre.putOn();
  await page.goto(`${ownTheatre.url}/performances/${performance}`);
  await fillIn(page, texts, { email });
  await ownTheatre.kill();
  await bookButton(page, texts, 2).click();
  await expect(page.getByRole('alert')).toContainText(texts.booking.refused.noAnswer);
  await expect(page.getByText(texts.site.states.downBar)).toBeVisible();

  await ownTheatre.start();
  await page.getByRole('button', { name: texts.booking.refused.again }).click();
  await expect(heading(page, texts.booking.held.titlePending)).toBeVisible();
  await expect(page.getByText(texts.site.states.downBar)).toBeHidden();
  expect(await ownTheatre.sql(`SELECT count(*) FROM reservations WHERE email = '${email}'`)).toBe(
    '1',
  );
  expect(await ownTheatre.lettersTo(email)).toHaveLength(1);
});

test('a page that can not be had while the server is down comes with another try', async ({
  page,
  texts,
  ownTheatre,
  faults,
}) => {
  faults.expect(/^net::ERR_CONNECTION_REFUSED GET /);
  faults.allow(/^net::ERR_/);
  await page.goto(`${ownTheatre.url}/venues`);
  // A link that the server painted would lead out of the app.
  await page.locator('app-root:not([hidden])').waitFor();
  await ownTheatre.stop();
  await page
    .getByRole('main')
    .getByRole('link', { name: 'Sala dei Lampionai', exact: true })
    .click();
  await expect(heading(page, texts.site.states.downTitle)).toBeVisible();
  await ownTheatre.start();
  await page.getByRole('button', { name: texts.site.states.retry }).click();
  await expect(heading(page, 'Sala dei Lampionai')).toBeVisible();
});

test('what was seen stays while the device is offline, and says how old it may be', async ({
  page,
  context,
  texts,
  faults,
}) => {
  faults.allow(/^net::ERR_INTERNET_DISCONNECTED /);
  await page.goto('/calendar');
  // What the server painted can be seen before the app is there.
  await page.locator('app-root:not([hidden])').waitFor();
  await context.setOffline(true);
  await expect(page.getByText(texts.site.states.offlineBar)).toBeVisible();
  await expect(heading(page, texts.site.calendar.title)).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByText(texts.site.states.offlineBar)).toBeHidden();
});

test.describe('with the service worker', () => {
  test.use({ serviceWorkers: 'allow' });

  test('the ticket opens without a network once it was seen', async ({
    page,
    context,
    texts,
    theatre,
    email,
    faults,
  }) => {
    faults.allow(/^net::ERR_INTERNET_DISCONNECTED /);
    faults.allow(/^504 GET /);
    // The browser asks for the icon of its tab; it is kept only when it was asked for before.
    faults.allow(/^net::ERR_FAILED GET \/(icons|favicon)/);
    const { link } = await theatre.reserve(await theatre.putOn(), { email });
    await page.goto(link);
    const picture = page.getByRole('img', { name: texts.reservation.door.picture }).first();
    const code = await scanned(picture);
    await everythingIsKept(page);

    await context.setOffline(true);
    await page.reload();
    await expect(heading(page, texts.reservation.confirmed.heading)).toBeVisible();
    await expect(page.getByText(beginning(texts.reservation.asOf.text)).first()).toBeVisible();
    expect(await scanned(picture)).toBe(code);

    await context.setOffline(false);
    await expect(page.getByRole('button', { name: texts.reservation.seats.open })).toBeEnabled();
  });

  test('a ticket that was removed from the device is not there without a network', async ({
    page,
    context,
    texts,
    theatre,
    email,
    faults,
  }) => {
    faults.allow(/^net::ERR_INTERNET_DISCONNECTED /);
    faults.allow(/^504 GET /);
    faults.allow(/^net::ERR_FAILED GET \/(icons|favicon)/);
    const { link } = await theatre.reserve(await theatre.putOn(), { email });
    await page.goto(link);
    await everythingIsKept(page);
    await page.getByText(texts.reservation.stored.heading).click();
    await page.getByRole('button', { name: texts.reservation.stored.remove }).click();
    await expect(page.getByText(texts.reservation.stored.removed)).toBeFocused();

    await context.setOffline(true);
    await page.reload();
    await expect(heading(page, texts.site.states.offlineTitle)).toBeVisible();
    await expect(page.getByRole('img', { name: texts.reservation.door.picture })).toHaveCount(0);
  });

  test('a page that was never seen says that there is no network', async ({
    page,
    context,
    texts,
    faults,
  }) => {
    faults.allow(/^net::ERR_INTERNET_DISCONNECTED /);
    faults.allow(/^504 GET /);
    // The browser asks for the icon of its tab; it is kept only when it was asked for before.
    faults.allow(/^net::ERR_FAILED GET \/(icons|favicon)/);
    await page.goto('/');
    await everythingIsKept(page);
    await context.setOffline(true);
    await page.goto('/venues/sala-dei-lampionai');
    await expect(heading(page, texts.site.states.offlineTitle)).toBeVisible();
    await context.setOffline(false);
    await page.getByRole('button', { name: texts.site.states.retry }).click();
    await expect(heading(page, 'Sala dei Lampionai')).toBeVisible();
  });
});

/** Waits until the service worker has all that the pages consist of. */
async function everythingIsKept(page: Page): Promise<void> {
  await expect
    .poll(
      () =>
        page.evaluate(async () => {
          if (!navigator.serviceWorker.controller) return ['the worker itself'];
          const { assetGroups } = (await (await fetch('/ngsw.json')).json()) as {
            assetGroups: { installMode: string; urls: string[] }[];
          };
          const wanted = assetGroups
            .filter(({ installMode }) => installMode === 'prefetch')
            .flatMap(({ urls }) => urls);
          const kept = await Promise.all(wanted.map((url) => caches.match(url)));
          return wanted.filter((_, index) => !kept[index]);
        }),
      { timeout: 45_000 },
    )
    .toEqual([]);
}
