import type { BrowserContext, ConsoleMessage, Page, Request, Response } from '@playwright/test';

/** Everything that goes wrong in a browser while a test looks on. */
export class Faults {
  private readonly seen: string[] = [];
  private readonly expected: RegExp[] = [];
  private readonly allowed: RegExp[] = [];

  /** Notes what goes wrong in `context`, whose site is at `url`. */
  watch(context: BrowserContext, isOurs: (url: string) => boolean): void {
    context.on('console', (message) => this.noteMessage(message));
    context.on('weberror', (error) => this.note(`script error: ${error.error().message}`));
    context.on('response', (response) => this.noteAnswer(response));
    context.on('requestfailed', (request) => this.noteFailure(request));
    context.on('request', (request) => this.noteStranger(request, isOurs));
    context.on('page', (page: Page) => {
      page.on('crash', () => this.note(`crashed: ${page.url()}`));
    });
  }

  /** What matches is meant to go wrong in this test, and has to. */
  expect(pattern: RegExp): void {
    this.expected.push(pattern);
  }

  /** What matches may go wrong in this test. */
  allow(pattern: RegExp): void {
    this.allowed.push(pattern);
  }

  /** What nobody expected, and what was expected in vain. */
  surprises(): readonly string[] {
    const foreseen = [...this.expected, ...this.allowed];
    const unforeseen = this.seen.filter((fault) => !foreseen.some((one) => one.test(fault)));
    const missing = this.expected.filter((one) => !this.seen.some((fault) => one.test(fault)));
    return [...unforeseen, ...missing.map((one) => `expected in vain: ${one.source}`)];
  }

  private note(fault: string): void {
    this.seen.push(fault);
  }

  /** Violations of the content security policy and of trusted types are told there as well. */
  private noteMessage(message: ConsoleMessage): void {
    if (message.type() !== 'error') return;
    // Told below, with more about it.
    if (message.text().startsWith('Failed to load resource')) return;
    this.note(`console: ${message.text()} (${message.location().url})`);
  }

  private noteAnswer(response: Response): void {
    if (response.status() < 400) return;
    this.note(`${response.status()} ${response.request().method()} ${pathOf(response.url())}`);
  }

  private noteFailure(request: Request): void {
    const why = request.failure()?.errorText ?? 'failed';
    // Whoever leaves a page takes back what it asked for.
    if (why === 'net::ERR_ABORTED') return;
    this.note(`${why} ${request.method()} ${pathOf(request.url())}`);
  }

  private noteStranger(request: Request, isOurs: (url: string) => boolean): void {
    const { protocol } = new URL(request.url());
    if (protocol.startsWith('http') && !isOurs(request.url())) {
      this.note(`asked somebody else: ${request.url()}`);
    }
  }
}

function pathOf(url: string): string {
  const { pathname, search } = new URL(url);
  return pathname + search;
}
