import type { FactOf } from './fact.ts';

/** How a SQL Server answers the question whether to encrypt, after the word "encryption". */
export const tdsEncryptionWords: Readonly<Record<NonNullable<FactOf<'tds'>['encryption']>, string>> = {
  off: 'off',
  on: 'on',
  'not-supported': 'not supported',
  required: 'required',
};

/** An error of Oracle as people look it up: `ORA-12514`. */
export const oracleError = (number: number): string => `ORA-${String(number).padStart(5, '0')}`;
