import { expect, it } from 'vitest';
import { codeOf } from '../../../../../electron/core/base/error-code.ts';

const withCode = (code: unknown): Error => Object.assign(new TypeError('x'), { code });

it.each([
  ['the code of an error', withCode('ECONNRESET'), 'ECONNRESET'],
  ['its kind where it has none', new TypeError('x'), 'TypeError'],
  ['its kind where its code is empty or no text', withCode(''), 'TypeError'],
  ['its kind where its code is a number', withCode(5), 'TypeError'],
  ['nothing for what is no error', 'ECONNRESET', 'UNKNOWN'],
  [
    'one name for an alert, whichever OpenSSL names it',
    withCode('ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE'),
    'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE',
  ],
  [
    'and the same for its other name',
    withCode('ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE'),
    'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE',
  ],
])('is %s', (_, thrown, code) => {
  expect(codeOf(thrown)).toBe(code);
});
