import type { DetailedPeerCertificate } from 'node:tls';
import { describe, expect, it } from 'vitest';
import {
  altNamesOf,
  certificatesOf,
  nameText,
} from '../../../../../electron/core/probes/certificate-chain.ts';
import { plainText } from '../../../../../electron/core/probes/plain-text.ts';

describe('a distinguished name', () => {
  it('begins with what people look for, and keeps the rest', () => {
    expect(nameText({ C: 'PT', O: 'Test', emailAddress: 'a@b.test', CN: 'www.test' })).toBe(
      'CN=www.test, O=Test, C=PT, emailAddress=a@b.test',
    );
    expect(nameText({ OU: ['One', 'Two'] })).toBe('OU=One, OU=Two');
    expect(nameText({})).toBe('(no name)');
  });
});

describe('alternative names', () => {
  it('are names and addresses without their type; other kinds keep it', () => {
    expect(altNamesOf('DNS:www.test, IP Address:10.0.0.1, URI:http://x.test/, DNS:"a, b"')).toEqual([
      'www.test',
      '10.0.0.1',
      'URI:http://x.test/',
      '"a, b"',
    ]);
    expect(altNamesOf(undefined)).toEqual([]);
  });

  it('are a bounded number', () => {
    const many = Array.from({ length: 500 }, (_, index) => `DNS:h${index}.test`).join(', ');
    expect(altNamesOf(many)).toHaveLength(100);
  });
});

describe('a chain', () => {
  it('is empty when the server showed no certificate', () => {
    expect(certificatesOf(undefined)).toEqual([]);
  });

  /** Certificates as Node links them, the first of a chain of a length. */
  const linked = (count: number, issuer?: DetailedPeerCertificate): DetailedPeerCertificate => {
    const own = { raw: Buffer.of(count), fingerprint256: `AB:${count}` } as DetailedPeerCertificate;
    if (issuer !== undefined) own.issuerCertificate = issuer;
    return count > 1 ? linked(count - 1, own) : own;
  };

  it('ends where nothing more was shown, at a root that names itself, and at a bound', () => {
    expect(certificatesOf(linked(3)).map(({ fingerprint256 }) => fingerprint256)).toEqual([
      'AB:1',
      'AB:2',
      'AB:3',
    ]);
    const root = linked(1);
    root.issuerCertificate = root;
    expect(certificatesOf(root)).toHaveLength(1);
    expect(certificatesOf(linked(10))).toHaveLength(10);
    expect(certificatesOf(linked(11))).toHaveLength(10);
  });
});

describe('text from a stranger', () => {
  it('loses what could hide or reorder it, and is cut', () => {
    expect(plainText('a\r\nb\u0000c\u202Ed\u200Be\u2028f', 99)).toBe('abcdef');
    expect(plainText('🙂🙂🙂', 2)).toBe('🙂…');
    expect(plainText('🙂🙂🙂', 3)).toBe('🙂🙂🙂');
    expect(plainText('a\ud83d', 6)).toBe('a');
    expect(plainText('  x  ', 99)).toBe('x');
  });
});
