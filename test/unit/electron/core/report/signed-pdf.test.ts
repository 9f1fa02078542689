import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../../../electron/core/base/canonical-json.ts';
import { indentedJson } from '../../../../../electron/core/base/indented-json.ts';
import { wholeOf } from '../../../../../electron/core/files/file-bytes.ts';
import { openIdentity } from '../../../../../electron/core/identity/identity-store.ts';
import { drawHere, reportData, signedPdf } from '../../../../../electron/core/report/write-report.ts';
import { identityWorld } from '../../../../../electron/core/system/system-world.ts';
import type { RunResult } from '../../../../../shared/run/result.ts';
import { passedResult } from '../../../../support/sample-results.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'netready-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What the drawing of a report is given. */
async function drawnOf(result: RunResult) {
  const open = () => openIdentity(folder, identityWorld(process));
  const given: { readonly result: RunResult; readonly attachment: Uint8Array }[] = [];
  await signedPdf({ result }, { openIdentity: open, openUnnamedIdentity: open }, 'A4', {
    draw: (drawn, attachment, ...order) => {
      given.push({ result: drawn as RunResult, attachment });
      return drawHere(drawn, attachment, ...order);
    },
  });
  return given;
}

describe('the signed report of a result', () => {
  it('is drawn from the checks themselves, and not from a copy of thousands', async () => {
    const result = passedResult();
    const [drawn] = await drawnOf(result);
    expect(drawn?.result).toEqual(result);
    expect(drawn?.result.checks).toBe(result.checks);
  });

  it('says the answers as their schema has them, whoever wrote them', async () => {
    const result = passedResult();
    const loud = { ...result, profile: { ...result.profile, controller: { host: 'CTRL.example.local' } } };
    const [drawn] = await drawnOf(loud);
    const meant = { ...result, profile: { ...result.profile, controller: { host: 'ctrl.example.local' } } };
    expect(drawn?.result).toEqual(meant);
    expect(Buffer.compare(drawn?.attachment ?? Buffer.of(), canonicalJson(meant))).toBe(0);
  });
});

describe('the data of a result', () => {
  it('are its JSON in parts, so that those of thousands of servers never lie in the memory as a whole', () => {
    const result = passedResult();
    const { bytes } = reportData(result, { redact: false });
    expect(bytes.json).not.toBeInstanceOf(Uint8Array);
    expect(Buffer.from(wholeOf(bytes.json)).equals(indentedJson(result))).toBe(true);
  });
});
