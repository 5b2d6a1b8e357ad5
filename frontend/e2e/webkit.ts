import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { Builder, type WebDriver, type WebElement, error } from 'selenium-webdriver';

import { end, findProgram, freePort } from './programs.ts';
import { eventually } from './theatre.ts';
import { Walker } from './walker.ts';

const WINDOW = { x: 0, y: 0, width: 1440, height: 900 };

const [WPE] = globSync('/usr/lib/*/wpe-webkit-*/MiniBrowser');

/** Collects the errors of a page, which WebDriver does not report. */
const WATCH_ERRORS = `
  const errors = (window.errorsOfTest = []);
  addEventListener('error', ({ message }) => errors.push(message));
  addEventListener('unhandledrejection', ({ reason }) => errors.push(String(reason)));
  addEventListener('securitypolicyviolation', ({ blockedURI }) => errors.push(blockedURI));
  console.error = (...all) => errors.push(all.join(' '));`;

/** WebKitGTK in a desktop window, in English. */
export const webKitGtk = {
  isInstalled: isInstalled('WebKitWebDriver', 'Xvfb'),
  open: () => WebKit.start('WebKitWebDriver', { hasWindow: true }),
};

/** WPE, the WebKit of devices, without a window, in English. */
export const wpe = {
  isInstalled: isInstalled('WPEWebDriver') && WPE !== undefined,
  open: () => {
    const browser = { binary: WPE, args: ['--automation', '--headless'] };
    return WebKit.start('WPEWebDriver', { capabilities: { 'wpe:browserOptions': browser } });
  },
};

/** A WebKit that is driven over WebDriver. */
class WebKit extends Walker<WebElement> {
  private readonly seen: string[] = [];
  private readonly driver: WebDriver;
  private readonly stop: () => Promise<void>;

  private constructor(driver: WebDriver, stop: () => Promise<void>) {
    super();
    this.driver = driver;
    this.stop = stop;
  }

  /** Starts a driver and its browser. */
  static async start(
    driver: string,
    { capabilities = {}, hasWindow = false }: { capabilities?: object; hasWindow?: boolean },
  ): Promise<WebKit> {
    const home = await mkdtemp(path.join(tmpdir(), 'azionelab-webkit-'));
    const display = hasWindow ? await openDisplay() : undefined;
    const port = await freePort();
    const driving = spawn(driver, [`--port=${port}`], {
      env: {
        PATH: process.env['PATH'],
        HOME: home,
        // There is no service for assistive technology.
        NO_AT_BRIDGE: '1',
        ...(display && { DISPLAY: display.name }),
      },
      stdio: 'ignore',
      // The browser may outlive its driver. As a group they end together.
      detached: true,
    });
    const stop = async () => {
      const ended = once(driving, 'exit');
      process.kill(-driving.pid!, 'SIGTERM');
      await ended;
      await end(display?.server, 'SIGTERM');
      await rm(home, { recursive: true, force: true, maxRetries: 5 });
    };
    try {
      const url = `http://127.0.0.1:${port}`;
      await eventually(`${driver} answers`, () => answers(url));
      const session = await new Builder()
        .disableEnvironmentOverrides()
        .usingServer(url)
        .withCapabilities({ browserName: 'MiniBrowser', ...capabilities })
        .build();
      await session.manage().window().setRect(WINDOW);
      return new WebKit(session, stop);
    } catch (problem) {
      await stop();
      throw problem;
    }
  }

  async open(address: string): Promise<void> {
    await this.errors();
    await this.driver.get(address);
    await this.driver.executeScript(WATCH_ERRORS);
  }

  async screenshot(): Promise<Buffer> {
    return Buffer.from(await this.driver.takeScreenshot(), 'base64');
  }

  async errors(): Promise<readonly string[]> {
    const take = 'return window.errorsOfTest ? errorsOfTest.splice(0) : [];';
    this.seen.push(...(await this.driver.executeScript<string[]>(take)));
    return this.seen;
  }

  async close(): Promise<void> {
    await this.driver.quit();
    await this.stop();
  }

  protected find(script: string): Promise<WebElement | null> {
    return this.driver.executeScript<WebElement | null>(script);
  }

  protected clickOn(element: WebElement): Promise<void> {
    return element.click();
  }

  protected typeInto(element: WebElement, text: string): Promise<void> {
    return element.sendKeys(text);
  }

  /** The page was replaced, something moves over the element, or the page still scrolls to it. */
  protected isTooEarly(problem: unknown): boolean {
    return (
      problem instanceof error.StaleElementReferenceError ||
      problem instanceof error.ElementClickInterceptedError ||
      problem instanceof error.ElementNotInteractableError
    );
  }
}

/** Starts a display that no screen shows. */
async function openDisplay(): Promise<{ server: ChildProcess; name: string }> {
  const size = `${WINDOW.width}x${WINDOW.height}x24`;
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', size, '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const [number] = (await once(server.stdio[3]!, 'data')) as [Buffer];
  return { server, name: `:${number.toString().trim()}` };
}

function isInstalled(...programs: readonly string[]): boolean {
  return programs.every((program) => findProgram(program) !== undefined);
}

function answers(url: string): Promise<true | undefined> {
  return fetch(`${url}/status`).then(
    () => true as const,
    () => undefined,
  );
}
