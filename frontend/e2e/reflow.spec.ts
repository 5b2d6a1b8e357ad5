import type { Page } from '@playwright/test';

import { STATES } from './states.ts';
import { expect, test } from './visit.ts';

/** What is wider than the page that it is on. */
function tooWide(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    return [...document.querySelectorAll('body *')]
      .filter((element) => element.getBoundingClientRect().right > width + 0.5)
      .map((element) => `${element.tagName.toLowerCase()}.${element.className.toString()}`)
      .slice(0, 5);
  });
}

for (const { name, reach } of STATES) {
  test(`${name}: nothing is cut off on a narrow page, or with large letters`, async ({
    page,
    isMobile,
    texts,
    theatre,
    email,
    faults,
  }) => {
    test.skip(isMobile, 'the width is set here');
    await reach({ page, texts, theatre, email, faults });
    // A window of 1280 pixels at 400 % (WCAG 1.4.10)
    await page.setViewportSize({ width: 320, height: 640 });
    expect(await tooWide(page), 'at 320 pixels').toEqual([]);
    // Letters twice as large (WCAG 1.4.4)
    await page.setViewportSize({ width: 768, height: 1024 });
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Page.setFontSizes', { fontSizes: { standard: 32 } });
    expect(await tooWide(page), 'at 200 %').toEqual([]);
  });
}
