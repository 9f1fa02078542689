import { describe, expect, it } from 'vitest';
import {
  asciiText,
  runSystemCommand,
  runSystemCommandNow,
} from '../../../../../electron/core/platform/run-command.ts';

const node = process.execPath;
const limits = { timeoutMs: 20_000, maxBytes: 1000 };
const script = (text: string): readonly string[] => ['-e', text];
const ways = [
  ['while others go on', runSystemCommand],
  [
    'at once',
    async (...call: Parameters<typeof runSystemCommandNow>): Promise<Uint8Array> =>
      runSystemCommandNow(...call),
  ],
] as const;

describe.each(ways)('a command that runs %s', (_way, run) => {
  it('gives what it prints, as bytes; its input is empty', async () => {
    const echo = "process.stdin.resume().on('end',()=>process.stdout.write(Buffer.from([65,0xfc,66])))";
    expect(asciiText(await run(node, script(echo), limits))).toBe('AüB');
  });

  it('is not read by a shell', async () => {
    const args = ['-p', 'process.argv[1]', '$(id) & "x"'];
    expect(asciiText(await run(node, args, limits)).trim()).toBe('$(id) & "x"');
  });

  it('that is not there has the system’s code', async () => {
    await expect(run('/no/such/command', [], limits)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('that ends with a failure has a code of its own, whatever it prints', async () => {
    const failing = script("process.stdout.write('x');process.stderr.write('y');process.exitCode=1");
    await expect(run(node, failing, limits)).rejects.toMatchObject({ code: 'COMMAND_FAILED' });
  });

  it('that goes on too long is ended', async () => {
    const endless = script("process.on('SIGTERM',()=>{});setInterval(()=>{},1000)");
    await expect(run(node, endless, { ...limits, timeoutMs: 300 })).rejects.toMatchObject({
      code: 'DEADLINE',
    });
  });

  it('that prints too much is ended', async () => {
    const chatty = script("setInterval(()=>process.stdout.write('x'.repeat(600)),1)");
    await expect(run(node, chatty, limits)).rejects.toMatchObject({ code: 'COMMAND_TOO_LONG' });
  });
});
