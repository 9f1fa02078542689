import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect as expectSoon } from '@playwright/test';
import { expect, it } from 'vitest';
import { answerByMouse, wizardOf } from '../../e2e/pages/wizard.ts';
import { closedEnvironment } from '../../e2e/support/environments.ts';
import { needsAlso } from '../../support/needs.ts';
import { ownFolder } from '../support/netready-here.ts';
import { type Packed, startPacked } from './start-packed.ts';

const program = process.env['NETREADY_PACKED'] ?? '';

type Bridged = {
  readonly netready: Record<'identity.show', (input: object) => { readonly reply: Promise<unknown> }>;
};

/** The key with which the window signs, as the page is told. */
const fingerprintIn = async ({ page }: Packed): Promise<string> => {
  const shown = (await page.evaluate(
    () => (window as unknown as Bridged).netready['identity.show']({}).reply,
  )) as { readonly value?: { readonly fingerprint: string } };
  return shown.value?.fingerprint ?? 'none';
};

const isThere = { isMet: existsSync(program), otherwise: 'NETREADY_PACKED names no packed desktop program' };

needsAlso([isThere])('the packed desktop program', () => {
  it('opens its window, leads from the first question to a report, and keeps its key in the key store', async () => {
    const home = await ownFolder();
    const first = await startPacked(program, home);
    let fingerprint = 'none';
    try {
      const wizard = wizardOf(first.page);
      await answerByMouse(wizard, closedEnvironment);
      await wizard.review.run.click();
      await wizard.results.opened();
      await expectSoon(wizard.results.verdict).toContainText('Not ready');
      await wizard.results.toReport.click();
      await wizard.report.opened();
      fingerprint = await fingerprintIn(first);
    } finally {
      await first.end();
    }
    expect(fingerprint).toMatch(/^[0-9a-f]{64}$/i);
    const key = join(home, 'desktop', 'identity', 'key.pem');
    // Linux has a key store only where a desktop session has unlocked one.
    if (process.platform !== 'linux')
      expect(readFileSync(key, 'utf8')).toMatch(/^-----BEGIN NETREADY PROTECTED KEY-----/);
    const again = await startPacked(program, home);
    try {
      expect(await fingerprintIn(again)).toBe(fingerprint);
    } finally {
      await again.end();
    }
  });
});
