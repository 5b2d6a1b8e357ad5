import type { BrowserContext, ConsoleMessage, Page, Request, Response } from '@playwright/test';

/** Collects the errors of a browser during a test. */
export class Faults {
  private readonly seen: string[] = [];
  private readonly expected: RegExp[] = [];
  private readonly allowed: RegExp[] = [];

  /** Records the errors of a browser context. `isOurs` says whether an address is on the site. */
  watch(context: BrowserContext, isOurs: (url: string) => boolean): void {
    context.on('console', (message) => this.noteMessage(message));
    context.on('weberror', (error) => this.note(`script error: ${error.error().message}`));
    context.on('response', (response) => this.noteAnswer(response));
    context.on('requestfailed', (request) => this.noteFailure(request));
    context.on('request', (request) => this.noteForeignRequest(request, isOurs));
    context.on('page', (page: Page) => {
      page.on('crash', () => this.note(`crashed: ${page.url()}`));
    });
  }

  /** The test requires an error that matches. */
  expect(pattern: RegExp): void {
    this.expected.push(pattern);
  }

  /** The test allows errors that match. */
  allow(pattern: RegExp): void {
    this.allowed.push(pattern);
  }

  /** Errors that were not expected, and expected errors that did not happen. */
  unexpected(): readonly string[] {
    const known = [...this.expected, ...this.allowed];
    const unknown = this.seen.filter((fault) => !known.some((one) => one.test(fault)));
    const missing = this.expected.filter((one) => !this.seen.some((fault) => one.test(fault)));
    return [...unknown, ...missing.map((one) => `expected but missing: ${one.source}`)];
  }

  private note(fault: string): void {
    this.seen.push(fault);
  }

  /** The console also reports violations of the content security policy and of trusted types. */
  private noteMessage(message: ConsoleMessage): void {
    if (message.type() !== 'error') return;
    // `noteAnswer` and `noteFailure` record these with more detail.
    if (message.text().startsWith('Failed to load resource')) return;
    this.note(`console: ${message.text()} (${message.location().url})`);
  }

  private noteAnswer(response: Response): void {
    if (response.status() < 400) return;
    this.note(`${response.status()} ${response.request().method()} ${pathOf(response.url())}`);
  }

  private noteFailure(request: Request): void {
    const why = request.failure()?.errorText ?? 'failed';
    // Leaving a page aborts its requests.
    if (why === 'net::ERR_ABORTED') return;
    this.note(`${why} ${request.method()} ${pathOf(request.url())}`);
  }

  private noteForeignRequest(request: Request, isOurs: (url: string) => boolean): void {
    const { protocol } = new URL(request.url());
    if (protocol.startsWith('http') && !isOurs(request.url())) {
      this.note(`request to another server: ${request.url()}`);
    }
  }
}

function pathOf(url: string): string {
  const { pathname, search } = new URL(url);
  return pathname + search;
}
