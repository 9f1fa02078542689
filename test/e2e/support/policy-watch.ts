import type { Page } from '@playwright/test';

/** What a page has done against its content policy. */
export type PolicyWatch = {
  /** The directives that were violated, each time, since the page was loaded. */
  readonly violations: () => Promise<readonly string[]>;
};

type Watching = { policyViolations?: string[] };

/** Loads the page again, listening for violations of its content policy from before its first byte. */
export async function watchPolicy(page: Page): Promise<PolicyWatch> {
  await page.addInitScript(() => {
    const seen: string[] = [];
    (window as Watching).policyViolations = seen;
    document.addEventListener('securitypolicyviolation', (event) =>
      seen.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`.trim()),
    );
  });
  await page.reload();
  return { violations: () => page.evaluate(() => (window as Watching).policyViolations ?? ['not watched']) };
}
