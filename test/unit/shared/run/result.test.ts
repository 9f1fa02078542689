import { describe, expect, it } from 'vitest';
import { contactedSchema, destinationSchema, runResultSchema } from '../../../../shared/run/result.ts';
import { passedResult } from '../../../support/sample-results.ts';

const destination = { role: 'controller', host: 'ctrl.example.local', protocol: 'TCP' };
const contacted = { host: 'ctrl.example.local', address: '10.0.0.9', count: 1 };

describe('a port of a result', () => {
  it.each([
    [1, true],
    [65_535, true],
    [0, false],
    [65_536, false],
    [80.5, false],
  ])('%s: %s', (port, isRead) => {
    expect(destinationSchema.safeParse({ ...destination, port }).success).toBe(isRead);
    expect(contactedSchema.safeParse({ ...contacted, port }).success).toBe(isRead);
  });
});

describe('the part of a run in a rehearsal', () => {
  it.each([
    ['ABCD', 44, true],
    ['ABCDE', 44, false],
    ['ABCD', 45, false],
    ['ABCD', 43, false],
  ])('has a tag and a key of their own lengths: %s, %i: %s', (tag, length, isRead) => {
    const rehearsal = { tag, sessionKey: 'A'.repeat(length) };
    expect(runResultSchema.safeParse({ ...passedResult(), rehearsal }).success).toBe(isRead);
  });
});
