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
import { verifyReport } from '../../../../../electron/core/verify/verify-report.ts';
import { reportFormats } from '../../../../../shared/report/report-formats.ts';
import { emptyTrust } from '../../../../../shared/report/trust-file.ts';
import { runResultSchema } from '../../../../../shared/run/result.ts';
import { everyByte, holdsText, type PdfReading, readPdfFile } from '../../../../support/pdf-reading.ts';
import { richOriginals, richResult } from '../../../../support/rich-result.ts';

let folder = '';
const made: { redacted?: ReportFiles; plain?: ReportFiles; reading?: PdfReading } = {};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'netready-redacted-'));
  const ports = {
    now: () => new Date('2026-11-22T10:00:00Z'),
    randomBytes: (count: number) => new Uint8Array(randomBytes(count)),
    hostName: 'WINAPP77',
    platform: process.platform,
  };
  const signers = {
    openIdentity: () => openIdentity(folder, ports),
    openUnnamedIdentity: () => openUnnamedIdentity(folder, ports),
  };
  made.redacted = await buildReportFiles(richResult(), signers, { redact: true, pageSize: 'A4' });
  made.plain = await buildReportFiles(richResult(), signers, { redact: false, pageSize: 'A4' });
  made.reading = readPdfFile(made.redacted.bytes.pdf);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function given<K extends keyof typeof made>(key: K): NonNullable<(typeof made)[K]> {
  const value = made[key];
  if (value === undefined) throw new Error(`${key} was not made`);
  return value as NonNullable<(typeof made)[K]>;
}

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** A text as it is found again after it was broken into lines anywhere. */
const squeezed = (value: string): string => value.replaceAll(/\s+/g, '').toLowerCase();

const leaks = (value: string): readonly string[] => {
  const whole = squeezed(value);
  return richOriginals.filter((original) => whole.includes(squeezed(original)));
};

describe('the files of a redacted report', () => {
  it('would show every original if they were not redacted', () => {
    const { attachment } = readPdfFile(given('plain').bytes.pdf);
    expect(leaks(attachment.replaceAll('\\\\', '\\'))).toEqual(richOriginals);
  });

  it('show no original on a page, in an alternative text, in the outline, in metadata or in the attachment', () => {
    const { pages, tree, outline, info, xmp, attachment, artifacts } = given('reading');
    expect(pages.join('').length).toBeGreaterThan(20_000);
    const everything = [pages, tree, outline, info, xmp, artifacts].map((part) => JSON.stringify(part));
    expect(leaks([...everything, attachment].join('').replaceAll('\\\\', '\\'))).toEqual([]);
  });

  it('have no original in any byte of the PDF, the signature and packed streams included', () => {
    const parts = everyByte(given('redacted').bytes.pdf);
    expect(holdsText(parts, 'ctrl-1')).toBe(true);
    expect(richOriginals.filter((original) => holdsText(parts, original))).toEqual([]);
    expect(holdsText(everyByte(given('plain').bytes.pdf), 'WINAPP77')).toBe(true);
  });

  it('have no original in JSON, CSV and their names', () => {
    const { bytes, baseName } = given('redacted');
    expect(leaks(text(bytes.json).replaceAll('\\\\', '\\'))).toEqual([]);
    expect(leaks(text(bytes.csv))).toEqual([]);
    expect(leaks(baseName)).toEqual([]);
    expect(baseName).toMatch(/^netready-ctrl-1-\d{8}-\d{6}Z$/);
  });

  it('say that they are redacted', () => {
    const { bytes } = given('redacted');
    expect(runResultSchema.parse(JSON.parse(text(bytes.json))).redacted).toBe(true);
    expect(given('reading').pages[0]).toContain('names and addresses replaced');
    expect(given('reading').info['Title']).toContain('names and addresses replaced');
    expect(text(bytes.csv)).toContain('Replaced by aliases');
    expect(runResultSchema.parse(JSON.parse(text(given('plain').bytes.json))).redacted).toBeUndefined();
  });

  it('come without the list of what stands for what, which is made beside them', () => {
    const names = namedFiles(given('redacted'), reportFormats).map(({ name }) => name.replace(/^.*Z/, ''));
    expect(names).toEqual(['.pdf', '.json', '-firewall.csv']);
    const map = JSON.parse(text(given('redacted').aliases ?? new Uint8Array())) as {
      readonly report: string;
      readonly note: string;
      readonly aliases: readonly { readonly original: string; readonly alias: string }[];
    };
    expect(map.report).toBe(richResult().id);
    expect(map.note).toContain('do not send it');
    expect(map.aliases).toContainEqual({ kind: 'host', original: 'winapp77', alias: 'ctrl-1' });
    expect(map.aliases).toContainEqual({
      kind: 'text',
      original: 'Built elsewhere.',
      alias: '[text 3 removed]',
    });
    expect(given('plain').aliases).toBeNull();
  });

  it('say on their pages what stands for what', () => {
    const pages = squeezed(given('reading').pages.join(''));
    for (const said of [
      'What stands for what',
      'private IPv4 addresses',
      'public IPv6 addresses',
      'looked through',
    ])
      expect(pages).toContain(squeezed(said));
    expect(squeezed(readPdfFile(given('plain').bytes.pdf).pages.join(''))).not.toContain(
      squeezed('What stands for what'),
    );
  });

  it('are signed, by a key that names nobody', async () => {
    const verified = await verifyReport(given('redacted').bytes.pdf, emptyTrust);
    expect(verified.outcome, verified.message).toBe('unknown-signer');
    expect(verified.signer?.name).toBe('Netready on a machine without a name');
    expect(verified.signer?.fingerprint).toBe(given('redacted').signer.fingerprint);
    expect(given('plain').signer.name).toBe('Netready on WINAPP77');
  });
});
