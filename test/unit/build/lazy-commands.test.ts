import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { commandPath } from '../../support/command.ts';

it('what shows help and the version loads no command', () => {
  const program = readFileSync(commandPath, 'utf8');
  const loaded = [...program.matchAll(/^(?:import|export)\b[^;]*?["']([^"']+)["'];?$/gm)].map(
    ([, from]) => from,
  );
  expect(loaded.length).toBeGreaterThan(0);
  expect(loaded.filter((from) => !/^(node:)?[a-z_]+(\/promises)?$/.test(from ?? ''))).toEqual([]);
  const later = [...program.matchAll(/\bimport\(["']\.\/cli\/([^"']+)["']\)/g)].map(([, file]) => file);
  const folder = join(dirname(commandPath), 'cli');
  expect(readdirSync(folder)).toEqual(expect.arrayContaining(later));
  expect(later.length).toBeGreaterThan(8);
});
