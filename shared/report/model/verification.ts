import { parseTimestampUrl } from '../../profile/timestamp-url.ts';
import type { RunResult } from '../../run/result.ts';
import { fingerprintGroups } from '../../words/phrases.ts';
import { machineName } from './common.ts';
import type { ReportModelOptions, Verification } from './types.ts';

/** Where the signer finds the fingerprint. A redacted report has a key of its own, which names nobody. */
const whereShown = ({ redacted }: RunResult): string =>
  redacted === true
    ? 'the report page shows it where names are replaced, and so does netready identity show --redacted'
    : 'the report page shows it, and so does netready identity show';

/** What a timestamp proves: not when the checks ran, but until when all of this was signed. */
function timeProven({ profile }: RunResult): string {
  const host = profile.timestamp === null ? null : parseTimestampUrl(profile.timestamp.url)?.host;
  const authority = host == null ? 'a time-stamping authority' : `the time-stamping authority ${host}`;
  return `By when it was signed: ${authority} was asked to confirm the time, and netready verify shows its answer.`;
}

/** How anybody checks the report without trusting it. */
export function verification(result: RunResult, options: ReportModelOptions): Verification {
  const machine = machineName(result);
  const groupsOfFour = fingerprintGroups(options.fingerprint);
  return {
    heading: 'How to check this report',
    intro:
      'This file is signed. Two questions are separate: has it changed since it was signed, and whose key signed it?',
    steps: [
      'Open the file on the verify page of Netready, or give it to the command below. Both work without a network.',
      `Compare the fingerprint that is shown with the one below, and with the one that somebody at ${machine} reads out to you: ${whereShown(result)}.`,
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
        'Every byte of this file, the attached report.json included, is as it was when it was signed.',
        'It was signed with the key that has the fingerprint shown here.',
        ...(options.timestamped === true ? [timeProven(result)] : []),
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
        ...(result.redacted === true
          ? ['What the names and addresses stand for: whoever owns the machine keeps the list.']
          : []),
      ],
    },
    panel: {
      heading: 'Signed by this installation of Netready',
      reason: 'Shows that the report has not changed since it was made',
      lines: [
        { label: 'Signer', values: [options.signerName], typed: false },
        { label: 'Machine', values: [machine], typed: false },
        { label: 'Report', values: [result.id], typed: true },
      ],
    },
    qr: {
      payload: options.fingerprint.toUpperCase(),
      alt: `QR code with the fingerprint ${groupsOfFour.join(' ')}`,
      caption: 'The fingerprint as a QR code',
    },
  };
}
