import { describe, expect, it } from 'vitest';
import { codeProblem } from '../../../../../renderer/components/form/code-problem.ts';
import { codeBytes, formatCode } from '../../../../../shared/rehearsal/code.ts';

const groups = formatCode(new Uint8Array(codeBytes).fill(9)).split('-');

describe('a code while it is typed', () => {
  it('is wrong as soon as a whole group cannot be right, and not before', () => {
    expect(codeProblem(`${groups[0]} ${groups[1]} 0000`, false)).toBeNull();
    expect(codeProblem(`${groups[0]} ${groups[1]} 00000`, false)).toBe('Group 3 of the code is wrong.');
  });

  it('has to be whole once it is asked for', () => {
    expect(codeProblem(groups.join('-').toLowerCase(), true)).toBeNull();
    expect(codeProblem(groups.slice(0, 5).join('-'), true)).toBe(
      'The code has 25 characters. Allowed: 6 groups of 5.',
    );
  });
});
