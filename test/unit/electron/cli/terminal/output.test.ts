import { closeSync, openSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openOutput } from '../../../../../electron/cli/terminal/output.ts';

/** A number that no file has. */
function closedNumber(): number {
  const fd = openSync('.', 'r');
  closeSync(fd);
  return fd;
}

describe('an output of which the system does not tell what it is', () => {
  it('is written to as a stream, and the command goes on', async () => {
    const written: string[] = [];
    const output = openOutput({
      fd: closedNumber(),
      write: (text, done) => {
        written.push(text);
        done();
      },
      on: () => undefined,
    });
    output.write('0.2.0\n');
    expect(await output.settled()).toBeNull();
    expect(written).toEqual(['0.2.0\n']);
  });
});
