import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openIdentity } from '../../../../../electron/core/identity/identity-store.ts';
import { openUnnamedIdentity } from '../../../../../electron/core/identity/unnamed-identity.ts';
import {
  buildReportFiles,
  namedFiles,
  type ReportFiles,
} from '../../../../../electron/core/report/write-report.ts';
import { reportFormats } from '../../../../../shared/report/report-formats.ts';
import { runResultSchema } from '../../../../../shared/run/result.ts';
import { canaries, canaryResult } from '../../../../support/canaries.ts';
import { everyByte, holdsText, type PdfReading, readPdfFile } from '../../../../support/pdf-reading.ts';

let folder = '';
const made: { redacted?: ReportFiles; plain?: ReportFiles; reading?: PdfReading } = {};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'netready-canaries-'));
  const ports = {
    now: () => new Date('2026-11-22T10:00:00Z'),
    randomBytes: (count: number) => new Uint8Array(randomBytes(count)),
    hostName: 'KANARIHOST01',
    platform: process.platform,
  };
  const signers = {
    openIdentity: () => openIdentity(folder, ports),
    openUnnamedIdentity: () => openUnnamedIdentity(folder, ports),
  };
  made.redacted = await buildReportFiles(canaryResult(), signers, { redact: true, pageSize: 'A4' });
  made.plain = await buildReportFiles(canaryResult(), signers, { redact: false, pageSize: 'A4' });
  made.reading = readPdfFile(made.redacted.bytes.pdf);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function given<K extends keyof typeof made>(key: K): NonNullable<(typeof made)[K]> {
  const value = made[key];
  if (value === undefined) throw new Error(`${key} was not made`);
  return value as NonNullable<(typeof made)[K]>;
}

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** A text as it is found again after it was broken into lines anywhere, or written as JSON. */
const squeezed = (value: string): string => value.replaceAll(/[\s\\]+/g, '').toLowerCase();

/** The canaries that stand in a text. */
const sung = (value: string): readonly string[] => {
  const whole = squeezed(value);
  return canaries.filter((canary) => whole.includes(squeezed(canary.text))).map((canary) => canary.text);
};

const places: readonly (readonly [string, () => string])[] = [
  ['the pages', () => given('reading').pages.join('')],
  ['the structure of the pages', () => JSON.stringify([given('reading').tree, given('reading').artifacts])],
  ['the outline', () => given('reading').outline.join('\n')],
  ['the metadata', () => `${JSON.stringify(given('reading').info)}${given('reading').xmp}`],
  ['the attachment', () => given('reading').attachment],
  ['the JSON', () => text(given('redacted').bytes.json)],
  ['the CSV', () => text(given('redacted').bytes.csv)],
  [
    'the names of the files',
    () =>
      namedFiles(given('redacted'), reportFormats)
        .map(({ name }) => name)
        .join('\n'),
  ],
];

describe('what was planted in a run', () => {
  it('is more than sixty texts, each of which a report shows that is not redacted', () => {
    expect(canaries.length).toBeGreaterThan(60);
    expect(runResultSchema.safeParse(canaryResult()).error).toBeUndefined();
    expect(sung(text(given('plain').bytes.json))).toEqual(canaries.map((canary) => canary.text));
  });

  it.each(places)('is not in %s of a redacted report', (_, textOf) => {
    expect(textOf()).not.toBe('');
    expect(sung(textOf())).toEqual([]);
  });

  it('is in no byte of a redacted PDF, the signature and packed streams included', () => {
    const parts = everyByte(given('redacted').bytes.pdf);
    expect(holdsText(parts, 'ctrl-1')).toBe(true);
    expect(canaries.filter((canary) => holdsText(parts, canary.text)).map((canary) => canary.text)).toEqual(
      [],
    );
  });
});
