import { TEXTS, another } from './texts.ts';
import { expect, test } from './fixtures.ts';

const PAGES = [
  { address: '/', says: 'La locandiera' },
  { address: '/shows', says: 'Sei personaggi' },
  { address: '/shows/la-locandiera', says: 'Mirandolina' },
  { address: '/calendar', says: 'La locandiera' },
  { address: '/venues', says: 'Chiostro di San Teodoro' },
  { address: '/venues/sala-dei-lampionai', says: 'Via dei Mantici 16' },
  { address: '/pages/chi-siamo', says: '1987' },
];

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  for (const { address, says } of PAGES) {
    test(`${address} can be read`, async ({ page, faults }) => {
      // The browser reports the disabled scripts like this.
      faults.allow(/^csp GET \/[\w-]+\.js$/);
      await page.goto(address);
      await expect(page.getByRole('main')).toContainText(says);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    });
  }
});

for (const { address } of [...PAGES, { address: '/privacy' }]) {
  test(`${address} makes no API request when it is loaded`, async ({ page }) => {
    const requested: string[] = [];
    page.on('request', (request) => {
      const { pathname } = new URL(request.url());
      if (pathname.startsWith('/api/') && !pathname.startsWith('/api/v1/media/')) {
        requested.push(pathname);
      }
    });
    await page.goto(address);
    await expect(page.getByRole('contentinfo')).toBeVisible();
    await page.waitForLoadState('networkidle');
    expect(requested).toEqual([]);
  });
}

for (const address of ['/', '/shows/la-locandiera', '/calendar', 'booking', 'ticket']) {
  test(`there is no layout shift while ${address} loads`, async ({ page, theatre, email }) => {
    await page.addInitScript(() => {
      const sums = { shift: 0 };
      Object.assign(window, { sums });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries() as (PerformanceEntry & {
          value: number;
          hadRecentInput: boolean;
        })[]) {
          if (!entry.hadRecentInput) sums.shift += entry.value;
        }
      }).observe({ type: 'layout-shift', buffered: true });
    });
    let where = address;
    if (address === 'booking') where = `/performances/${await theatre.schedule()}`;
    if (address === 'ticket') {
      where = (await theatre.reserve(await theatre.schedule(), { email })).link;
    }
    await page.goto(where);
    await page.locator('app-root:not([hidden])').waitFor();
    await page.waitForLoadState('networkidle');
    await page.evaluate(() => document.fonts.ready);
    const shift = await page.evaluate(
      () => (window as unknown as { sums: { shift: number } }).sums.shift,
    );
    expect(shift).toBeLessThan(0.02);
  });
}

test("the server's buttons look like the app's", async ({ page, texts }) => {
  let letGo = () => {};
  const held = new Promise<void>((resolve) => (letGo = resolve));
  await page.route(/\/main-.*\.js$/, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto('/', { waitUntil: 'commit' });
  const look = (root: string) =>
    page.locator(`${root} main a`, { hasText: texts.site.performance.book }).evaluateAll((links) =>
      links.map((link) => {
        const { x, y, width, height } = link.getBoundingClientRect();
        const style = getComputedStyle(link);
        const { color, backgroundColor, borderRadius, fontSize, fontWeight } = style;
        const box = [x, y, width, height].map(Math.round);
        return [...box, color, backgroundColor, borderRadius, fontSize, fontWeight];
      }),
    );
  await page.locator('.server-page footer').waitFor();
  await page.evaluate(() => document.fonts.ready);
  const server = await look('.server-page');
  letGo();
  await page.locator('app-root:not([hidden])').waitFor();
  expect(server.length).toBeGreaterThan(1);
  expect(await look('app-root')).toEqual(server);
});

test('the ticket requests everything once and appears complete', async ({
  page,
  texts,
  theatre,
  email,
}) => {
  const { link } = await theatre.reserve(await theatre.schedule(), { email });
  const requested: string[] = [];
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith('/api/v1/reservation')) requested.push(pathname);
  });
  await page.goto(link);
  const app = page.locator('app-root:not([hidden])');
  await app.waitFor();
  expect(await app.getByRole('img', { name: texts.reservation.door.picture }).count()).toBe(1);
  await page.waitForLoadState('networkidle');
  expect(requested).toEqual(['/api/v1/reservation', '/api/v1/reservation/qr.svg']);
});

test('the first page has the language of the browser and declares it', async ({
  page,
  language,
  texts,
}) => {
  await page.goto('/shows');
  await expect(page.locator('html')).toHaveAttribute('lang', language);
  await expect(page.getByRole('heading', { level: 1, name: texts.site.shows.title })).toBeVisible();
});

test('the language can be chosen in the address', async ({ page, language }) => {
  const other = another(language);
  await page.goto(`/shows?lang=${other}`);
  await expect(page.locator('html')).toHaveAttribute('lang', other);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(TEXTS[other].site.shows.title);
});

test('a menu that is opened before the app has started stays open', async ({
  page,
  texts,
  isMobile,
}) => {
  test.skip(!isMobile, 'the menu is for narrow screens');
  let letGo = () => {};
  const held = new Promise<void>((resolve) => (letGo = resolve));
  await page.route(/\/main-.*\.js$/, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto('/', { waitUntil: 'commit' });
  await page.getByRole('button', { name: texts.site.nav.menu, exact: true }).click();
  const inside = page.getByRole('link', { name: texts.site.nav.calendar }).first();
  await expect(inside).toBeVisible();
  letGo();
  await expect(page.locator('.server-page')).toHaveCount(0);
  await expect(page.locator('#menu:popover-open')).toHaveCount(1);
});
