import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

import { expect, test } from './fixtures.ts';
import { OFFICE_STATES, STATES, type State } from './states.ts';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** The rules of axe that depend on the theme. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

// Colours are measured without transitions.
test.use({ contextOptions: { reducedMotion: 'reduce' } });

for (const state of STATES) check(state);
for (const state of OFFICE_STATES) check(state, '@office');

function check({ name, reach }: State, ...tag: readonly string[]): void {
  // One test makes all checks, because reaching the state takes most of the time.
  test(
    `${name}: axe finds no violation in either theme, and nothing is cut off`,
    { tag: [...tag] },
    async ({ page, isMobile, texts, theatre, email, faults }) => {
      await page.emulateMedia({ colorScheme: 'light' });
      await reach({ page, texts, theatre, email, faults });
      expect(await violations(page, (axe) => axe.withTags(TAGS)), 'light').toEqual([]);
      await page.emulateMedia({ colorScheme: 'dark' });
      expect(await violations(page, (axe) => axe.withRules(COLOUR_RULES)), 'dark').toEqual([]);
      // The phone project has a fixed width.
      if (!isMobile) await expectFits(page);
    },
  );
}

async function violations(
  page: Page,
  choose: (axe: AxeBuilder) => AxeBuilder,
): Promise<readonly unknown[]> {
  // Finish colour transitions between the themes. They start one frame after the theme changes.
  await page.evaluate(async () => {
    await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
    for (const animation of document.getAnimations()) {
      if (animation.effect?.getComputedTiming().endTime !== Infinity) animation.finish();
    }
  });
  const { violations } = await choose(new AxeBuilder({ page })).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => [id, target.join(' '), failureSummary]),
  );
}

async function expectFits(page: Page): Promise<void> {
  // A window of 1280 pixels at 400 % (WCAG 1.4.10)
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await overflowingElements(page), 'at 320 pixels').toEqual([]);
  // Letters twice as large (WCAG 1.4.4)
  await page.setViewportSize({ width: 768, height: 1024 });
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Page.setFontSizes', { fontSizes: { standard: 32 } });
  expect(await overflowingElements(page), 'at 200 %').toEqual([]);
}

/** Elements that are wider than the page. */
function overflowingElements(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    return [...document.querySelectorAll('body *')]
      .filter((element) => element.getBoundingClientRect().right > width + 0.5)
      .map((element) => `${element.tagName.toLowerCase()}.${element.className.toString()}`)
      .slice(0, 5);
  });
}
