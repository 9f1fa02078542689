import { describe, expect, it } from 'vitest';
import { leftOut } from '../../../build/left-out.mjs';

const plugin = leftOut() as unknown as {
  readonly resolveId: (id: string) => string | null;
  readonly load: (id: string) => string | null;
};

const loaded = (
  name: string,
): Promise<{ readonly default: new () => unknown; readonly cbc?: () => unknown }> =>
  import(
    /* @vite-ignore */ `data:text/javascript,${encodeURIComponent(plugin.load(plugin.resolveId(name) ?? '') ?? '')}`
  );

describe('a part of a library that is left out', () => {
  it('says its name to whoever reaches it after all', async () => {
    const { default: LineBreaker } = await loaded('linebreak');
    expect(() => new LineBreaker()).toThrow('linebreak is no part of this program.');
    const { cbc } = await loaded('@noble/ciphers/aes');
    expect(cbc).toThrow('@noble/ciphers/aes is no part of this program.');
  });

  it('is only one that was named', () => {
    expect(plugin.resolveId('fontkit')).toBeNull();
    expect(plugin.load('fontkit')).toBeNull();
  });
});
