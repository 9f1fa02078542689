import { z } from 'zod';
import { longest } from '../words/lengths.ts';
import { unnamedMachine } from '../words/phrases.ts';
import { refusal, refusalIssue } from '../words/refusal.ts';
import { text, writtenText } from '../words/text-schema.ts';

/** The most signers that a trust file may list; it bounds the memory of the verifier. */
export const maxSigners = 5000;

/** The longest fingerprint that is read: 64 digits, with what people put between them. */
const maxFingerprint = 300;

/** A fingerprint as people copy it: 64 hex digits in any case, with colons, hyphens or spaces between. Stored as lower-case hex. */
export const fingerprintSchema = z
  .string()
  .max(maxFingerprint)
  .transform((text) => text.replaceAll(/[\s:-]/g, '').toLowerCase())
  .refine((digits) => /^[0-9a-f]{64}$/.test(digits), refusal('fingerprint'));

const dateForms = z.union([z.iso.datetime({ offset: true }), z.iso.date()]);
const dateSchema = z
  .string()
  .max(longest.word)
  .refine((date) => dateForms.safeParse(date).success, refusal('date'));

const nameSchema = writtenText(longest.name);

/** One installation whose reports are trusted: the fingerprint of its certificate, and how it is called here. */
export const trustedSignerSchema = z.strictObject({
  fingerprint: fingerprintSchema,
  name: nameSchema,
  addedAt: dateSchema,
  /** The host name of the machine that it is installed on: another key of that machine is then told as a changed one. */
  machine: writtenText(longest.host).optional(),
  /** Whose machine it is. */
  customer: writtenText(longest.name).optional(),
  note: text(1000).optional(),
});

/** One certificate in PEM (RFC 7468), of an authority that issues certificates. */
const authoritySchema = z
  .string()
  .trim()
  .max(16_384)
  .refine(
    (pem) => /^-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----$/.test(pem),
    refusal('certificate'),
  );

/**
 * The list of signers that a verifier trusts: installations by fingerprint, and authorities that certify them; and
 * apart from them, whom it believes about times.
 * Unknown keys are refused, so that a misspelt field cannot pass unseen.
 */
export const trustFileSchema = z.strictObject({
  schemaVersion: z
    .unknown()
    .refine((version) => version === 1, refusal('schema-version'))
    .pipe(z.literal(1)),
  signers: z
    .array(trustedSignerSchema)
    .max(maxSigners)
    .superRefine((signers, context) => {
      const seen = new Map<string, number>();
      for (const [index, { fingerprint }] of signers.entries()) {
        const first = seen.get(fingerprint);
        if (first === undefined) seen.set(fingerprint, index);
        else
          context.addIssue({
            ...refusalIssue('new-fingerprint', { index: first }),
            path: [index, 'fingerprint'],
            input: fingerprint,
          });
      }
    })
    .default([]),
  authorities: z.array(authoritySchema).max(50).default([]),
  /** Authorities that certify those who confirm times. One that is listed here is not thereby trusted for signers. */
  timeAuthorities: z.array(authoritySchema).max(50).default([]),
});

export type TrustFile = Readonly<z.infer<typeof trustFileSchema>>;
export type TrustedSigner = Readonly<z.infer<typeof trustedSignerSchema>>;

/** How the certificate of an installation begins that names its machine. */
const installedOn = 'netready on ';

/**
 * The machine that an entry is about, in small letters: the one that it names, or else what it is called, as certificates
 * of installations call it or as its host alone. Null for keys of redacted reports, which are called alike and name nobody.
 */
export function machineOf({ name, machine }: Pick<TrustedSigner, 'name' | 'machine'>): string | null {
  const called = (machine ?? name).toLowerCase();
  const host = called.startsWith(installedOn) ? called.slice(installedOn.length) : called;
  return host === unnamedMachine ? null : host;
}

/** The keys that a list has for a machine, in its order: by the machine that an entry names, or by what it is called. */
export function knownKeysOf(hostname: string, { signers }: Pick<TrustFile, 'signers'>): readonly string[] {
  const host = hostname.toLowerCase();
  return signers.filter((signer) => machineOf(signer) === host).map(({ fingerprint }) => fingerprint);
}

/** Trusts nobody: every intact report then has an unknown signer. */
export const emptyTrust: TrustFile = { schemaVersion: 1, signers: [], authorities: [], timeAuthorities: [] };
