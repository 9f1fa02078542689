import { describe, expect, it } from 'vitest';
import { commands, isCommand } from '../../../../shared/contract/commands.ts';

describe('isCommand', () => {
  it.each(commands)('knows %s', (command) => expect(isCommand(command)).toBe(true));

  it.each(['', 'quit', 'New-Check', null, undefined, 0, ['new-check'], { command: 'new-check' }])(
    'refuses %j',
    (value) => expect(isCommand(value)).toBe(false),
  );
});
