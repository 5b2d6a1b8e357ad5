import { writeFile } from 'node:fs/promises';

import { firefox } from './firefox.ts';
import { testWithoutBrowser } from './fixtures.ts';
import { walk } from './walk.ts';
import type { Walker } from './walker.ts';
import { webKitGtk, wpe } from './webkit.ts';

const BROWSERS = { Firefox: firefox, WebKitGTK: webKitGtk, WPE: wpe } as const;

interface Fixtures {
  name: keyof typeof BROWSERS;
  walker: Walker;
}

const test = testWithoutBrowser.extend<Fixtures>({
  name: ['Firefox', { option: true }],

  walker: async ({ name }, use, testInfo) => {
    const walker = await BROWSERS[name].open();
    await use(walker);
    if (testInfo.status !== testInfo.expectedStatus) {
      const file = testInfo.outputPath('screenshot.png');
      await writeFile(file, await walker.screenshot());
      await testInfo.attach('screenshot', { path: file, contentType: 'image/png' });
    }
    await walker.close();
  },
});

for (const [name, language] of [
  ['Firefox', 'it'],
  ['WebKitGTK', 'en'],
  ['WPE', 'en'],
] as const) {
  test.describe(name, () => {
    test.skip(!BROWSERS[name].isInstalled, 'it is not installed');
    test.use({ name, language });

    test('a guest books and staff let the party in', async ({ walker, theatre, texts, email }) => {
      await walk(walker, { theatre, texts, email });
      test.expect(await walker.errors(), 'no errors in the browser').toEqual([]);
    });
  });
}
