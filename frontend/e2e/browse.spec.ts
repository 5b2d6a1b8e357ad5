import { firstPaint, heading } from './steps.ts';
import { expect, test } from './fixtures.ts';

test('the home page shows the next performance, the programme and the shows', async ({
  page,
  texts,
}) => {
  await page.goto('/');
  await expect(page).toHaveTitle(/^Teatro del Fanale/);
  await expect(page.getByRole('region', { name: texts.site.home.next })).toBeVisible();
  const programme = page.getByRole('region', { name: texts.site.home.programme });
  await expect(programme.getByRole('listitem').first()).toBeVisible();
  const shows = page.getByRole('region', { name: texts.site.home.shows });
  await expect(shows.getByRole('link', { name: 'La locandiera' })).toBeVisible();
});

test('the navigation leads to every part of the site', async ({ page, texts, isMobile }) => {
  await page.goto('/');
  for (const [name, address, title] of [
    [texts.site.nav.shows, '/shows', texts.site.shows.title],
    [texts.site.nav.calendar, '/calendar', texts.site.calendar.title],
    [texts.site.nav.venues, '/venues', texts.site.venues.title],
    ['Chi siamo', '/pages/chi-siamo', 'Chi siamo'],
  ] as const) {
    if (isMobile)
      await page.getByRole('button', { name: texts.site.nav.menu, exact: true }).click();
    const around = page.getByRole('navigation', {
      name: isMobile ? texts.site.nav.menu : texts.site.nav.label,
      exact: true,
    });
    await around.getByRole('link', { name, exact: true }).click();
    await expect(page).toHaveURL(address);
    await expect(heading(page, title)).toBeVisible();
    await expect(around).toBeVisible({ visible: !isMobile });
  }
});

test('a show page has the description, the dates and the venue', async ({ page, texts }) => {
  await page.goto('/shows');
  await page.getByRole('link', { name: 'Sei personaggi' }).click();
  await expect(heading(page, /^Sei personaggi/)).toBeVisible();
  await expect(page).toHaveTitle(/^Sei personaggi in cerca d’autore · Teatro del Fanale$/);
  const dates = page.getByRole('region', { name: texts.site.show.dates });
  await expect(dates.getByText(texts.site.performance.cancelled)).toBeVisible();
  await expect(page.getByRole('region', { name: texts.site.show.about })).toContainText(
    'Pirandello',
  );
  const where = page.getByRole('region', { name: texts.site.show.where });
  await where.getByRole('link', { name: 'Teatro del Fanale', exact: true }).click();
  await expect(heading(page, 'Teatro del Fanale')).toBeVisible();
});

test('the calendar has a list view and a month view', async ({ page, texts }) => {
  await page.goto('/calendar');
  await expect(page.getByRole('heading', { level: 2 }).first()).toBeVisible();
  const view = page.getByRole('navigation', { name: texts.site.calendar.view });
  await view.getByRole('link', { name: texts.site.calendar.month }).click();
  await expect(page).toHaveURL(/view=month/);
  const month = page.getByRole('heading', { level: 2 }).first();
  const first = await month.textContent();
  await page.getByRole('link', { name: texts.site.calendar.next }).click();
  await expect(month).not.toHaveText(first ?? '');
  await page.goBack();
  await expect(month).toHaveText(first ?? '');
});

test('the calendar can be filtered by show, in both views', async ({ page, texts }) => {
  await page.goto('/calendar');
  const filter = page.getByRole('navigation', { name: texts.site.calendar.filter });
  await filter.getByRole('link', { name: 'La signora del faro' }).click();
  await expect(page).toHaveURL(/show=la-signora-del-faro/);
  const shows = page.getByRole('main').getByRole('heading', { level: 3 });
  await expect(shows.filter({ hasNotText: 'La signora del faro' })).toHaveCount(0);
  await expect(shows.first()).toBeVisible();
  const view = page.getByRole('navigation', { name: texts.site.calendar.view });
  await view.getByRole('link', { name: texts.site.calendar.month }).click();
  await expect(page).toHaveURL(/show=la-signora-del-faro/);
  await filter.getByRole('link', { name: texts.site.calendar.allShows, exact: true }).click();
  await expect(page).not.toHaveURL(/show=/);
});

