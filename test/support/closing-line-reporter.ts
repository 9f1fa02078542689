import type { Reporter, SerializedError, TestModule } from 'vitest/node';

/** A test that was skipped, or the whole group that it belongs to where the group's title says why. */
const withReason = (fullName: string): string => /^.*\(skipped: [^)]*\)/.exec(fullName)?.[0] ?? fullName;

/**
 * Ends every test run with one plain line, `N passed, N failed`, that any script can read, and names each
 * kind of test that was skipped together with its reason, and what passed at its second try only, so that neither is
 * silent.
 */
export default class ClosingLineReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly SerializedError[]): void {
    const counts = { passed: 0, failed: 0, skipped: 0, pending: 0 };
    const skipped = new Set<string>();
    for (const module of modules) {
      const hasFailedTest = [...module.children.allTests('failed')].length > 0;
      if (module.state() === 'failed' && !hasFailedTest) counts.failed += 1;
      for (const test of module.children.allTests()) {
        counts[test.result().state] += 1;
        if (test.result().state === 'skipped') skipped.add(withReason(test.fullName));
        if (test.diagnostic()?.flaky === true)
          process.stdout.write(`passed at the second try: ${test.fullName}\n`);
      }
    }
    for (const name of skipped) process.stdout.write(`skipped: ${name}\n`);
    const tail = counts.skipped > 0 ? `, ${counts.skipped} skipped` : '';
    process.stdout.write(`${counts.passed} passed, ${counts.failed + errors.length} failed${tail}\n`);
  }
}
