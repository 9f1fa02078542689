import type { Reporter, Suite, TestCase } from '@playwright/test/reporter';

/**
 * Ends every run with one plain line, `N passed, N failed`, that any script can read, and names before it what was
 * skipped together with the reason, and what passed at its second try only, so that neither is silent.
 */
export default class ClosingLineReporter implements Reporter {
  private suite: Suite | null = null;
  private errors = 0;
  private readonly notRun: readonly string[];

  /** @param options `notRun`: kinds of test that cannot run here at all, each with its reason */
  constructor(options: { readonly notRun?: readonly string[] }) {
    this.notRun = options.notRun ?? [];
  }

  onBegin(_config: unknown, suite: Suite): void {
    this.suite = suite;
  }

  onError(): void {
    this.errors += 1;
  }

  printsToStdio(): boolean {
    return true;
  }

  onEnd(): void {
    const tests = this.suite?.allTests() ?? [];
    const count = (...outcomes: readonly ReturnType<TestCase['outcome']>[]): number =>
      tests.filter((test) => outcomes.includes(test.outcome())).length;
    const skipped = tests.filter((test) => test.outcome() === 'skipped');
    for (const test of skipped) {
      const reason = test.annotations.find(({ type }) => type === 'skip' || type === 'fixme')?.description;
      process.stdout.write(
        `skipped: ${test.titlePath().join(' ').trim()} (${reason ?? 'no reason given'})\n`,
      );
    }
    for (const kind of this.notRun) process.stdout.write(`skipped: ${kind}\n`);
    for (const test of tests.filter((test) => test.outcome() === 'flaky'))
      process.stdout.write(`passed at the second try: ${test.titlePath().join(' ').trim()}\n`);
    const tail = skipped.length > 0 ? `, ${skipped.length} skipped` : '';
    const failed = count('unexpected') + this.errors;
    process.stdout.write(`${count('expected', 'flaky')} passed, ${failed} failed${tail}\n`);
  }
}
