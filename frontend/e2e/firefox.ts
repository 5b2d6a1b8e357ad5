import { readFileSync, realpathSync } from 'node:fs';

import puppeteer, { type Browser, type ElementHandle, type Page } from 'puppeteer-core';

import { findProgram } from './programs.ts';
import { Walker } from './walker.ts';

const PROGRAM = process.env['FIREFOX'] ?? findProgram('firefox-esr', 'firefox');

/** The driver receives errors in the console without their text. */
const ERRORS_AS_TEXT = `
  const log = console.error;
  console.error = (...all) => log(...all.map((one) => one?.stack ? one + one.stack : String(one)));`;

/** The snap cannot read the profile of a test. Ubuntu's package only starts the snap. */
function isSnap(program: string): boolean {
  const start = readFileSync(program).subarray(0, 1000).toString('latin1');
  return realpathSync(program).includes('snap') || start.includes('/snap/bin');
}

/** Firefox, as large as a phone, in Italian. */
export const firefox = {
  isInstalled: PROGRAM !== undefined && !isSnap(PROGRAM),
  open: () => Firefox.start(),
};

/** Firefox over WebDriver BiDi. */
class Firefox extends Walker<ElementHandle> {
  private readonly browser: Browser;
  private readonly page: Page;
  private readonly seen: string[] = [];

  private constructor(browser: Browser, page: Page) {
    super();
    this.browser = browser;
    this.page = page;
    page.on('pageerror', (error) => this.seen.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') this.seen.push(message.text());
    });
  }

  static async start(): Promise<Firefox> {
    const browser = await puppeteer.launch({
      browser: 'firefox',
      executablePath: PROGRAM!,
      extraPrefsFirefox: { 'intl.accept_languages': 'it' },
    });
    const [page] = await browser.pages();
    await page!.setViewport({ width: 360, height: 740 });
    await page!.evaluateOnNewDocument(ERRORS_AS_TEXT);
    return new Firefox(browser, page!);
  }

  async open(address: string): Promise<void> {
    await this.page.goto(address, { waitUntil: 'domcontentloaded' });
  }

  async screenshot(): Promise<Buffer> {
    return Buffer.from(await this.page.screenshot());
  }

  errors(): Promise<readonly string[]> {
    return Promise.resolve(this.seen);
  }

  async close(): Promise<void> {
    await this.browser.close();
  }

  protected async find(script: string): Promise<ElementHandle | null> {
    const found = await this.page.evaluateHandle(`(() => { ${script} })()`);
    return found.asElement() as ElementHandle | null;
  }

  protected async clickOn(element: ElementHandle): Promise<void> {
    await element.click();
  }

  protected async typeInto(element: ElementHandle, text: string): Promise<void> {
    await element.type(text);
  }

  protected isTooEarly(problem: unknown): boolean {
    return /no such|not clickable/.test(String(problem));
  }
}
