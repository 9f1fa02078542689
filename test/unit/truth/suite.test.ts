import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { consent } from '../../truth/support/needs-windows.ts';

const folder = join(import.meta.dirname, '..', '..', 'truth');
const tests = readdirSync(folder, { recursive: true })
  .map((name) => String(name).replaceAll('\\', '/'))
  .filter((name) => name.endsWith('.test.ts'));
const readme = readFileSync(join(folder, 'README.md'), 'utf8');

describe('the truth suite', () => {
  it('says of each of its files what it asks', () => {
    const rows = [...readme.matchAll(/^\| `([\w/-]+\.test\.ts)` \|/gm)].map(([, name]) => name);
    expect(rows.sort()).toEqual([...tests].sort());
  });

  it('names the consent as it is asked for', () => {
    expect(readme).toContain(`\`${consent.name}=${consent.value}\``);
  });

  it.each(tests)('%s runs only where its needs are met', (name) => {
    const text = readFileSync(join(folder, name), 'utf8');
    expect(text).toMatch(/^(?:onWindows|changingWindows|needsAlso)\(/m);
    expect(text).not.toMatch(/^(?:it|describe)\b/m);
    // What makes or removes something stands in a group that has asked for consent.
    if (/\bwith(?:Rule|ReservedPorts|Value|Site)\(/.test(text)) expect(text).toMatch(/^changingWindows\(/m);
  });
});
