import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commandPath } from '../../support/command.ts';

const folder = join(dirname(commandPath), 'cli');

/** What a file loads at once. */
const loadedBy = (text: string): readonly string[] =>
  [...text.matchAll(/^(?:import|export)\b[^;]*?["']([^"']+)["'];?$/gm)].map(([, from = '']) => from);

/** What a command loads before it begins, in files of the build. */
function filesOf(name: string): readonly string[] {
  const [first = ''] = readdirSync(folder).filter((file) =>
    new RegExp(`^${name}-[\\w-]{8}\\.mjs$`).test(file),
  );
  const files = new Set([first]);
  for (const file of files)
    for (const from of loadedBy(readFileSync(join(folder, file), 'utf8')))
      if (from.startsWith('./')) files.add(from.slice(2));
  return [...files];
}

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
    const asking = files.filter((file) =>
      /^\/\/.*shared\/catalogue\/catalogue\.ts$/m.test(readFileSync(join(folder, file), 'utf8')),
    );
    expect(files.length).toBeGreaterThan(3);
    expect(asking).toEqual([]);
  });
});

it('what shows help and the version loads no command', () => {
  const program = readFileSync(commandPath, 'utf8');
  const loaded = loadedBy(program);
  expect(loaded.length).toBeGreaterThan(0);
  expect(loaded.filter((from) => !/^(node:)?[a-z_]+(\/promises)?$/.test(from))).toEqual([]);
  const later = [...program.matchAll(/\bimport\(["']\.\/cli\/([^"']+)["']\)/g)].map(([, file]) => file);
  expect(readdirSync(folder)).toEqual(expect.arrayContaining(later));
  expect(later.length).toBeGreaterThan(8);
});
