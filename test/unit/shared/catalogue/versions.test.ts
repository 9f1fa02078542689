import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { canonicalJson } from '../../../../electron/core/base/canonical-json.ts';
import { type Catalogue, catalogue, describeCatalogue } from '../../../../shared/catalogue/catalogue.ts';

const entriesSchema = z.array(z.strictObject({ version: z.string(), sha256: z.string().length(64) }));
/** What each version stands for, oldest first. A version that was published keeps its line for ever. */
const recordsSchema = z.strictObject({
  catalogue: entriesSchema,
  overlays: z.record(z.string(), entriesSchema),
});
type Records = z.infer<typeof recordsSchema>;

const file = 'test/unit/shared/catalogue/versions.json';

async function readRecords(): Promise<Records> {
  return recordsSchema.parse(JSON.parse(await readFile(join(import.meta.dirname, 'versions.json'), 'utf8')));
}

const sha256 = (value: unknown): string => createHash('sha256').update(canonicalJson(value)).digest('hex');

/** Something with a version of its own: what it is called, where its version and its lines stand, what it says. */
type Versioned = {
  readonly name: string;
  readonly raise: string;
  readonly list: string;
  readonly version: string;
  readonly sha256: string;
  readonly recorded: Records['catalogue'];
};

/** The catalogue of the source document, and each overlay, all without their versions. */
function versionedParts(whole: Catalogue, records: Records): readonly Versioned[] {
  const { version, overlays, ...own } = describeCatalogue(whole);
  return [
    {
      name: 'the catalogue',
      raise: 'catalogueVersion in shared/catalogue/catalogue.ts',
      list: '"catalogue"',
      version,
      sha256: sha256(own),
      recorded: records.catalogue,
    },
    ...overlays.map(({ version: number, ...overlay }) => ({
      name: `the overlay ${overlay.id}`,
      raise: `version in shared/catalogue/overlays/${overlay.id}/index.ts`,
      list: `"overlays", "${overlay.id}"`,
      version: String(number),
      sha256: sha256(overlay),
      recorded: records.overlays[overlay.id] ?? [],
    })),
  ];
}

/** Whether a version comes after another: number by number, as in 2026.11.4. */
function isLater(version: string, than: string): boolean {
  const [left, right] = [version, than].map((text) => text.split('.').map(Number));
  const length = Math.max(left?.length ?? 0, right?.length ?? 0);
  const difference = Array.from({ length }, (_, at) => (left?.[at] ?? 0) - (right?.[at] ?? 0)).find(
    (by) => by !== 0,
  );
  return (difference ?? 0) > 0;
}

/** What has to be done so that a version stands for one content and no other; null when it does. */
function problemOf(part: Versioned): string | null {
  const { name, raise, list, version, recorded } = part;
  const line = (text: string) => JSON.stringify({ version: text, sha256: part.sha256 });
  const last = recorded.at(-1);
  const same = recorded.find((entry) => entry.version === version);
  if (recorded.some((entry, at) => at > 0 && !isLater(entry.version, recorded[at - 1]?.version ?? '')))
    return `The versions of ${name} do not rise in ${file}, ${list}: put them in order, each once.`;
  if (same === undefined && last !== undefined && !isLater(version, last.version))
    return `The version ${version} of ${name} is not later than ${last.version}: raise ${raise}.`;
  if (same === undefined)
    return `Add ${line(version)} to the end of ${list} in ${file}: ${name} has a new version.`;
  if (same.sha256 === part.sha256)
    return same === last ? null : `The version of ${name} went back: raise ${raise}.`;
  return `What ${name} says has changed, and its version is still ${version}: raise ${raise}, and add ${line('THE NEW VERSION')} to the end of ${list} in ${file}.`;
}

const problemsOf = (whole: Catalogue, records: Records): readonly string[] =>
  versionedParts(whole, records)
    .map(problemOf)
    .filter((problem) => problem !== null);

/** What a checked-in record would hold of a catalogue. */
function recordsOf(whole: Catalogue): Records {
  const [own, ...others] = versionedParts(whole, { catalogue: [], overlays: {} });
  const entry = (part: Versioned | undefined) =>
    part === undefined ? [] : [{ version: part.version, sha256: part.sha256 }];
  return {
    catalogue: entry(own),
    overlays: Object.fromEntries(whole.overlays.map(({ id }, at) => [id, entry(others[at])])),
  };
}

describe('the versions of the catalogue and its overlays', () => {
  it('stand for what they stood for before', async () => {
    expect(problemsOf(catalogue, await readRecords())).toEqual([]);
  });
});

describe('the guard of the versions', () => {
  const records = recordsOf(catalogue);
  const [first, ...otherChecks] = catalogue.checks;
  const [overlay, ...otherOverlays] = catalogue.overlays;
  if (first === undefined || overlay === undefined) throw new RangeError('the catalogue is empty');
  const changedText = { ...catalogue, checks: [{ ...first, why: 'Because.' }, ...otherChecks] };
  const withOverlay = (changed: Partial<typeof overlay>) => ({
    ...catalogue,
    overlays: [{ ...overlay, ...changed }, ...otherOverlays],
  });

  it('accepts what is recorded', () => {
    expect(problemsOf(catalogue, records)).toEqual([]);
  });

  it('refuses a changed text, and says what to do', () => {
    expect(problemsOf(changedText, records)).toEqual([
      expect.stringMatching(
        /^What the catalogue says has changed.*raise catalogueVersion in shared\/catalogue\/catalogue\.ts, and add .*versions\.json\.$/,
      ),
    ]);
  });

  it('asks for a line for a raised version, and accepts it with one', () => {
    const raised = { ...changedText, version: '2099.1.1' };
    expect(problemsOf(raised, records)).toEqual([expect.stringMatching(/^Add \{"version":"2099\.1\.1",/)]);
    const added = { ...records, catalogue: [...records.catalogue, ...recordsOf(raised).catalogue] };
    expect(problemsOf(raised, added)).toEqual([]);
  });

  it('refuses a version that does not rise, or goes back to an older one', () => {
    expect(problemsOf({ ...changedText, version: '2026.2.30' }, records)).toEqual([
      expect.stringContaining('is not later than'),
    ]);
    const later = { version: '2099.1.1', sha256: '0'.repeat(64) };
    expect(problemsOf(catalogue, { ...records, catalogue: [...records.catalogue, later] })).toEqual([
      expect.stringContaining('went back'),
    ]);
    expect(problemsOf(catalogue, { ...records, catalogue: [later, ...records.catalogue] })).toEqual([
      expect.stringContaining('do not rise'),
    ]);
  });

  it('refuses a changed overlay by its own version, and leaves the catalogue alone', () => {
    const problems = problemsOf(withOverlay({ checks: overlay.checks.slice(1) }), records);
    expect(problems).toEqual([
      expect.stringContaining(`raise version in shared/catalogue/overlays/${overlay.id}/index.ts`),
    ]);
    const raised = withOverlay({ title: 'Other', version: overlay.version + 1 });
    expect(problemsOf(raised, records)).toEqual([expect.stringMatching(/^Add /)]);
  });

  it('asks for the first line of a new overlay', () => {
    expect(problemsOf(withOverlay({ id: 'brand-new' }), records)).toEqual([
      expect.stringContaining('"overlays", "brand-new"'),
    ]);
  });
});
