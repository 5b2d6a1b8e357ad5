import type { Page, Route } from '@playwright/test';

import { emulateOldBrowser } from './old-browser.ts';
import { book, heading } from './steps.ts';
import { count } from './texts.ts';
import { expect, test } from './fixtures.ts';

async function waitForApp(page: Page): Promise<void> {
  await page.locator('app-root:not([hidden])').waitFor();
  await expect(page.locator('.server-page')).toHaveCount(0);
}

test.describe('the oldest browsers', () => {
  test.beforeEach(({ page }) => emulateOldBrowser(page));

  for (const address of ['/', '/calendar', '/calendar?view=month', '/shows/la-locandiera']) {
    test(`show ${address} in the app, with no menu over it`, async ({ page }) => {
      await page.goto(address);
      await waitForApp(page);
      await expect(page.getByRole('main')).toContainText('La locandiera');
      await expect(page.locator('#menu')).toBeHidden();
    });
  }

  test('open the menu and close it', async ({ page, texts, isMobile }) => {
    test.skip(!isMobile, 'there is a menu on phones');
    await page.goto('/');
    await waitForApp(page);
    const open = page.getByRole('button', { name: texts.site.nav.menu, exact: true });
    const menu = page.getByRole('navigation', { name: texts.site.nav.menu, exact: true });
    await open.click();
    await expect(menu).toBeVisible();
    await menu.getByRole('button', { name: texts.site.nav.closeMenu }).click();
    await expect(menu).toBeHidden();
    await open.click();
    await menu.getByRole('link', { name: texts.site.nav.venues }).click();
    await expect(heading(page, texts.site.venues.title)).toBeVisible();
    await expect(menu).toBeHidden();
  });

  test('book and confirm', async ({ page, texts, theatre, email }) => {
    await page.goto(`/performances/${await theatre.schedule()}`);
    await waitForApp(page);
    await book(page, texts, { email });
    await page.goto(await theatre.linkTo(email));
    await page.getByRole('button', { name: count(texts.reservation.pending.button, 2) }).click();
    await expect(heading(page, texts.reservation.confirmed.heading)).toBeVisible();
  });

  test('have the right colours, whether the device or the visitor chose the theme', async ({
    page,
    context,
    baseURL,
    theatre,
  }) => {
    const booking = `/performances/${await theatre.schedule()}`;
    for (const [device, chosen, ground, button, paper] of [
      ['light', undefined, '#f6efe2', '#1c1612', '#fffaf0'],
      ['dark', undefined, '#14110f', '#ffc65c', '#fffaf0'],
      ['dark', 'light', '#f6efe2', '#1c1612', '#fffaf0'],
      ['light', 'dark', '#14110f', '#ffc65c', '#fffaf0'],
    ] as const) {
      await page.emulateMedia({ colorScheme: device });
      await context.clearCookies();
      if (chosen) await context.addCookies([{ name: 'theme', value: chosen, url: baseURL! }]);
      await page.goto(booking);
      await waitForApp(page);
      const label = `${device}, ${chosen ?? 'nothing'} chosen`;
      const of = (selector: string) => page.locator(selector).first();
      await expect(of('html'), label).toHaveCSS('background-color', rgb(ground));
      await expect(of('.booking button[type=submit]'), label).toHaveCSS(
        'background-color',
        rgb(button),
      );
      await expect(of('.booking .stub .show'), label).toHaveCSS('background-color', rgb(paper));
    }
  });
});

function rgb(hex: string): string {
  const parts = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
  return `rgb(${parts.join(', ')})`;
}

for (const [what, breakIt] of [
  ['cannot be loaded', (page: Page) => page.route(/\/main-\w+\.js$/, (route) => route.abort())],
  [
    'cannot be parsed',
    (page: Page) => page.addInitScript(() => Reflect.deleteProperty(Object, 'hasOwn')),
  ],
  [
    'fails on its first page',
    (page: Page) =>
      page.addInitScript(() => Reflect.deleteProperty(Intl.DateTimeFormat.prototype, 'format')),
  ],
] as const) {
  test(`an app that ${what} leaves the server's page with an explanation`, async ({
    page,
    faults,
    texts,
  }) => {
    faults.allow(/^console: /);
    faults.allow(/^script error: /);
    faults.allow(/^net::ERR_FAILED GET \/main-/);
    await breakIt(page);
    await page.goto('/calendar');
    await expect(page.getByText(texts.server.cannotStart)).toBeVisible();
    await expect(page.getByRole('main')).toContainText('La locandiera');
    // The navigation is always visible, because the menu may not work.
    const around = page.getByRole('navigation', { name: texts.site.nav.label });
    await around.getByRole('link', { name: texts.site.nav.shows }).click();
    await expect(heading(page, texts.site.shows.title)).toBeVisible();
  });
}

test('a page shows no explanation while its app starts', async ({ page, texts }) => {
  await page.route(/\.js$/, () => new Promise(() => {}));
  await page.goto('/', { waitUntil: 'commit' });
  await expect(heading(page, /./)).toBeVisible();
  await expect(page.getByText(texts.server.cannotStart)).toBeHidden();
});

// Firefox ends the import when the visitor follows a link.
test('a page that is being left shows no explanation, and starts when the visitor comes back', async ({
  page,
  faults,
  texts,
}) => {
  faults.expect(/^net::ERR_FAILED GET \/main-/);
  let leave = () => {};
  const isLeft = new Promise<void>((resolve) => (leave = resolve));
  const main = /\/main-\w+\.js$/;
  const abort = async (route: Route) => {
    await isLeft;
    await route.abort();
  };
  await page.route(main, abort, { times: 1 });
  await page.goto('/calendar');
  await page.evaluate(() => dispatchEvent(new Event('beforeunload')));
  const end = page.waitForEvent('requestfailed', (request) => main.test(request.url()));
  leave();
  await end;
  await page.evaluate(() => new Promise(requestAnimationFrame));
  await expect(page.getByText(texts.server.cannotStart)).toBeHidden();
  await page.evaluate(() =>
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })),
  );
  await waitForApp(page);
});
