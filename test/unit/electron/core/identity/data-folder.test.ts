import { describe, expect, it } from 'vitest';
import {
  dataFolder,
  formerDataFolder,
  type Surroundings,
} from '../../../../../electron/core/identity/data-folder.ts';

const linux: Surroundings = { platform: 'linux', home: '/home/ana', environment: {} };
const windows: Surroundings = {
  platform: 'win32',
  home: 'C:\\Users\\ana',
  environment: {
    APPDATA: 'C:\\Users\\ana\\AppData\\Roaming',
    LOCALAPPDATA: 'C:\\Users\\ana\\AppData\\Local',
  },
};
const mac: Surroundings = { platform: 'darwin', home: '/Users/ana', environment: {} };

const withVariables = (
  surroundings: Surroundings,
  environment: Surroundings['environment'],
): Surroundings => ({
  ...surroundings,
  environment: { ...surroundings.environment, ...environment },
});

describe('the data folder of a user', () => {
  it('follows the custom of each system', () => {
    expect(dataFolder(linux)).toBe('/home/ana/.local/share/netready');
    expect(dataFolder(withVariables(linux, { XDG_DATA_HOME: '/data/ana' }))).toBe('/data/ana/netready');
    expect(dataFolder(windows)).toBe('C:\\Users\\ana\\AppData\\Local\\Netready');
    expect(dataFolder({ ...windows, environment: {} })).toBe('C:\\Users\\ana\\AppData\\Local\\Netready');
    expect(dataFolder(withVariables(windows, { LOCALAPPDATA: '\\\\files\\ana' }))).toBe(
      '\\\\files\\ana\\Netready',
    );
    expect(dataFolder(mac)).toBe('/Users/ana/Library/Application Support/Netready');
  });

  it.each(['', 'data', './data'])(
    'passes a folder of the system by that is not absolute, as XDG asks: %j',
    (path) => {
      expect(dataFolder(withVariables(linux, { XDG_DATA_HOME: path }))).toBe(
        '/home/ana/.local/share/netready',
      );
      expect(dataFolder(withVariables(windows, { APPDATA: path, LOCALAPPDATA: path }))).toBe(
        'C:\\Users\\ana\\AppData\\Local\\Netready',
      );
    },
  );

  it('can be chosen', () => {
    expect(dataFolder(withVariables(linux, { NETREADY_HOME: '/opt/netready' }))).toBe('/opt/netready');
    expect(dataFolder(withVariables(windows, { NETREADY_HOME: 'd:/netready' }))).toBe('d:\\netready');
    expect(dataFolder({ ...withVariables(linux, { NETREADY_HOME: '/opt/n' }), home: '' })).toBe('/opt/n');
  });

  it.each([
    [linux, '', 'NETREADY_HOME is empty.'],
    [linux, 'here', 'NETREADY_HOME is "here", which is no absolute path.'],
    [linux, '../here', 'NETREADY_HOME is "../here", which is no absolute path.'],
    [windows, '\\here', 'NETREADY_HOME is "\\here", which is no absolute path.'],
    [windows, 'C:here', 'NETREADY_HOME is "C:here", which is no absolute path.'],
    [mac, '', 'NETREADY_HOME is empty.'],
    [
      windows,
      'D:\\aux\\data',
      'NETREADY_HOME is "D:\\aux\\data", and Windows has no folder of the name "aux".',
    ],
  ])('is never chosen by the working folder: %#', (surroundings, path, sentence) => {
    const choose = () => dataFolder(withVariables(surroundings, { NETREADY_HOME: path }));
    expect(choose).toThrow(expect.objectContaining({ code: 'data-folder-unset', message: sentence }));
  });

  it.each([
    [linux, '', 'HOME is empty, so there is no place for the signing key.'],
    [linux, '.', 'HOME is ".", which is no absolute path, so there is no place for the signing key.'],
    [mac, 'ana', 'HOME is "ana", which is no absolute path, so there is no place for the signing key.'],
    [{ ...windows, environment: {} }, '', 'USERPROFILE is empty, so there is no place for the signing key.'],
  ])('is never a home that depends on the working folder: %#', (surroundings, home, sentence) => {
    expect(() => dataFolder({ ...surroundings, home })).toThrow(
      expect.objectContaining({ code: 'data-folder-unset', message: sentence }),
    );
    expect(() => dataFolder(withVariables({ ...surroundings, home }, { XDG_DATA_HOME: 'data' }))).toThrow(
      sentence,
    );
  });
});

describe('the data folder before', () => {
  it('is in the roaming profile of Windows, and nowhere else', () => {
    expect(formerDataFolder(windows)).toBe('C:\\Users\\ana\\AppData\\Roaming\\Netready');
    expect(formerDataFolder({ ...windows, environment: {} })).toBe(
      'C:\\Users\\ana\\AppData\\Roaming\\Netready',
    );
    expect(formerDataFolder(withVariables(windows, { APPDATA: '\\\\files\\ana' }))).toBe(
      '\\\\files\\ana\\Netready',
    );
    for (const other of [linux, mac, withVariables(windows, { NETREADY_HOME: 'D:\\netready' })])
      expect(formerDataFolder(other)).toBeNull();
  });

  it('is none where it is the one that is used, or where nothing names it', () => {
    const one = { APPDATA: 'c:\\users\\ana\\appdata\\local' };
    expect(formerDataFolder(withVariables(windows, one))).toBeNull();
    expect(formerDataFolder({ ...windows, home: '', environment: {} })).toBeNull();
  });
});
