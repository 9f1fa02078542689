import { describe, expect, it } from 'vitest';
import {
  dottedNamesIn,
  isCommonName,
  namedHost,
  shareServersIn,
  usersIn,
} from '../../../../shared/redact/names-in-text.ts';
import { nameParts } from '../../../../shared/words/distinguished-name.ts';

describe('namedHost', () => {
  it.each([
    ['DB01', 'host', 'db01'],
    ['db01.corp.local.', 'host', 'db01.corp.local'],
    ['db01:1433', 'host', 'db01'],
    ['*.corp.local', 'domain', 'corp.local'],
    ['.corp.local', 'domain', 'corp.local'],
  ])('reads %s', (text, kind, name) => {
    expect(namedHost(text)).toEqual({ kind, name });
  });

  it.each(['10.0.0.1', '[fd00::1]:80', 'fd00::1', 'DNS server', '', '*', '<local>', '10.0.0.0/8'])(
    'finds none in %s',
    (text) => {
      expect(namedHost(text)).toBeNull();
    },
  );
});

describe('isCommonName', () => {
  it.each(['localhost', 'nativebuilder.api.outsystems.com', 'api.outsystems.com', 'outsystems.com'])(
    'knows %s',
    (name) => {
      expect(isCommonName(name)).toBe(true);
    },
  );

  it.each(['com', 'acme.outsystems.com', 'acme.outsystemsenterprise.com', 'localhost.corp.local'])(
    'does not know %s',
    (name) => {
      expect(isCommonName(name)).toBe(false);
    },
  );
});

describe('names in prose', () => {
  it('finds hosts with their domain, and no products, versions or abbreviations', () => {
    const text =
      'See db01.corp.local, e.g. Web.Corp.Local; ASP.NET 4.8.1, node.js, 11.41.0 or bob@mail.corp.local.';
    expect(dottedNamesIn(text)).toEqual(['db01.corp.local', 'web.corp.local', 'mail.corp.local']);
  });

  it('finds users by mail address, account and home folder', () => {
    const text =
      'bob@corp.local, CORP\\alice, C:\\Users\\carol\\x, /home/dave/y, NT AUTHORITY\\SYSTEM, C:\\Users\\Public\\z';
    expect(usersIn(text)).toEqual([
      { whole: 'bob@corp.local', before: 'corp.local', user: 'bob' },
      { whole: 'CORP\\alice', before: 'CORP', user: 'alice' },
      { whole: 'carol', before: null, user: 'carol' },
      { whole: 'dave', before: null, user: 'dave' },
    ]);
    expect(usersIn('C:\\Program Files\\OutSystems\\Platform Server')).toEqual([]);
  });

  it('finds servers of shares', () => {
    expect(shareServersIn('copy \\\\FS01\\share\\x')).toEqual(['fs01']);
  });
});

describe('nameParts', () => {
  it('takes a distinguished name apart, commas in values included', () => {
    expect(nameParts('CN=db01, O=Example, Inc., C=DE')).toEqual([
      { attribute: 'CN', value: 'db01' },
      { attribute: 'O', value: 'Example, Inc.' },
      { attribute: 'C', value: 'DE' },
    ]);
    expect(nameParts('(no name)')).toBeNull();
  });
});
