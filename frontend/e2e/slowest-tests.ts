import type { FullConfig, Reporter, Suite, TestCase } from '@playwright/test/reporter';

const SHOWN = 20;

/** Prints the slowest tests at the end, so that the time of a run can be kept short. */
export default class SlowestTests implements Reporter {
  private tests: readonly TestCase[] = [];

  onBegin(_config: FullConfig, suite: Suite): void {
    this.tests = suite.allTests();
  }

  onEnd(): void {
    const timed = this.tests
      .map((test) => ({
        name: test.titlePath().filter(Boolean).join(' › '),
        seconds: test.results.reduce((sum, { duration }) => sum + duration, 0) / 1000,
      }))
      .filter(({ seconds }) => seconds > 0)
      .sort((one, other) => other.seconds - one.seconds);
    const total = timed.reduce((sum, { seconds }) => sum + seconds, 0);
    console.log(`\nThe slowest of ${timed.length} tests, which took ${total.toFixed(0)} s in all:`);
    for (const { name, seconds } of timed.slice(0, SHOWN)) {
      console.log(`${seconds.toFixed(1).padStart(7)} s  ${name}`);
    }
  }

  printsToStdio(): boolean {
    return true;
  }
}
