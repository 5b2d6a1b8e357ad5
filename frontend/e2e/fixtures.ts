import { type BrowserContext, type BrowserContextOptions, test as base } from '@playwright/test';

import { Faults } from './faults.ts';
import { type Language, TEXTS, type Texts } from './texts.ts';
import { Theatre } from './theatre.ts';

export interface VisitorOptions {
  /** The preferred language of the visitor's browser. */
  language: Language;
}

interface TheatreFixtures {
  /** The site's texts in the visitor's language. */
  texts: Texts;
  /** An e-mail address that no other test uses. */
  email: string;
}

interface Fixtures {
  /** Errors in the test's browsers. An error fails the test unless the test expects or allows it. */
  faults: Faults;
  /** Opens a separate browser context for another visitor. */
  anotherVisitor: (options?: BrowserContextOptions) => Promise<BrowserContext>;
  /** A theatre for this test only, which may stop it or change it. */
  ownTheatre: Theatre;
}

let visitors = 0;

/** A theatre, without a browser of Playwright's. */
export const testWithoutBrowser = base.extend<
  VisitorOptions & TheatreFixtures,
  { theatre: Theatre }
>({
  language: ['it', { option: true }],

  theatre: [
    async ({}, use) => {
      const theatre = await Theatre.open();
      await use(theatre);
      await theatre.close();
    },
    { scope: 'worker', timeout: 90_000 },
  ],

  texts: async ({ language }, use) => use(TEXTS[language]),

  email: async ({}, use, { workerIndex }) => {
    visitors += 1;
    await use(`visitor-${workerIndex}-${visitors}@example.org`);
  },
});

export const test = testWithoutBrowser.extend<Fixtures>({
  ownTheatre: [
    async ({ context }, use) => {
      const theatre = await Theatre.open();
      await use(theatre);
      // Close the pages first: their requests would fail after the theatre is closed.
      await Promise.all(context.pages().map((page) => page.close()));
      await theatre.close();
    },
    { timeout: 90_000 },
  ],

  baseURL: async ({ theatre }, use) => use(theatre.url),

  faults: [
    async ({ context }, use) => {
      const faults = new Faults();
      faults.watch(context, isLocal);
      await use(faults);
      base.expect(faults.unexpected(), 'no unexpected errors in the browser').toEqual([]);
    },
    { auto: true },
  ],

  anotherVisitor: async ({ browser, faults, contextOptions, baseURL, locale, viewport }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (options = {}) => {
      const context = await browser.newContext({
        ...contextOptions,
        ...(baseURL === undefined ? {} : { baseURL }),
        ...(locale === undefined ? {} : { locale }),
        viewport,
        serviceWorkers: 'block',
        ...options,
      });
      faults.watch(context, isLocal);
      contexts.push(context);
      return context;
    });
    for (const context of contexts) await context.close();
  },
});

export const { expect } = test;

function isLocal(url: string): boolean {
  return new URL(url).hostname === 'localhost';
}
