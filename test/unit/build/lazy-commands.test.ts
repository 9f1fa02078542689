import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commandPath } from '../../support/command.ts';

const folder = join(dirname(commandPath), 'cli');

/** What a file loads at once. */
const loadedBy = (text: string): readonly string[] =>
  [...text.matchAll(/^(?:(?:const|let|var) \w+ = )?require\("([^"]+)"\);$/gm)].map(([, from = '']) => from);

/** What a command loads before it begins, in files of the build. */
function filesOf(name: string): readonly string[] {
  const [first = ''] = readdirSync(folder).filter((file) =>
    new RegExp(`^${name}-[\\w-]{8}\\.cjs$`).test(file),
  );
  const files = new Set([first]);
  for (const file of files)
    for (const from of loadedBy(readFileSync(join(folder, file), 'utf8')))
      if (from.startsWith('./')) files.add(from.slice(2));
  return [...files];
}

/** Those of some files that declare one of these constants or functions. */
const declaring = (files: readonly string[], names: readonly string[]): readonly string[] => {
  const declared = new RegExp(`^(?:var|const|(?:async )?function) (?:${names.join('|')})\\b`, 'm');
  return files.filter((file) => declared.test(readFileSync(join(folder, file), 'utf8')));
};

describe('a command that draws no report', () => {
  it.each(['check', 'plan', 'verify', 'firewall', 'diff'])('loads nothing that draws one: %s', (name) => {
    const files = filesOf(name);
    expect(files.length).toBeGreaterThan(3);
    const drawing = files.filter((file) =>
      /node_modules\/(?:pdfkit|fontkit)\//.test(readFileSync(join(folder, file), 'utf8')),
    );
    expect(drawing).toEqual([]);
  });
});

describe('a command that asks no questions of a machine', () => {
  it.each(['verify', 'identity'])('loads no catalogue of questions: %s', (name) => {
    const files = filesOf(name);
    expect(files.length).toBeGreaterThan(3);
    expect(declaring(filesOf('plan'), ['catalogue'])).not.toEqual([]);
    expect(declaring(files, ['catalogue'])).toEqual([]);
  });
});

describe('what begins before anything is asked', () => {
  const schemas = ['factSchema', 'runResultSchema', 'signedListenerViewSchema', 'namedParameterSchema'];
  const machinery = ['probes', 'runPlan', 'openIdentity', 'createVerifier'];
  it.each(['plan', 'options', 'open-context'])('loads neither probes nor schemas of answers: %s', (name) => {
    const files = filesOf(name);
    expect(files.length).toBeGreaterThan(3);
    for (const each of schemas) expect(declaring(filesOf('check'), [each])).not.toEqual([]);
    expect(declaring(files, [...schemas, ...machinery])).toEqual([]);
  });

  it('loads no profile to check the options of a command that has none', () => {
    expect(declaring(filesOf('plan'), ['profileSchema'])).not.toEqual([]);
    expect(declaring(filesOf('options'), ['profileSchema'])).toEqual([]);
  });
});

it('what shows help and the version loads no command', () => {
  const program = readFileSync(join(folder, 'index.cjs'), 'utf8');
  const loaded = loadedBy(program);
  expect(loaded.length).toBeGreaterThan(0);
  expect(loaded.filter((from) => !/^(node:)?[a-z_]+(\/promises)?$/.test(from))).toEqual([]);
  const later = [...program.matchAll(/\brequire\("\.\/([^"]+)"\)/g)].map(([, file]) => file);
  expect(readdirSync(folder)).toEqual(expect.arrayContaining(later));
  expect(later.length).toBeGreaterThan(8);
});
