import type { VerifyOutcome } from '../../shared/report/verify-outcome.ts';

/** A signer that is to be added: whose report it is of, as the report says. */
export type SignerDraft = {
  readonly fingerprint: string;
  /** What the certificate calls itself. */
  readonly name: string;
  /** The machine that the report is about; empty where it names none. */
  readonly machine: string;
};

/** What of the page of known signers is open while one is added. */
export const newSigner = 'new';

/** The signer of a verified report; null where no signature could be checked, or where the file is refused. */
export function draftOf({ signer, report, environment }: VerifyOutcome): SignerDraft | null {
  if (signer === null || (report === null && environment === null)) return null;
  const machine = report === null || report.redacted ? '' : report.host;
  return { fingerprint: signer.fingerprint, name: signer.name, machine };
}

/** The signer that is being added, handed from the page of a report to that of the known signers. */
export type DraftPlace = {
  readonly put: (draft: SignerDraft | null) => void;
  readonly get: () => SignerDraft | null;
};

/** A place where no signer waits. */
export function signerDraft(): DraftPlace {
  let waiting: SignerDraft | null = null;
  return {
    put: (draft) => {
      waiting = draft;
    },
    get: () => waiting,
  };
}
