import { describe, expect, it } from 'vitest';
import { type DoubtKind, doubtOf, hostsInText } from '../../../../renderer/wizard/host-reading.ts';
import { hostSchema } from '../../../../shared/profile/host.ts';

const zone = '.example.local';

describe('an entry that is no host', () => {
  it.each<[string, DoubtKind, readonly (readonly string[])[]]>([
    [`http://fe05${zone}:80/`, 'web-address', [[`fe05${zone}`]]],
    [`HTTPS://FE05${zone}/ServiceCenter?x=1`, 'web-address', [[`fe05${zone}`]]],
    ['http://[2001:db8::7]:8080/', 'web-address', [['2001:db8::7']]],
    ['ftp://user:pw@files/x', 'web-address', [['files']]],
    ['http://', 'web-address', []],
    [`jdbc:sqlserver://db01${zone}:1433;databaseName=os`, 'jdbc', [[`db01${zone}`]]],
    ['jdbc:sqlserver://db01\\INST;encrypt=true', 'jdbc', [['db01']]],
    ['jdbc:oracle:thin:@ora1:1521:ORCL', 'jdbc', [['ora1']]],
    ['jdbc:oracle:thin:@//ora1:1521/svc', 'jdbc', [['ora1']]],
    ['jdbc:', 'jdbc', []],
    ['\\\\fs01\\share$\\x', 'share', [['fs01']]],
    ['//fs01/share', 'share', [['fs01']]],
    [`db01${zone}:1433`, 'port', [[`db01${zone}`]]],
    ['[2001:db8::7]:443', 'port', [['2001:db8::7']]],
    ['db01,1433', 'port', [['db01']]],
    ['db01\\SQLEXPRESS', 'instance', [['db01']]],
    ['10.1.1.26   fe06', 'hosts-line', [['fe06'], ['10.1.1.26']]],
    [`10.1.1.26\tfe06${zone} fe06 # new`, 'hosts-line', [[`fe06${zone}`], ['10.1.1.26']]],
    ['10.1.2.29-10.1.2.32', 'range', [['10.1.2.29', '10.1.2.30', '10.1.2.31', '10.1.2.32']]],
    ['10.1.2.29 – 31', 'range', [['10.1.2.29', '10.1.2.30', '10.1.2.31']]],
    ['10.1.2.32-10.1.2.29', 'range', []],
    ['10.0.0.1-10.0.0.300', 'range', []],
    ['10.0.0.1-10.0.1.20', 'range', []],
    [`fe[08-11]${zone}`, 'range', [[`fe08${zone}`, `fe09${zone}`, `fe10${zone}`, `fe11${zone}`]]],
    ['fe{1..3}', 'range', [['fe1', 'fe2', 'fe3']]],
    ['fe01..fe03', 'range', [['fe01', 'fe02', 'fe03']]],
    [`fe01${zone} - fe02${zone}`, 'range', [[`fe01${zone}`, `fe02${zone}`]]],
    [`fe01 to fe03${zone}`, 'range', [[`fe01${zone}`, `fe02${zone}`, `fe03${zone}`]]],
    ['fe[1-9999]', 'range', []],
    ['10.0.0.0/24', 'network', []],
    ['2001:db8::/32', 'network', []],
    [`- fe07${zone} (primary)`, 'bullet', [[`fe07${zone}`]]],
    ['3) fe07', 'bullet', [['fe07']]],
    ['• fe07 # old', 'bullet', [['fe07']]],
    ['ｆｅ０８.example.local', 'full-width', [[`fe08${zone}`]]],
    ['１０.０.０.９', 'full-width', [['10.0.0.9']]],
    ['fe08。example。local', 'full-width', [[`fe08${zone}`]]],
    ['ctl01..', 'dots', [['ctl01']]],
    ['.ctl01', 'dots', [['ctl01']]],
    ['"fe09"', 'quoted', [['fe09']]],
    ['“fe09”', 'quoted', [['fe09']]],
    ['<fe09>', 'quoted', [['fe09']]],
    [`admin@fe09${zone}`, 'account', [[`fe09${zone}`]]],
    [`fe09${zone}/ServiceCenter`, 'path', [[`fe09${zone}`]]],
    ['[2001:db8::7]', 'brackets', [['2001:db8::7']]],
    ['fe01 fe02  fe03', 'several', [['fe01', 'fe02', 'fe03']]],
    ['0.0.0.0', 'no-machine', []],
    ['::', 'no-machine', []],
    ['224.0.0.5', 'no-machine', []],
    ['255.255.255.255', 'no-machine', []],
    ['our front-ends are', 'unclear', []],
    ['<b class=x>', 'unclear', []],
    ['300.1.2.3', 'unclear', []],
    ['', 'unclear', []],
    ['x'.repeat(2000), 'unclear', []],
  ])('%s is said to be %s', (entry, kind, offers) => {
    expect(hostSchema.safeParse(entry).success).toBe(false);
    const doubt = doubtOf(entry);
    expect([doubt.kind, doubt.offers.map(({ hosts }) => hosts)]).toEqual([kind, offers]);
  });

  it('brings the port and the instance that stood with it', () => {
    expect(doubtOf('db01:1433').offers).toEqual([{ hosts: ['db01'], port: 1433 }]);
    expect(doubtOf('db01:99999').offers).toEqual([{ hosts: ['db01'] }]);
    expect(doubtOf('db01\\INST,1500').offers).toEqual([{ hosts: ['db01'], instance: 'INST', port: 1500 }]);
    expect(doubtOf('jdbc:sqlserver://db01\\INST:1500').offers).toEqual([
      { hosts: ['db01'], instance: 'INST', port: 1500 },
    ]);
  });

  it('offers nothing that the profile would refuse, whatever it looks like', () => {
    const pieces = [
      'fe',
      '01',
      '.',
      '-',
      ' ',
      '[',
      ']',
      ':',
      '/',
      '\\',
      '10.0.0.1',
      '0',
      '"',
      '#',
      '@',
      '。',
      '{',
      '..',
    ];
    let seed = 7;
    const next = (below: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed % below;
    };
    for (let round = 0; round < 20_000; round += 1) {
      const entry = Array.from({ length: 1 + next(7) }, () => pieces[next(pieces.length)]).join('');
      for (const { hosts, port } of doubtOf(entry).offers) {
        for (const host of hosts) expect([entry, hostSchema.safeParse(host).data]).toEqual([entry, host]);
        expect(port ?? 1).toBeLessThan(65_536);
      }
    }
  });
});

describe('names in a text that is no list', () => {
  it('are found in JSON, each once and in its order', () => {
    const text = JSON.stringify({
      version: '11.41.0',
      servers: [
        { host: 'fe2' },
        { host: `fe1${zone}`, cpu: 4.5 },
        `fe3${zone}`,
        { ip: '10.0.0.9' },
        `FE1${zone}`,
      ],
    });
    expect(hostsInText(text)).toEqual(['fe2', `fe1${zone}`, `fe3${zone}`, '10.0.0.9']);
  });

  it('are found in a mail, without its sentences and numbers', () => {
    const text = `Hi,\nthe servers are fe1${zone}, fe2${zone} (and 10.0.0.9). Version 11.28.\nRegards`;
    expect(hostsInText(text)).toEqual([`fe1${zone}`, `fe2${zone}`, '10.0.0.9']);
  });

  it('are none where there are none', () => {
    expect(hostsInText('Nothing here. {"a": 1.5}')).toEqual([]);
  });
});
