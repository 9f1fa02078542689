import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Proven, proveReports } from '../support/unicode-reports.ts';

let home = '';
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'netready-unicode-'));
});
afterAll(() => rm(home, { recursive: true, force: true }));

const chunks = 10;
const perChunk = 30;
const proven: Proven[] = [];

it.each(Array.from({ length: chunks }, (_, chunk) => chunk))(
  'texts of all of Unicode go through check, redaction, report and verification (part %d)',
  async (chunk) => {
    const seeds = Array.from({ length: perChunk }, (_, index) => 1000 + chunk * perChunk + index);
    proven.push(await proveReports(join(home, String(chunk)), seeds));
  },
);

it('were more than 10,000 texts in 300 reports', () => {
  const sum = (key: keyof Proven): number => proven.reduce((total, part) => total + part[key], 0);
  expect(sum('reports')).toBe(chunks * perChunk);
  expect(sum('texts')).toBeGreaterThan(10_000);
  process.stdout.write(`${sum('texts')} texts, ${sum('found')} found whole, ${sum('reports')} reports\n`);
});
