import { describe, expect, it } from 'vitest';
import { maxTimestampUrl, parseTimestampUrl } from '../../../../shared/profile/timestamp-url.ts';

describe('the address of an authority for times', () => {
  it.each([
    ['http://tsa.example.local', { host: 'tsa.example.local', port: 80, secure: false, path: '/' }],
    ['https://TSA.example.local/', { host: 'tsa.example.local', port: 443, secure: true, path: '/' }],
    ['HTTP://tsa:318/a/b', { host: 'tsa', port: 318, secure: false, path: '/a/b' }],
    ['http://10.0.0.7/tsa?td=sha256', { host: '10.0.0.7', port: 80, secure: false, path: '/tsa?td=sha256' }],
    ['http://tsa?td=sha256', { host: 'tsa', port: 80, secure: false, path: '/?td=sha256' }],
    ['http://[fe80::1]:8080/', { host: 'fe80::1', port: 8080, secure: false, path: '/' }],
    ['http://tsa/a@b:c', { host: 'tsa', port: 80, secure: false, path: '/a@b:c' }],
    ['http://zeit.köln/', { host: 'zeit.köln', port: 80, secure: false, path: '/' }],
  ])('%s is read into its parts', (url, parts) => {
    expect(parseTimestampUrl(url)).toEqual(parts);
  });

  it.each([
    '',
    'tsa',
    'http:tsa',
    '//tsa',
    'ftp://tsa',
    'https://',
    'https:///path',
    'http://user@tsa',
    'http://user:password@tsa/',
    'http://tsa/#',
    'http://tsa:',
    'http://tsa:99999',
    'http://tsa:-1',
    'http://[10.0.0.7]/',
    'http://[]/',
    'http://::1/',
    'http://tsa/ HTTP/1.1\r\nHost: other',
    'http://tsa/\u{0}',
    'http://tsa\u{2F}\u{2F}evil\u{5C}',
    'http://tsa/ü',
    'http://123',
    `http://tsa/${'a'.repeat(maxTimestampUrl)}`,
  ])('%j is none', (url) => {
    expect(parseTimestampUrl(url)).toBeNull();
  });
});
