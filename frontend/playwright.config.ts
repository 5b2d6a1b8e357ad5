import { defineConfig, devices } from '@playwright/test';

import { chromium } from './e2e/chromium.ts';
import type { VisitorOptions } from './e2e/fixtures.ts';
import type { Language } from './e2e/texts.ts';
import languages from './src/app/shared/texts/sections/languages.json' with { type: 'json' };

const browser = {
  browserName: 'chromium' as const,
  launchOptions: { executablePath: chromium.path, args: chromium.options },
  // Most tests check network requests, which a service worker would answer itself.
  serviceWorkers: 'block' as const,
  timezoneId: 'Europe/Rome',
};

const phone = {
  ...browser,
  ...devices['Pixel 7'],
  launchOptions: browser.launchOptions,
  viewport: { width: 360, height: 740 },
  // Software rendering is slow, and no test depends on the higher resolution.
  deviceScaleFactor: 1,
};
const desktop = { ...browser, viewport: { width: 1440, height: 900 } };
/** A browser in this language. */
const speaking = (language: Language) => ({ locale: languages[language].region, language });
/** The languages that the phone and the desktop do not have. */
const others = (...spoken: readonly Language[]) =>
  (Object.keys(languages) as Language[]).filter((language) => !spoken.includes(language));

/** Tests of the office, which people use at a desk: by file, or by the tag of a state. */
const OFFICE = /office-|accounts\.spec|@office/;
/** The text of pages is compared in every language. */
const OFFICE_AND_TEXT = new RegExp(`${OFFICE.source}|same-text`);
const STATES = 'accessibility.spec.ts';
/** In browsers that Playwright cannot drive. */
const WALK = 'walk.spec.ts';
/** The pages with the longest texts: they must fit in every language. */
const LONG_TEXTS =
  /same-text|(booking, with errors|ticket, what is stored|door, a party|office, a reservation|office, new dates with errors): axe/;

/** Every test on a phone and on a desktop, and every state in every language: `make test-all`. */
const everyTest = Boolean(process.env['AZIONELAB_EVERY_TEST']);

const inChromium = (
  everyTest
    ? [
        { name: 'phone', use: { ...phone, ...speaking('it') } },
        { name: 'desktop', use: { ...desktop, ...speaking('en') } },
        ...others('it').map((language) => ({
          name: `phone-${language}`,
          testMatch: STATES,
          use: { ...phone, ...speaking(language) },
        })),
        ...others('en').map((language) => ({
          name: `desktop-${language}`,
          testMatch: STATES,
          use: { ...desktop, ...speaking(language) },
        })),
      ]
    : [
        { name: 'phone', grepInvert: OFFICE, use: { ...phone, ...speaking('it') } },
        { name: 'desktop', grep: OFFICE_AND_TEXT, use: { ...desktop, ...speaking('en') } },
        ...others('it', 'en').map((language) => ({
          name: `desktop-${language}`,
          grep: LONG_TEXTS,
          use: { ...desktop, ...speaking(language) },
        })),
      ]
).map((project) => ({ testIgnore: WALK, ...project }));

export default defineConfig<VisitorOptions>({
  testDir: 'e2e',
  outputDir: 'e2e/.results',
  fullyParallel: true,
  workers: 2,
  forbidOnly: Boolean(process.env['CI']),
  timeout: 60_000,
  // The two cores also run the program and the database.
  expect: { timeout: 15_000 },
  // The list's sum and failures come last.
  reporter: [['./e2e/slowest-tests.ts'], ['list']],
  use: { trace: 'retain-on-failure' },
  projects: [...inChromium, { name: 'other-browsers', testMatch: WALK }],
});
