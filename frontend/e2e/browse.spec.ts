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
