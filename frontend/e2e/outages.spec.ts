import { type Page } from '@playwright/test';

import { bookButton, fillIn, heading, scanned } from './steps.ts';
import { beginning } from './texts.ts';
import { expect, test } from './fixtures.ts';

test('a booking while the server is down reports it, and a retry does not book twice', async ({
  page,
  texts,
  email,
  ownTheatre,
  faults,
}) => {
  faults.expect(/^net::ERR_CONNECTION_REFUSED POST .*\/reservations$/);
  faults.allow(/^net::ERR_/);
  const performance = await ownTheatre.schedule();
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

test('a page that fails while the server is down loads after a retry', async ({
  page,
  texts,
  ownTheatre,
  faults,
}) => {
  faults.expect(/^net::ERR_CONNECTION_REFUSED GET /);
  faults.allow(/^net::ERR_/);
  await page.goto(`${ownTheatre.url}/venues`);
  // A link of the server's page would reload the page.
  await page.locator('app-root:not([hidden])').waitFor();
  // The scripts of the other pages are loaded when the first one is complete.
  await page.waitForLoadState('networkidle');
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

test('a loaded page stays while the device is offline, with a notice', async ({
  page,
  context,
  texts,
  faults,
}) => {
  faults.allow(/^net::ERR_INTERNET_DISCONNECTED /);
  await page.goto('/calendar');
  // The server's page is visible before the app has started.
  await page.locator('app-root:not([hidden])').waitFor();
  await context.setOffline(true);
  await expect(page.getByText(texts.site.states.offlineBar)).toBeVisible();
  await expect(heading(page, texts.site.calendar.title)).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByText(texts.site.states.offlineBar)).toBeHidden();
});

test.describe('with the service worker', () => {
  test.use({ serviceWorkers: 'allow' });

  test('a ticket that was opened before opens without a network', async ({
    page,
    context,
    texts,
    theatre,
    email,
    faults,
  }) => {
    faults.allow(/^net::ERR_INTERNET_DISCONNECTED /);
    faults.allow(/^504 GET /);
    // The tab icon is cached only if the browser has requested it before.
    faults.allow(/^net::ERR_FAILED GET \/(icons|favicon)/);
    const { link } = await theatre.reserve(await theatre.schedule(), { email });
    await page.goto(link);
    const picture = page.getByRole('img', { name: texts.reservation.door.picture }).first();
    const code = await scanned(picture);
    await waitForCache(page);

    await context.setOffline(true);
    await page.reload();
    await expect(heading(page, texts.reservation.confirmed.heading)).toBeVisible();
    await expect(page.getByText(beginning(texts.reservation.asOf.text)).first()).toBeVisible();
    expect(await scanned(picture)).toBe(code);

    await context.setOffline(false);
    await expect(page.getByRole('button', { name: texts.reservation.seats.open })).toBeEnabled();
  });

  test('a ticket that was removed from the device does not open without a network', async ({
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
    const { link } = await theatre.reserve(await theatre.schedule(), { email });
    await page.goto(link);
    await waitForCache(page);
    await page.getByText(texts.reservation.stored.heading).click();
    await page.getByRole('button', { name: texts.reservation.stored.remove }).click();
    await expect(page.getByText(texts.reservation.stored.removed)).toBeFocused();

    await context.setOffline(true);
    await page.reload();
    await expect(heading(page, texts.site.states.offlineTitle)).toBeVisible();
    await expect(page.getByRole('img', { name: texts.reservation.door.picture })).toHaveCount(0);
  });

  test('a page that was never opened says that there is no network', async ({
    page,
    context,
    texts,
    faults,
  }) => {
    faults.allow(/^net::ERR_INTERNET_DISCONNECTED /);
    faults.allow(/^504 GET /);
    // The tab icon is cached only if the browser has requested it before.
    faults.allow(/^net::ERR_FAILED GET \/(icons|favicon)/);
    await page.goto('/');
    await waitForCache(page);
    await context.setOffline(true);
    await page.goto('/venues/sala-dei-lampionai');
    await expect(heading(page, texts.site.states.offlineTitle)).toBeVisible();
    await context.setOffline(false);
    await page.getByRole('button', { name: texts.site.states.retry }).click();
    await expect(heading(page, 'Sala dei Lampionai')).toBeVisible();
  });
});

/** Waits until the service worker has cached all files of the app. */
async function waitForCache(page: Page): Promise<void> {
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
          const cached = await Promise.all(wanted.map((url) => caches.match(url)));
          return wanted.filter((_, index) => !cached[index]);
        }),
      { timeout: 45_000 },
    )
    .toEqual([]);
}
