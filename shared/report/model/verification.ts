import { parseTimestampUrl } from '../../profile/timestamp-url.ts';
import type { RunResult } from '../../run/result.ts';
import { fingerprintGroups } from '../../words/phrases.ts';
import { machineName } from './common.ts';
import type { ReportModelOptions, Verification } from './types.ts';

/** What is signed, as far as the page about its signature tells. */
export type Signed = {
  /** The machine or the environment that it is about. */
  readonly subject: string;
  readonly subjectLabel: string;
  readonly id: string;
  readonly isRedacted: boolean;
  /** The name of its attached data. */
  readonly attachment: string;
  /** The address of the time-stamping authority that was asked; null where the profile names none. */
  readonly timestampUrl: string | null;
};

/** Where the signer finds the fingerprint. A redacted report has a key of its own, which names nobody. */
const whereShown = ({ isRedacted }: Signed): string =>
  isRedacted
    ? 'the report page shows it where names are replaced, and so does netready identity show --redacted'
    : 'the report page shows it, and so does netready identity show';

/** What a timestamp proves: not when the checks ran, but until when all of this was signed. */
function timeProven({ timestampUrl }: Signed): string {
  const host = timestampUrl === null ? null : parseTimestampUrl(timestampUrl)?.host;
  const authority = host == null ? 'a time-stamping authority' : `the time-stamping authority ${host}`;
  return `By when it was signed: ${authority} was asked to confirm the time, and netready verify shows its answer.`;
}

/** How anybody checks the report of a machine without trusting it. */
export const verification = (result: RunResult, options: ReportModelOptions): Verification =>
  verificationOf(
    {
      subject: machineName(result),
      subjectLabel: 'Machine',
      id: result.id,
      isRedacted: result.redacted === true,
      attachment: 'report.json',
      timestampUrl: result.profile.timestamp?.url ?? null,
    },
    options,
  );

/** How anybody checks something that Netready has signed, without trusting it. */
export function verificationOf(signed: Signed, options: ReportModelOptions): Verification {
  const { subject, subjectLabel, id, isRedacted, attachment } = signed;
  const groupsOfFour = fingerprintGroups(options.fingerprint);
  return {
    heading: 'How to check this report',
    intro:
      'This file is signed. Two questions are separate: has it changed since it was signed, and whose key signed it?',
    steps: [
      'Open the file on the verify page of Netready, or give it to the command below. Both work without a network.',
      `Compare the fingerprint that is shown with the one below, and with the one that somebody at ${subject} reads out to you: ${whereShown(signed)}.`,
      'When they agree, add the key to your trust file, and later reports of the same installation are recognised.',
      'A viewer that has saved the file again has made another file. Ask for the original.',
      'A PDF viewer may warn that it does not know the signer, or show the signature as valid after a change. Its word decides neither question.',
    ],
    commandLabel: 'Command',
    command: 'netready verify REPORT.pdf',
    fingerprintLabel: 'Fingerprint of the signing key (SHA-256 of the certificate)',
    fingerprint: groupsOfFour,
    proves: {
      heading: 'What the signature proves',
      items: [
        `Every byte of this file, the attached ${attachment} included, is as it was when it was signed.`,
        'It was signed with the key that has the fingerprint shown here.',
        ...(options.timestamped === true ? [timeProven(signed)] : []),
      ],
    },
    leavesOpen: {
      heading: 'What it does not prove',
      items: [
        'That the measurement is true: somebody who controls the machine can sign anything.',
        options.timestamped === true
          ? "When the checks ran: their times are the signing computer's claim, by its own clock."
          : "When it was made: the time is the signing computer's claim, by its own clock.",
        'Who holds the key: compare the fingerprint over another channel.',
        ...(isRedacted
          ? ['What the names and addresses stand for: whoever owns the machine keeps the list.']
          : []),
      ],
    },
    panel: {
      heading: 'Signed by this installation of Netready',
      reason: 'Shows that the report has not changed since it was made',
      lines: [
        { label: 'Signer', values: [options.signerName], typed: false },
        { label: subjectLabel, values: [subject], typed: false },
        { label: 'Report', values: [id], typed: true },
      ],
    },
    qr: {
      payload: options.fingerprint.toUpperCase(),
      alt: `QR code with the fingerprint ${groupsOfFour.join(' ')}`,
      caption: 'The fingerprint as a QR code',
    },
  };
}
