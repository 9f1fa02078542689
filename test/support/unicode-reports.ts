import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { canonicalJson } from '../../electron/core/base/canonical-json.ts';
import { openIdentity } from '../../electron/core/identity/identity-store.ts';
import { openUnnamedIdentity } from '../../electron/core/identity/unnamed-identity.ts';
import { buildReportFiles } from '../../electron/core/report/write-report.ts';
import { identityWorld } from '../../electron/core/system/system-world.ts';
import { redactResult } from '../../shared/redact/redact.ts';
import type { RunResult } from '../../shared/run/result.ts';
import { wellFormed } from '../../shared/words/well-formed.ts';
import { runCommand } from './command.ts';
import { unicodeResult } from './unicode-results.ts';

/** Every text of a value, in order. */
function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
}

/** Texts that are short enough to be in a result as they came, but for halves of characters and blanks around them. */
function demandTexts(result: RunResult, texts: readonly string[]): number {
  const all = textsOf(result).join('\n');
  const whole = texts.map((text) => wellFormed(text).trim()).filter((text) => [...text].length <= 60);
  for (const text of whole) expect(all.includes(text), JSON.stringify(text)).toBe(true);
  return whole.length;
}

/** How many texts and reports have gone the whole way. */
export type Proven = { readonly texts: number; readonly found: number; readonly reports: number };

/**
 * Takes results full of strange texts the whole way: run, redacted (every other one), made into a report, and verified
 * by the built command in a process of its own. Nothing may be lost, and no report accused.
 */
export async function proveReports(home: string, seeds: readonly number[]): Promise<Proven> {
  const folder = join(home, 'reports');
  const signers = {
    openIdentity: () => openIdentity(home, identityWorld(process)),
    openUnnamedIdentity: () => openUnnamedIdentity(home, identityWorld(process)),
  };
  await mkdir(folder, { recursive: true });
  const told = new Map<string, Uint8Array>();
  let texts = 0;
  let found = 0;
  for (const seed of seeds) {
    const made = await unicodeResult(seed);
    texts += made.texts.length;
    found += demandTexts(made.result, made.texts);
    const redact = seed % 2 === 1;
    const { bytes } = await buildReportFiles(made.result, signers, { redact, pageSize: 'A4' });
    await writeFile(join(folder, `${seed}.pdf`), bytes.pdf);
    told.set(String(seed), canonicalJson(redact ? redactResult(made.result).result : made.result));
  }
  const extracted = join(home, 'extracted');
  const args = ['verify', '--dir', folder, '--format', 'json', '--extract', extracted];
  const { stdout, stderr } = await runCommand(args, { home });
  const outcomes = JSON.parse(stdout) as readonly Record<string, unknown>[];
  expect(outcomes, stderr).toHaveLength(seeds.length);
  for (const outcome of outcomes)
    expect(outcome).toMatchObject({ outcome: 'unknown-signer', code: 'UNKNOWN_SIGNER', pages: 'match' });
  for (const [seed, json] of told)
    expect(Buffer.compare(await readFile(join(extracted, `${seed}.json`)), json), seed).toBe(0);
  return { texts, found, reports: seeds.length };
}
