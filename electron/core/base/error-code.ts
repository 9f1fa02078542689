/**
 * The code of anything that can be thrown: its own, or else the kind of error; `UNKNOWN` for what is no error. Errors
 * of the system and of libraries are told apart by it, never by the text of their message. OpenSSL renamed the alerts that
 * SSL 3 had in version 3.5 (https://github.com/openssl/openssl/blob/openssl-3.5/ssl/ssl_err.c); they have one name here.
 */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'UNKNOWN';
  if (!('code' in error) || typeof error.code !== 'string' || error.code === '') return error.name;
  return error.code.replace(/^ERR_SSL_SSL\/TLS_ALERT_/, 'ERR_SSL_SSLV3_ALERT_');
}
