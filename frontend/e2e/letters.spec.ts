import type { Page } from '@playwright/test';

import { expect, test } from './fixtures.ts';

test('the letters of a booking fit small phones', async ({ page, theatre, email }) => {
  const performance = await theatre.schedule();
  await theatre.book(performance, { email, seats: 3 });
  await expectToFit(page, await theatre.letterTo(email, 1, 'html'));
  const other = `other-${email}`;
  await theatre.reserve(performance, { email: other, seats: 3 });
  await expectToFit(page, await theatre.letterTo(other, 2, 'html'));
});

async function expectToFit(page: Page, letter: string): Promise<void> {
  for (const width of [320, 390]) {
    await page.setViewportSize({ width, height: 640 });
    await page.setContent(letter);
    const needed = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(needed, `at ${width} pixels`).toBe(width);
  }
}
