import { describe, expect, it } from 'vitest';
import { winHttpProxies, winInetProxies } from '../../../electron/core/platform/windows-proxies.ts';
import { registryValues } from '../../../electron/core/platform/windows-registry.ts';
import { createRedact, type Names } from '../../truth/support/redact-output.ts';

const names: Names = { user: 'jdoe', machines: ['WEB7'], domains: ['FIRMA', 'firma.example'] };
const redacted = (text: string, more: Partial<Names> = {}): string =>
  createRedact({ ...names, ...more }).text(text);

/** The settings of a connection in bytes, as Windows keeps them. */
function connection(flags: number, ...texts: readonly string[]): string {
  const number = (value: number): Buffer => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32LE(value);
    return bytes;
  };
  const parts = texts.flatMap((text) => [number(text.length), Buffer.from(text, 'latin1')]);
  return Buffer.concat([number(70), number(3), number(flags), ...parts])
    .toString('hex')
    .toUpperCase();
}

describe('what a recording says of its machine', () => {
  it.each([
    ['the account', '"web7\\jdoe","S-1-5-21-11-22-33-1001"', '"MACHINE\\user","S-1-5-21-1-2-3-1001"'],
    ['an account of a domain', 'FIRMA\\JDOE', 'DOMAIN\\user'],
    ['a folder of an account', 'C:\\Users\\Other Person\\AppData\\x.exe', 'C:\\Users\\user\\AppData\\x.exe'],
    [
      'a rule for a program in it',
      'App=C:\\Users\\anna\\a.exe|Name=x|',
      'App=C:\\Users\\user\\a.exe|Name=x|',
    ],
    ['a host in a URL', 'http://intra.firma.example:8080/x', 'http://host-1.example.test:8080/x'],
    ['a login in a URL', 'http://me:secret@intra:80/', 'http://host-1.example.test:80/'],
    [
      'a script',
      '    AutoConfigURL    REG_SZ    http://wpad/p.pac',
      '    AutoConfigURL    REG_SZ    http://',
    ],
    ['proxies', '    ProxyServer    REG_SZ    http=a.b:80;https=10.1.2.3:81', ';https=198.18.0.1:81'],
    ['exceptions', '    ProxyOverride    REG_SZ    *.corp.local;<local>', ';<local>'],
  ])('%s is replaced', (_what, text, expected) => {
    const found = redacted(text);
    expect(found).toContain(expected);
    expect(found).not.toMatch(/web7|jdoe|firma|intra|anna|other|secret|a\.b|10\.1\.2\.3|corp|11-22-33/i);
  });

  it('an address is replaced alike wherever it stands, and others otherwise', () => {
    const redact = createRedact(names);
    expect(redact.text('10.1.2.3:80  192.168.7.7:443')).toBe('198.18.0.1:80  198.18.0.2:443');
    expect(redact.text('RA4=192.168.7.0/255.255.255.0|10.1.2.3')).toBe(
      'RA4=198.18.0.3/255.255.255.0|198.18.0.1',
    );
    expect(redact.text('[2a02:8070::5%12]:135 [fe80::a1b2:1]:80')).toBe(
      '[2001:db8::1%12]:135 [2001:db8::2]:80',
    );
  });

  it.each([
    '  TCP    0.0.0.0:135            0.0.0.0:0              LISTENING       1128',
    '  TCP    127.0.0.1:8765         0.0.0.0:0              LISTENING       9876',
    '  TCP    [::]:135               [::]:0                 LISTENING       1128',
    '  TCP    [::1]:49670            [::]:0                 LISTENING       712',
    'C:\\Users\\Public\\x',
    'http://+:80/Temporary_Listen_Addresses/',
    'S-1-5-18, S-1-16-12288, S-1-15-2-1',
    '        80          80      ',
    '10:12:34',
  ])('what is the same everywhere stays: %s', (line) => {
    expect(redacted(line)).toBe(line);
  });

  it('an account whose name is no ASCII is found in every code page', () => {
    for (const letter of [[0x81], [0xfc], [0xc3, 0xbc], [0x3f]]) {
      const bytes = Buffer.from([...Buffer.from('x\\J'), ...letter, ...Buffer.from('rgen"')]);
      expect(Buffer.from(createRedact({ ...names, user: 'Jürgen' }).bytes(bytes)).toString('latin1')).toBe(
        'x\\user"',
      );
    }
  });

  it('a name that is part of another word stays, so that programs keep their names', () => {
    expect(redacted('svchost.exe', { user: 'host' })).toBe('svchost.exe');
  });

  it('bytes of any code page and UTF-16 come out as they came in', () => {
    const { bytes } = createRedact(names);
    const all = Buffer.from(Array.from({ length: 255 }, (_, index) => index + 1));
    expect(Buffer.from(bytes(all))).toEqual(all);
    const wide = Buffer.from('\uFEFFuser jdoe at 10.1.2.3', 'utf16le');
    expect(Buffer.from(bytes(wide)).toString('utf16le')).toBe('\uFEFFuser user at 198.18.0.1');
  });

  it('proxies in bytes are replaced, and can still be read', () => {
    const hex = connection(2, 'http=proxy.corp.de:8080', '<local>;10.*');
    const line = `    WinHttpSettings    REG_BINARY    ${hex}`;
    const [value] = registryValues(redacted(line));
    expect(value?.data).not.toContain(Buffer.from('corp').toString('hex').toUpperCase());
    expect(winHttpProxies(value?.data ?? '')).toMatchObject([
      { scheme: 'http', proxy: { host: 'xxxxx.xxxx.xx', port: 8080 }, bypass: expect.anything() },
    ]);
    const detect = `    DefaultConnectionSettings    REG_BINARY    ${connection(9, '', '', '')}`;
    expect(winInetProxies([], registryValues(redacted(detect)))).toMatchObject([
      { automatic: 'detect' },
      { automatic: 'detect' },
    ]);
  });
});
