import { fileURLToPath } from 'node:url';

/**
 * The password of all key files but `empty-password`. The files were written with `openssl pkcs12 -export`, each in the
 * way that its name says, for one key that signs nothing but tests.
 */
export const keyFilePassword = 'pässwörd€😀';

/** The path of a key file, for example `aes-256`. */
export const keyFile = (name: string): string =>
  fileURLToPath(new URL(`./key-files/${name}.p12`, import.meta.url));