test('a day of the month leads to its performances below', async ({ page, texts, isMobile }) => {
  test.skip(!isMobile, 'on wide screens they are in the day');
  await page.goto('/calendar?view=month');
  await page.getByRole('link', { name: texts.site.calendar.next }).click();
  const day = page.getByRole('table').getByRole('link').last();
  await day.click();
  const target = decodeURIComponent(new URL(page.url()).hash);
  expect(target).toMatch(/^#d\d{4}-\d\d-\d\d$/);
  await expect(page.locator(target)).toBeInViewport();
  await expect(page.getByText(texts.site.calendar.bookable, { exact: true })).toBeVisible();
});

test('the shows can be filtered', async ({ page, texts }) => {
  await page.goto('/shows');
  const filter = page.getByRole('navigation', { name: texts.site.shows.filter });
  await filter.getByRole('link', { name: texts.site.shows.past }).click();
  await expect(page).toHaveURL(/only=past/);
  await expect(page.getByRole('link', { name: /^Aspettando il tram/ })).toBeVisible();
  await expect(page.getByRole('link', { name: /^La locandiera/ })).toHaveCount(0);
  await filter.getByRole('link', { name: texts.site.shows.current }).click();
  await expect(page.getByRole('link', { name: /^La locandiera/ })).toBeVisible();
  await expect(page.getByRole('link', { name: /^Aspettando il tram/ })).toHaveCount(0);
});

test("a show's address can be copied to share it", async ({ page, context, texts }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.addInitScript(() => {
    delete (Navigator.prototype as { share?: unknown }).share;
  });
  await page.goto('/shows/la-locandiera');
  await page.getByRole('button', { name: texts.site.show.share }).click();
  await expect(page.getByText(texts.site.show.copied)).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toBe(new URL('/shows/la-locandiera', page.url()).href);
});

test('the calendar can be subscribed to', async ({ page, request, texts }) => {
  await page.goto('/calendar');
  const address = new URL('/calendar.ics', page.url()).href;
  const main = page.getByRole('main');
  const subscribe = main.getByRole('link', { name: texts.site.calendar.subscribe });
  await expect(subscribe).toHaveAttribute('href', address.replace(/^https?/, 'webcal'));
  const toCopy = main.getByRole('link', { name: address });
  const answer = await request.get((await toCopy.getAttribute('href')) ?? '');
  expect(answer.headers()['content-type']).toContain('text/calendar');
  expect(await answer.text()).toContain('BEGIN:VEVENT');
});

test('an unknown address says so and links to the home page', async ({ page, texts, faults }) => {
  faults.expect(/^404 GET \/not\/here$/);
  const answer = await page.goto('/not/here');
  expect(answer?.status()).toBe(404);
  await expect(heading(page, texts.site.states.notFoundTitle)).toBeVisible();
  await page.getByRole('main').getByRole('link', { name: texts.site.states.toHome }).click();
  await expect(page).toHaveURL('/');
});

test('an unknown show says so', async ({ page, texts, faults }) => {
  faults.expect(/^404 GET \/shows\/amleto$/);
  faults.allow(/^404 GET \/api\/v1\/shows\/amleto$/);
  await page.goto('/shows/amleto');
  await expect(heading(page, texts.site.states.notFoundTitle)).toBeVisible();
});

test('the skip link moves the focus to the content', async ({ page, texts }) => {
  await page.goto('/');
  await firstPaint(page);
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: texts.site.nav.skip });
  await expect(skip).toBeFocused();
  await skip.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
});
