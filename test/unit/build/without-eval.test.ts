import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withoutEval } from '../../../build/without-eval.mjs';
import { commandPath } from '../../support/command.ts';

const { transform } = withoutEval() as unknown as {
  readonly transform: (code: string, id: string) => string | null;
};
const schemas = '/node_modules/zod/v4/core/schemas.js';

/** A line of the code that zod would make of each schema. */
const madeLine = 'payload.value = newResult';

describe('a program', () => {
  it.each(['thread.cjs', 'quick-thread.cjs', 'main.mjs'])('makes no code of text: %s', (name) => {
    const program = readFileSync(join(dirname(commandPath), name), 'utf8');
    expect(program).toContain('ZodObject');
    expect(program).not.toContain(madeLine);
  });

  it('stops the build where a newer zod would do so in another way', () => {
    expect(() => transform('const jit = true;', schemas)).toThrow('makes code in a way that is not known');
    expect(transform('const jit = true;', '/elsewhere.js')).toBeNull();
    expect(transform('const jit = !core.globalConfig.jitless;', schemas)).toBe('const jit = false;');
  });
});
