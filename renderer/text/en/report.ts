import { counted } from '../../../shared/words/phrases.ts';
import type { TextField } from '../../../shared/words/text-kind.ts';

/** Bytes as people read them. */
const sizeText = (bytes: number): string =>
  bytes < 1024 * 1024
    ? `${Math.max(1, Math.round(bytes / 1024))} kB`
    : `${(bytes / 1024 / 1024).toFixed(1)} MB`;

/** Texts of the report: its preview, the fingerprint, saving. */
export const reportText = {
  heading: 'Report',
  making: 'Making and signing the report',
  stale: {
    title: 'This report is about other answers',
    text: 'The answers were changed after the run that it is made from.',
  },
  preview: {
    heading: 'Preview',
    label: (name: string): string => `Preview of ${name}`,
    loading: 'Drawing the preview',
    failed: 'The preview cannot be drawn here. The report itself is complete and can be saved.',
    page: (page: number, count: number): string => `Page ${page} of ${count}`,
    pageLabel: 'Page',
    ofPages: (count: number): string => `of ${count}`,
    previous: 'Previous page',
    next: 'Next page',
    picture: (page: number, count: number): string => `Picture of page ${page} of ${count}`,
    larger: 'Larger',
    smaller: 'Smaller',
  },
  inside: {
    heading: 'What is inside',
    pagesOf: (count: number | null, bytes: number): string =>
      count === null ? sizeText(bytes) : `${counted(count, 'page')}, ${sizeText(bytes)}`,
    first: 'The verdict, this machine, and what has to be done, on the first page',
    failures: (count: number): string =>
      count === 0
        ? 'No failed check'
        : `${counted(count, 'failed check')} with the next step and who takes it`,
    firewall: (count: number): string =>
      count === 0
        ? 'No firewall rule is asked for'
        : `A firewall change request with ${counted(count, 'rule')}`,
    checks: (count: number, requirements: number): string =>
      `All ${counted(count, 'check')}, and what they say about ${counted(requirements, 'requirement')}`,
    contacted: (count: number): string =>
      count === 0
        ? 'That no address was contacted'
        : `The ${counted(count, 'address', 'addresses')} contacted`,
    waived: (count: number): string => `${counted(count, 'waiver')} with the reason stated`,
    attached: 'The complete result as data (report.json), attached',
    signature: 'A signature over the whole file',
  },
  time: {
    confirmed: 'The time is confirmed',
    by: (authority: string, time: string): string => `By ${authority}: ${time}.`,
    claimed: 'The time is not confirmed',
  },
  options: {
    heading: 'How it is made',
    paper: 'Paper',
    papers: { A4: 'A4', LETTER: 'Letter' },
  },
  redaction: {
    label: 'Replace names and addresses',
    hint: 'For somebody who must not know them. Each gets one alias everywhere, and free texts are removed, before the report is signed. What stands for what is kept on this machine, not beside the report.',
    heading: 'What changes',
    count: (names: number, removed: number): string =>
      `${counted(names, 'name or address', 'names and addresses')}, ${counted(removed, 'text')}`,
    nothing: 'Nothing: this report names nobody.',
    original: 'In the run',
    alias: 'In the report',
    reading: 'Gathering what changes',
    textsHeading: 'Texts that are removed',
    texts:
      'They may say anything, so the report shows a number in their place. Keep those that tell nobody’s name; known names in them are replaced.',
    keep: (text: string): string => `Keep: ${text}`,
    fields: {
      waiver: 'reason of a waiver',
      system: 'name of the system',
      server: 'name of a server program',
      'proxy-header': 'header of a proxy',
      'queue-server': 'name of a queue server',
      version: 'version of a program',
      setting: 'name of a setting',
      'service-state': 'state of a service',
      certificate: 'part of a certificate',
      host: 'not a host name',
      other: 'other text',
    } satisfies Readonly<Record<TextField, string>>,
    legendHeading: 'What the aliases look like',
    kept: 'What stands for what is kept on this machine. Do not send it:',
    notKept: (why: string): string =>
      `What stands for what could not be kept: ${why} The table above shows it for as long as this run is kept.`,
  },
  key: {
    heading: 'Fingerprint of the signing key',
    explain: 'Read it out when somebody asks whose key signed the report. It is printed in the report too.',
    signer: 'Signed by',
    what: 'the fingerprint',
  },
  save: {
    heading: 'Save',
    format: {
      pdf: 'Report (PDF)',
      json: 'Results as data (JSON)',
      csv: 'Firewall change request (CSV)',
    },
    formatHint: {
      pdf: 'Signed, for support and for the record.',
      json: 'Not signed, for programs.',
      csv: 'For the network team.',
    },
    primary: (count: number): string => (count < 2 ? 'Save the report' : `Save ${counted(count, 'file')}`),
    saveOne: { pdf: 'Save the report', json: 'Save the results', csv: 'Save the firewall request' },
    none: 'Choose at least one file.',
    saving: 'Saving',
    saved: (count: number): string => `${counted(count, 'file')} saved`,
    offered: (count: number): string => `${counted(count, 'download')} started`,
    offeredNote: 'The browser saves it in its folder for downloads. Save again if it did not.',
    dismissed: 'Nothing was saved.',
    reveal: 'Show in the folder',
    notShown: 'The folder could not be shown on this system. The path is above.',
    path: 'the path',
  },
  next: {
    heading: 'And then',
    verify: 'Verify a report that you received',
    startOver: 'Check another machine',
    quit: 'Quit Netready',
  },
} as const;
