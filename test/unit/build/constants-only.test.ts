import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { constantsOnly } from '../../../build/constants-only.mjs';
import { operationNames } from '../../../shared/contract/operations.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const file = 'shared/contract/operations.ts';

/** What the plugin makes of a module; null when it leaves it alone. */
function load(id: string): Promise<string | null> {
  const plugin = constantsOnly(root, { [file]: ['operationNames'] });
  return (plugin.load as unknown as (id: string) => Promise<string | null>)(id);
}

describe('a module that is replaced by some of its values', () => {
  it('gives the same values, and nothing else', async () => {
    expect(await load(join(root, file))).toBe(
      `export const operationNames = ${JSON.stringify(operationNames)};`,
    );
  });

  it('is only the one that was named', async () => {
    expect(await load(join(root, 'shared/contract/bridge.ts'))).toBeNull();
  });
});
