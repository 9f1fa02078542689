import { describe, expect, it } from 'vitest';
import { signProgram } from '../../../build/sign.mjs';

const node = (script: string) => ({ NETREADY_SIGN_COMMAND: `${process.execPath} --eval ${script}` });

describe('signing', () => {
  it('is off without a command', () => {
    expect(signProgram('program.exe', {})).toBe(false);
    expect(signProgram('program.exe', { NETREADY_SIGN_COMMAND: ' ' })).toBe(false);
  });

  it('gives the command the path of the program', () => {
    expect(signProgram('program.exe', node("process.exitCode=process.argv[1]==='program.exe'?0:9"))).toBe(
      true,
    );
  });

  it('stops the build when the command fails or does not exist', () => {
    expect(() => signProgram('program.exe', node('process.exit(7)'))).toThrow('exit code 7');
    expect(() => signProgram('program.exe', { NETREADY_SIGN_COMMAND: '/nowhere/sign' })).toThrow('ENOENT');
  });
});
