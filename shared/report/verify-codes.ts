/**
 * What somebody who receives a file may do with it. `trusted` and `unknown-signer` are both intact; they differ only
 * in whose key it is. All others are refused.
 */
export const verifyOutcomes = [
  'trusted',
  'unknown-signer',
  'changed',
  'resaved',
  'not-a-report',
  'unsupported-version',
  'damaged',
] as const;
export type VerifyOutcomeName = (typeof verifyOutcomes)[number];

/** A finding on a file that is refused, with its whole sentence. */
type RefusedText = { readonly outcome: VerifyOutcomeName; readonly message: string };

/**
 * What the trust file says of a key whose signature fits: listed, or certified by a listed authority; not there; of a
 * listed authority, but with a certificate that does not count; or not there, although another key of the same machine is.
 */
export const signerStandings = ['known', 'unknown', 'not-accepted', 'changed'] as const;
export type SignerStanding = (typeof signerStandings)[number];

/** A finding on a file that is not refused: whose key it is, also as the end of a sentence. */
type SignedText = {
  readonly outcome: 'trusted' | 'unknown-signer';
  readonly standing: SignerStanding;
  readonly key: string;
};

/** What is said of the key of a file in which nothing else is wrong. */
export const signedCodes = {
  KNOWN_SIGNER: {
    outcome: 'trusted',
    standing: 'known',
    key: ' and its key is on the list of known installations',
  },
  KNOWN_AUTHORITY: {
    outcome: 'trusted',
    standing: 'known',
    key: ' and its signer is certified by an authority in the trust file',
  },
  UNKNOWN_SIGNER: {
    outcome: 'unknown-signer',
    standing: 'unknown',
    key: ', but its key is not on the list of known installations; compare the fingerprint with the administrator who made the report',
  },
  KEY_CHANGED: {
    outcome: 'unknown-signer',
    standing: 'changed',
    key: ', but its key is another one than the list of known installations has for its machine; rely on it only once the administrator has read the new fingerprint to you',
  },
  AUTHORITY_PERIOD: {
    outcome: 'unknown-signer',
    standing: 'not-accepted',
    key: ', but at the time of signing the certificate of the signer or of its authority was not valid',
  },
  AUTHORITY_PURPOSE: {
    outcome: 'unknown-signer',
    standing: 'not-accepted',
    key: ', but the certificate of the signer, although issued by a listed authority, is not meant for signing documents',
  },
  AUTHORITY_ALGORITHM: {
    outcome: 'unknown-signer',
    standing: 'not-accepted',
    key: ', but the authority has certified the signer with an algorithm that is no longer safe',
  },
  AUTHORITY_ISSUER: {
    outcome: 'unknown-signer',
    standing: 'not-accepted',
    key: ', but an authority between the signer and the listed one was not allowed to issue certificates, or not at that depth',
  },
  AUTHORITY_CRITICAL: {
    outcome: 'unknown-signer',
    standing: 'not-accepted',
    key: ', but a certificate between the signer and the listed authority carries a condition that this program cannot judge',
  },
} as const satisfies Readonly<Record<string, SignedText>>;

/** What is said of the key of a file whose signature fits. */
export type SignedCode = keyof typeof signedCodes;

