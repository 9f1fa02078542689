import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { assertDecided, owner } from '../../../build/owner.mjs';

const root = join(import.meta.dirname, '..', '..', '..');
const somebody = {
  appId: 'example.netready.desktop',
  homepage: 'https://netready.example/',
  name: 'Example Ltd',
  email: 'netready@netready.example',
};
const signing = [{ CSC_LINK: 'a.p12' }, { WIN_CSC_LINK: 'a.p12' }, { NETREADY_SIGN_COMMAND: 'sign' }];

/** Every file that goes into the packages or says how they are made. */
const files = (): readonly string[] => [
  ...readdirSync(join(root, 'build'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(mjs|yml|md|json)$/.test(entry.name))
    .map(({ parentPath, name }) => relative(root, join(parentPath, name))),
  'package.json',
  'README.md',
];

describe('the owner of the program', () => {
  it('is named in one place alone', () => {
    for (const value of [owner.appId, owner.homepage, owner.email, 'netready.invalid']) {
      const naming = files().filter((path) => readFileSync(join(root, path), 'utf8').includes(value));
      expect(naming, value).toEqual([join('build', 'owner.mjs')]);
    }
  });

  it('is asked for by RELEASE.md', () => {
    expect(readFileSync(join(root, 'build', 'RELEASE.md'), 'utf8')).toContain('`build/owner.mjs`');
  });

  it.each(signing)('must be decided before anything is signed with %o', (environment) => {
    const open = { ...somebody, homepage: 'https://netready.invalid/' };
    expect(() => assertDecided(open, environment)).toThrow('homepage in build/owner.mjs');
    expect(() => assertDecided({ ...somebody, appId: 'invalid.netready' }, environment)).toThrow('appId');
    expect(() => assertDecided(somebody, environment)).not.toThrow();
  });

  it('may be open while nothing is signed', () => {
    for (const environment of [{}, { CSC_LINK: ' ' }])
      expect(() => assertDecided({ ...somebody, email: 'a@netready.invalid' }, environment)).not.toThrow();
  });
});
