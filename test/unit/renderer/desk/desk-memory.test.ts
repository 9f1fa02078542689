import { expect, it } from 'vitest';
import { createDeskMemory } from '../../../../renderer/desk/desk-memory.ts';
import type { Commands } from '../../../../renderer/wizard/effects.ts';

const commands = { back: () => undefined } as Commands;

it('keeps what a page has made, and what others have made apart from it', () => {
  const memory = createDeskMemory(commands);
  const list = (): string[] => [];
  const other = (given: Commands): Commands[] => [given];
  memory.of(list).push('report.pdf');
  expect(memory.of(list)).toEqual(['report.pdf']);
  expect(memory.of(other)).toEqual([commands]);
  expect(createDeskMemory(commands).of(list)).toEqual([]);
});
