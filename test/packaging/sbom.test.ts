import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { Ajv } from 'ajv';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import type { Plugin } from 'vite';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { bundleProgram } from '../../build/bundle-program.mjs';
import { writeSboms } from '../../build/release.mjs';
import { buildRenderer } from '../../build/renderer.vite.mjs';
import packageJson from '../../package.json' with { type: 'json' };

const root = join(import.meta.dirname, '..', '..');
const dist = join(root, 'dist');
const work = mkdtempSync(join(tmpdir(), 'netready-sbom-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

type Bom = {
  readonly components: readonly {
    readonly name: string;
    readonly version: string;
    readonly purl: string;
    readonly licenses: readonly unknown[];
    readonly hashes?: readonly { readonly content: string }[];
  }[];
};
const readBom = (path: string): Bom => JSON.parse(readFileSync(path, 'utf8'));

/** The published schemas of CycloneDX, as its own library carries them. */
const schemas = join(
  dirname(createRequire(import.meta.url).resolve('@cyclonedx/cyclonedx-library/package.json')),
  'res/schema',
);
const readSchema = (name: string) =>
  JSON.parse(readFileSync(join(schemas, `${name}.SNAPSHOT.schema.json`), 'utf8'));

const ajv = new Ajv({ strict: false, formats: { ...fullFormats, 'idn-email': true, 'iri-reference': true } });
for (const name of ['spdx', 'jsf-0.82'])
  ajv.addSchema(readSchema(name), `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json`);
const isBom = ajv.compile(readSchema('bom-1.6'));

/** The packages of which a source map says that something of theirs is in a bundle. */
const packagesIn = (
  folder: string,
  map: { readonly sources: readonly (string | null)[] },
): readonly string[] =>
  map.sources.flatMap((source) => {
    const found = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(resolve(folder, source ?? ''))?.[1];
    if (found === undefined) return [];
    const { name, version } = JSON.parse(readFileSync(join(found, 'package.json'), 'utf8'));
    return [`${name}@${version}`];
  });

/** Collects what the source maps of a build name. */
const mapReader = (found: Set<string>): Plugin => ({
  name: 'map-reader',
  config: () => ({ build: { sourcemap: 'hidden' } }),
  writeBundle({ dir }, bundle) {
    for (const [name, file] of Object.entries(bundle))
      if (name.endsWith('.map') && file.type === 'asset')
        for (const id of packagesIn(dirname(join(dir ?? '', name)), JSON.parse(String(file.source))))
          found.add(id);
  },
});

/** What is in the programs and in no source map: fonts, the helpers of the bundlers, and what the build rewrites. */
const withoutMap = [
  '@expo-google-fonts/ibm-plex-sans-arabic',
  '@expo-google-fonts/inter',
  '@expo-google-fonts/jetbrains-mono',
  '@expo-google-fonts/noto-sans-devanagari',
  '@expo-google-fonts/noto-sans-hebrew',
  '@expo-google-fonts/noto-sans-kr',
  '@expo-google-fonts/noto-sans-sc',
  '@expo-google-fonts/noto-sans-thai',
  '@fontsource/inter',
  '@fontsource/jetbrains-mono',
  'pdfkit',
  'rolldown',
  'string-width',
  'vite',
  'wrap-ansi',
];

describe('the bill of materials', () => {
  it('of each program is CycloneDX 1.6 as its schema has it', async () => {
    await writeSboms(dist, work);
    for (const kind of ['linux-x64', 'win-x64', 'desktop']) {
      const bom = readBom(join(work, `netready-${packageJson.version}-${kind}.cdx.json`));
      expect(isBom(bom), ajv.errorsText(isBom.errors)).toBe(true);
      const around = kind === 'desktop' ? 'electron' : `node-${kind}`;
      expect(bom.components.map(({ name }) => name)).toContain(around);
    }
  });

  it('would be refused by that schema with a licence that does not exist', () => {
    const bom = structuredClone(readBom(join(dist, 'sbom.cdx.json')));
    const [first, ...others] = bom.components;
    const wrong = { ...first, licenses: [{ license: { id: 'Free-For-All' } }] };
    expect(isBom({ ...bom, components: [wrong, ...others] })).toBe(false);
  });

  describe('against the source maps of the programs', () => {
    const found = new Set<string>();
    beforeAll(async () => {
      // Libraries carry checks for development, which the test runner's own setting would bring in.
      vi.stubEnv('NODE_ENV', 'production');
      const plugins = [mapReader(found)];
      for (const [entry, external] of [
        ['cli', []],
        ['main', ['electron']],
      ] as const)
        await bundleProgram(root, join(work, entry), `electron/${entry}/index.ts`, {
          plugins,
          ssr: { external: [...external] },
          build: { rolldownOptions: { external: [...external] } },
        });
      await buildRenderer(root, join(work, 'renderer'), plugins);
    }, 120_000);
    afterAll(() => vi.unstubAllEnvs());

    it('lists exactly what they contain', () => {
      const listed = readBom(join(dist, 'sbom.cdx.json')).components.map(
        ({ name, version }) => `${name}@${version}`,
      );
      expect(found.size).toBeGreaterThan(30);
      expect([...found].filter((id) => !listed.includes(id))).toEqual([]);
      const others = listed.filter((id) => !found.has(id)).map((id) => id.replace(/@[^@]*$/, ''));
      expect(others).toEqual(withoutMap);
    });

    it('and the licences name the same libraries, each with a text', () => {
      const licences = readFileSync(join(dist, 'THIRD-PARTY-LICENSES.txt'), 'utf8');
      const rule = '-'.repeat(78);
      const parts = licences.split(`${rule}\n`).slice(1);
      const titles = parts.filter((_part, index) => index % 2 === 0).map((title) => title.trim());
      const texts = parts.filter((_part, index) => index % 2 === 1).map((text) => text.trim());
      expect(titles.map((title) => title.replace(/ \(.*$/, ''))).toEqual(
        readBom(join(dist, 'sbom.cdx.json')).components.map(({ name, version }) => `${name} ${version}`),
      );
      for (const [index, text] of texts.entries()) {
        expect(text.length, titles[index]).toBeGreaterThan(400);
        expect(text, titles[index]).toMatch(/copyright/i);
      }
    });
  });
});
