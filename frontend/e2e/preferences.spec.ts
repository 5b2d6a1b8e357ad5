import { speak } from './steps.ts';
import { TEXTS, another } from './texts.ts';
import { expect, test } from './fixtures.ts';

test('the chosen language is kept', async ({ page, language, texts }) => {
  const other = another(language);
  await page.goto('/calendar');
  await speak(page, texts, other);
  const title = page.getByRole('heading', { level: 1 });
  await expect(title).toHaveText(TEXTS[other].site.calendar.title);
  await expect(page.locator('html')).toHaveAttribute('lang', other);

  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('lang', other);
  await expect(title).toHaveText(TEXTS[other].site.calendar.title);
});

test('the chosen theme is kept and is in the first HTML', async ({ page, texts }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto('/');
  const lights = page.getByRole('group', { name: texts.site.look.theme });
  await lights.getByRole('button', { name: texts.site.look.dark }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');

  const answer = await page.reload();
  expect(await answer?.text()).toMatch(/<html[^>]* data-theme="dark"/);
  await expect(lights.getByRole('button', { name: texts.site.look.dark })).toHaveAttribute(
    'aria-pressed',
    'true',
  );

  await lights.getByRole('button', { name: texts.site.look.device }).click();
  await page.reload();
  await expect(page.locator('html')).not.toHaveAttribute('data-theme');
});

test('the switch in the header changes the theme', async ({ page, texts }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.goto('/');
  const ground = () =>
    page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const before = await ground();
  await page.getByRole('banner').getByRole('button', { name: texts.site.look.light }).click();
  await expect.poll(ground).not.toBe(before);
});
