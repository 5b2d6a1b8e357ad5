import AxeBuilder from '@axe-core/playwright';

import { STATES } from './states.ts';
import { TEXTS } from './texts.ts';
import { expect, test } from './visit.ts';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

// Colours are measured as they are in the end.
test.use({ contextOptions: { reducedMotion: 'reduce' } });

for (const [language, locale] of [
  ['it', 'it-IT'],
  ['en', 'en-GB'],
] as const) {
  test.describe(`in ${language}`, () => {
    test.use({ locale, language });

    for (const { name, reach } of STATES) {
      test(`${name}: axe finds nothing, in either theme`, async ({
        page,
        theatre,
        email,
        faults,
      }) => {
        await page.emulateMedia({ colorScheme: 'light' });
        await reach({ page, texts: TEXTS[language], theatre, email, faults });
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme });
          const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
          const found = violations.flatMap(({ id, nodes }) =>
            nodes.map(({ target, failureSummary }) => [id, target.join(' '), failureSummary]),
          );
          expect(found, colorScheme).toEqual([]);
        }
      });
    }
  });
}