/** Every reason to refuse a file: the outcome that it leads to, and one sentence for a support engineer. */
export const refusedCodes = {
  PAGES: {
    outcome: 'changed',
    message:
      'The file is as it was signed with the key named here, but its pages are not those that this version makes from the data inside; rely on neither, and ask for a new report.',
  },
  RESULTS: {
    outcome: 'changed',
    message:
      'The file is as it was signed with the key named here, but the data inside is not as the version that it names writes it; rely on nothing in the file, and ask for a new report.',
  },
  DATA: {
    outcome: 'changed',
    message:
      'The signature was made over other data than lies beside it; rely on nothing in the file, and ask for a new report.',
  },
  INPUT_MISSING: {
    outcome: 'changed',
    message:
      'The environment report is as it was signed with the key named here, but a report that it lists as merged does not lie inside; rely on nothing in the file, and ask for a new report.',
  },
  INPUT_ADDED: {
    outcome: 'changed',
    message:
      'The environment report is as it was signed with the key named here, but a report lies inside that it does not list as merged; rely on nothing in the file, and ask for a new report.',
  },
  INPUT_ORDER: {
    outcome: 'changed',
    message:
      'The environment report is as it was signed with the key named here, but the reports inside lie in other places than it lists them; rely on nothing in the file, and ask for a new report.',
  },
  INPUT_EXCHANGED: {
    outcome: 'changed',
    message:
      'The environment report is as it was signed with the key named here, but a report inside is not the one that it lists in that place; rely on nothing in the file, and ask for a new report.',
  },
  INPUT_CHANGED: {
    outcome: 'changed',
    message:
      'The environment report is as it was signed with the key named here, but a report inside is not as it was signed itself; rely on nothing in the file, and ask for a new report.',
  },
  MERGE: {
    outcome: 'changed',
    message:
      'The environment report is as it was signed with the key named here, but merging the reports inside gives another result than it states; rely on nothing in the file, and ask for a new report.',
  },
  PAGES_LIMIT: {
    outcome: 'damaged',
    message:
      'The file is as it was signed with the key named here, but comparing its pages with the data inside took more time or memory than a report of this size needs, and was stopped; verify it again on a computer with less to do, and rely on neither before.',
  },
  HEADER: {
    outcome: 'changed',
    message: 'The beginning of the file is not as the report was signed; ask for the original file.',
  },
  TAIL: {
    outcome: 'changed',
    message: 'Bytes were added or removed at the end of the report after signing; ask for the original file.',
  },
  INCREMENT: {
    outcome: 'changed',
    message:
      'The report is whole, but something was added behind it, as a PDF viewer does when it saves notes and a forger to hide what was signed; ask for the original file.',
  },
  XREF: {
    outcome: 'changed',
    message: 'The table of the parts of the file is not as the report was signed; ask for the original file.',
  },
  TRAILER: {
    outcome: 'changed',
    message: 'The closing section of the file is not as the report was signed; ask for the original file.',
  },
  OBJECT: {
    outcome: 'changed',
    message: 'A part of the file was changed after signing; ask for the original file.',
  },
  DUP_KEY: {
    outcome: 'changed',
    message:
      'A part of the file holds the same entry twice, as in a known forgery; ask for the original file.',
  },
  LIMIT: {
    outcome: 'changed',
    message: 'The file has more parts or deeper nesting than any report; ask for the original file.',
  },
  FORBIDDEN: {
    outcome: 'changed',
    message: 'The file holds active or hidden content that no report has; ask for the original file.',
  },
  FIELD: {
    outcome: 'changed',
    message: 'The file does not have exactly the one signature of a report; ask for the original file.',
  },
  BYTERANGE: {
    outcome: 'changed',
    message: 'The signature does not cover the whole file; ask for the original file.',
  },
  CONTENTS: {
    outcome: 'changed',
    message: 'The place of the signature was changed after signing; ask for the original file.',
  },
  PADDING: {
    outcome: 'changed',
    message: 'Data was hidden beside the signature after signing; ask for the original file.',
  },
  CMS: {
    outcome: 'changed',
    message: 'The signature is not in the form that a report has; ask for the original file.',
  },
  ATTRIBUTES: {
    outcome: 'changed',
    message: 'The signature carries statements that a report does not have; ask for the original file.',
  },
  CERTIFICATE: {
    outcome: 'changed',
    message: 'The certificate beside the signature was changed or exchanged; ask for the original file.',
  },
  CHAIN: {
    outcome: 'changed',
    message:
      'The certificates beside the signature do not lead from the signer to its authority; ask for the original file.',
  },
  ALGORITHM: {
    outcome: 'changed',
    message: 'The signature uses a kind of key that no report uses; ask for the original file.',
  },
  DIGEST: {
    outcome: 'changed',
    message: 'The content of the report was changed after signing; ask for the original file.',
  },
  SIGNATURE: {
    outcome: 'changed',
    message: 'The signature does not fit the report; ask for the original file.',
  },
  TIMESTAMP: {
    outcome: 'changed',
    message:
      'The confirmation of the time beside the signature was removed, exchanged or changed; ask for the original file.',
  },
  STREAM: {
    outcome: 'changed',
    message:
      'A packed part of the file is damaged, or something is hidden behind it; ask for the original file.',
  },
  ATTACHMENT: {
    outcome: 'changed',
    message: 'The data inside the file is not attached as in a report; ask for the original file.',
  },
  RESAVED: {
    outcome: 'resaved',
    message:
      'The file holds a report that another program has opened and saved again, so its signature no longer counts; ask for the original file.',
  },
  NOT_PDF: { outcome: 'not-a-report', message: 'The file is not a PDF.' },
  FOREIGN: {
    outcome: 'not-a-report',
    message:
      'The file is a PDF, but not a report of Netready; a print or a part of one proves nothing either, so ask for the original file.',
  },
  ENCRYPTED: {
    outcome: 'not-a-report',
    message:
      'The file is a PDF with a password or with restrictions, which no report of Netready has; if it was made from one, ask for the original file.',
  },
  RESULTS_ALONE: {
    outcome: 'not-a-report',
    message: 'The file holds the results of a run without the signed pages; ask for the PDF.',
  },
  TOO_LARGE: {
    outcome: 'not-a-report',
    message:
      'The file is larger than any report; at most 20 MiB are read, and of an environment report 200 MiB.',
  },
  NO_RESULT: {
    outcome: 'not-a-report',
    message: 'The file is as it was signed, but the data inside is not that of a Netready run.',
  },
  SCHEMA: {
    outcome: 'unsupported-version',
    message:
      'The data inside is as it was signed, but a newer version of Netready is needed to read it and to compare the pages with it.',
  },
  EMPTY: { outcome: 'damaged', message: 'The file is empty; ask for it again.' },
  TRUNCATED: {
    outcome: 'damaged',
    message: 'The end of the file is missing, as after an interrupted transfer; ask for it again.',
  },
  TEXT_TRANSFER: {
    outcome: 'damaged',
    message:
      'The file was transferred as text, which damages a PDF; ask for it again as a binary file or in an archive.',
  },
  UNREADABLE: {
    outcome: 'damaged',
    message: 'The file could not be examined to the end; ask for it again.',
  },
  EXHAUSTING: {
    outcome: 'damaged',
    message:
      'Examining the file took more time or memory than any report of its size needs, and was stopped; ask for the original file.',
  },
  NOT_READ: {
    outcome: 'damaged',
    message: 'The file could not be read; check the path and the permissions.',
  },
} as const satisfies Readonly<Record<string, RefusedText>>;

/** Every answer of the verifier. */
export const verifyCodes = { ...signedCodes, ...refusedCodes };

export type RefusedCode = keyof typeof refusedCodes;
export type VerifyCode = SignedCode | RefusedCode;

/** Whether a finding is about the key alone, so that the file is not refused. */
export const isSignedCode = (code: VerifyCode): code is SignedCode => Object.hasOwn(signedCodes, code);
