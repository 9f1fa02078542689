import { describe, expect, it } from 'vitest';
import { createMacosPlatform, lsofOwners } from '../../../../../electron/core/platform/macos.ts';
import { ProbeError } from '../../../../../electron/core/probes/probe-error.ts';

/** `lsof -nP -iTCP:8080 -sTCP:LISTEN -F pctn`: the format of lsof(8), "Output for other programs". */
const output = [
  'p812',
  'cnode',
  'f23',
  'tIPv4',
  'n127.0.0.1:8080',
  'f24',
  'tIPv6',
  'n[::1]:8080',
  'p900',
  'cnginx',
]
  .concat(['f6', 'tIPv6', 'n*:8080', 'f7', 'tIPv4', 'n*:80', ''])
  .join('\n');

const answering = (answer: string | ProbeError) => async () => {
  if (answer instanceof ProbeError) throw answer;
  return Buffer.from(answer);
};

describe('macOS', () => {
  it('tells who listens on a port', async () => {
    const owners = [
      { address: '127.0.0.1', pid: 812, process: 'node' },
      { address: '::1', pid: 812, process: 'node' },
      { address: '::', pid: 900, process: 'nginx' },
    ];
    expect(lsofOwners(output, 8080)).toEqual(owners);
    expect(lsofOwners(output, 80)).toEqual([{ address: '0.0.0.0', pid: 900, process: 'nginx' }]);
    expect(await createMacosPlatform({}, answering(output)).portOwners(8080)).toEqual(owners);
  });

  it('ends lsof with a failure where nobody listens', async () => {
    const nobody = createMacosPlatform({}, answering(new ProbeError('COMMAND_FAILED')));
    expect(await nobody.portOwners(8080)).toEqual([]);
  });

  it('without lsof does not tell, nor what no command tells', async () => {
    const platform = createMacosPlatform({}, answering(new ProbeError('ENOENT')));
    await expect(platform.portOwners(8080)).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(platform.reservedPorts()).rejects.toMatchObject({ code: 'UNSUPPORTED' });
  });
});
