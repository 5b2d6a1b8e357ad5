import { defineConfig, devices } from '@playwright/test';

import { chromium } from './e2e/chromium.ts';
import type { VisitorOptions } from './e2e/fixtures.ts';

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
const italian = { locale: 'it-IT', language: 'it' as const };
const english = { locale: 'en-GB', language: 'en' as const };

/** Tests of the office, which people use at a desk: by file, or by the tag of a state. */
const OFFICE = /office-|accounts\.spec|@office/;
/** The text of pages is compared in both languages. */
const OFFICE_AND_TEXT = new RegExp(`${OFFICE.source}|same-text`);
const STATES = 'accessibility.spec.ts';
/** In browsers that Playwright cannot drive. */
const WALK = 'walk.spec.ts';

/** Every test on a phone and on a desktop, and every state in both languages: `make test-all`. */
const everyTest = Boolean(process.env['AZIONELAB_EVERY_TEST']);

const inChromium = (
  everyTest
    ? [
        { name: 'phone', use: { ...phone, ...italian } },
        { name: 'desktop', use: { ...desktop, ...english } },
        { name: 'phone-en', testMatch: STATES, use: { ...phone, ...english } },
        { name: 'desktop-it', testMatch: STATES, use: { ...desktop, ...italian } },
      ]
    : [
        { name: 'phone', grepInvert: OFFICE, use: { ...phone, ...italian } },
        { name: 'desktop', grep: OFFICE_AND_TEXT, use: { ...desktop, ...english } },
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
