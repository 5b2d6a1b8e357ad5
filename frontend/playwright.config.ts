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
const states = 'accessibility.spec.ts';

export default defineConfig<VisitorOptions>({
  testDir: 'e2e',
  outputDir: 'e2e/.results',
  fullyParallel: true,
  workers: 2,
  forbidOnly: Boolean(process.env['CI']),
  timeout: 60_000,
  // A browser may stall on a busy machine. A test that passes on a retry is reported as flaky.
  retries: process.env['CI'] ? 2 : 0,
  // The two cores also run the program and the database.
  expect: { timeout: 15_000 },
  reporter: 'list',
  use: { trace: 'retain-on-failure' },
  projects: [
    { name: 'phone', use: { ...phone, ...italian } },
    { name: 'desktop', use: { ...desktop, ...english } },
    // Every state in the other language too, with AZIONELAB_EVERY_STATE=1.
    ...(process.env['AZIONELAB_EVERY_STATE']
      ? [
          { name: 'phone-en', testMatch: states, use: { ...phone, ...english } },
          { name: 'desktop-it', testMatch: states, use: { ...desktop, ...italian } },
        ]
      : []),
  ],
});
