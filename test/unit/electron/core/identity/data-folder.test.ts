import { describe, expect, it } from 'vitest';
import { dataFolder, type Surroundings } from '../../../../../electron/core/identity/data-folder.ts';

const linux: Surroundings = { platform: 'linux', home: '/home/ana', workingFolder: '/srv', environment: {} };
const windows: Surroundings = {
  platform: 'win32',
  home: 'C:\\Users\\ana',
  workingFolder: 'D:\\work',
  environment: { APPDATA: 'C:\\Users\\ana\\AppData\\Roaming' },
};
const mac: Surroundings = { platform: 'darwin', home: '/Users/ana', workingFolder: '/', environment: {} };

describe('the data folder of a user', () => {
  it('follows the custom of each system', () => {
    expect(dataFolder(linux)).toBe('/home/ana/.local/share/netready');
    expect(dataFolder({ ...linux, environment: { XDG_DATA_HOME: '/data/ana' } })).toBe('/data/ana/netready');
    expect(dataFolder(windows)).toBe('C:\\Users\\ana\\AppData\\Roaming\\Netready');
    expect(dataFolder({ ...windows, environment: {} })).toBe('C:\\Users\\ana\\AppData\\Roaming\\Netready');
    expect(dataFolder(mac)).toBe('/Users/ana/Library/Application Support/Netready');
  });

  it('ignores a relative folder of the system, as the XDG specification asks', () => {
    for (const path of ['', 'data', './data'])
      expect(dataFolder({ ...linux, environment: { XDG_DATA_HOME: path } })).toBe(
        '/home/ana/.local/share/netready',
      );
  });

  it('can be chosen, also relative to the working folder', () => {
    const chosen = (path: string, surroundings: Surroundings) =>
      dataFolder({ ...surroundings, environment: { ...surroundings.environment, NETREADY_HOME: path } });
    expect(chosen('/opt/netready', linux)).toBe('/opt/netready');
    expect(chosen('here', linux)).toBe('/srv/here');
    expect(chosen('here', windows)).toBe('D:\\work\\here');
    expect(chosen('', mac)).toBe('/Users/ana/Library/Application Support/Netready');
  });
});
