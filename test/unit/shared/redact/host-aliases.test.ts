import { describe, expect, it } from 'vitest';
import { type FoundHost, hostAliases } from '../../../../shared/redact/host-aliases.ts';

const host = (name: string, place: FoundHost['place'] = null): FoundHost => ({ name, place });

describe('hostAliases', () => {
  it('numbers hosts by what they are for, under one domain', () => {
    const { aliasOf } = hostAliases(
      [
        host('a.corp.local', 'controller'),
        host('b.corp.local', 'front-end'),
        host('c.corp.local', 'front-end'),
        host('d.corp.local', 'database'),
        host('e.corp.local', 'lifetime'),
        host('f.corp.local', 'container-runtime'),
        host('g.corp.local', 'proxy'),
        host('h.corp.local'),
      ],
      [],
    );
    expect('abcdefgh'.split('').map((letter) => aliasOf(`${letter}.corp.local`))).toEqual([
      'ctrl-1.example',
      'fe-1.example',
      'fe-2.example',
      'db-1.example',
      'lt-1.example',
      'node-1.example',
      'proxy-1.example',
      'host-1.example',
    ]);
  });

  it('gives a host one label with and without its domain, and in another domain', () => {
    const { aliasOf } = hostAliases([host('web.a.local', 'front-end'), host('web'), host('web.b.local')], []);
    expect(['web.a.local', 'web', 'web.b.local'].map(aliasOf)).toEqual([
      'fe-1.example',
      'fe-1',
      'fe-1.domain-2.example',
    ]);
  });

  it('keeps domains inside each other, whichever is seen first', () => {
    const { aliasOf } = hostAliases(
      [host('x.deep.prod.corp.local'), host('y.prod.corp.local')],
      ['corp.local', 'other.local'],
    );
    expect(aliasOf('corp.local')).toBe('example');
    expect(aliasOf('y.prod.corp.local')).toBe('host-2.part-1.example');
    expect(aliasOf('x.deep.prod.corp.local')).toBe('host-1.part-1.part-1.example');
    expect(aliasOf('other.local')).toBe('domain-2.example');
  });

  it('does not take a last label for a domain that others lie in', () => {
    const { aliasOf } = hostAliases([host('a.local'), host('b.corp.local')], []);
    expect(['a.local', 'b.corp.local'].map(aliasOf)).toEqual(['host-1.example', 'host-2.domain-2.example']);
  });

  it('passes by aliases that are names already', () => {
    const { aliasOf } = hostAliases(
      [host('real', 'front-end'), host('fe-1', 'front-end'), host('fe', 'front-end')],
      [],
    );
    expect(['real', 'fe-1', 'fe'].map(aliasOf)).toEqual(['fex-1', 'fex-2', 'fex-3']);
    expect(hostAliases([host('real', 'front-end'), host('fe-1')], []).aliasOf('real')).toBe('fe-2');
  });

  it('keeps localhost, whatever domain it is looked up in', () => {
    expect(hostAliases([host('localhost.corp.local')], []).aliasOf('localhost.corp.local')).toBe(
      'localhost.example',
    );
  });
});
