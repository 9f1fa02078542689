import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { makeSelfSignedCertificate } from '../../electron/core/identity/self-signed-certificate.ts';
import { keySigner, type Signer } from '../../electron/core/identity/signer.ts';
import {
  createReportDocument,
  type ReportDocument,
  type ReportDocumentOptions,
} from '../../electron/core/report/pdf-document.ts';
import type { ReportFonts } from '../../electron/core/report/report-fonts.ts';
import { signReport } from '../../electron/core/report/sign-report.ts';

/** What a report's list shows of a run: the least that the verifier reads from report.json. */
export const sampleResult = {
  schema: 'netready.run/1',
  id: '7f3d6a52-0d5e-4b8e-9d0c-3a0f6f1f7b11',
  phase: 'before-install',
  finishedAt: '2026-11-22T10:00:05.000Z',
  machine: {
    hostname: 'web01',
    os: 'Windows Server 2022',
    roles: ['controller', 'front-end'],
    addresses: [],
  },
  verdict: 'fail',
  checks: [
    {
      id: 'in-ssh',
      requirements: ['R1'],
      title: 'System operators cannot reach this server through SSH',
      severity: 'advisory',
      verdict: 'fail',
      reason: 'The firewall of this machine blocks TCP 22.',
    },
    {
      id: 'loc-roles',
      requirements: ['B4'],
      title: 'The requirements of all roles of this machine apply together',
      severity: 'required',
      verdict: 'pass',
      reason: 'This machine is checked as: Deployment Controller, Front-end.',
    },
    {
      id: 'out-fe-db-sql@platform',
      requirements: ['R9', 'C2'],
      title: 'The SQL Server database cannot be reached from the front-end',
      severity: 'required',
      verdict: 'fail',
      reason: 'No answer from 10.0.0.9 on port 1433 within 5 s: packets are dropped on the way.',
    },
  ],
};

export const toBytes = (text: string): Uint8Array => new TextEncoder().encode(text);

export const signedAt = new Date('2026-11-22T10:00:05.678Z');

export const sampleOptions: ReportDocumentOptions = {
  title: 'Network readiness of web01',
  subject: 'Before the installation',
  language: 'en',
  createdAt: signedAt,
  producer: 'Netready 0.2.0',
  pageSize: 'A4',
  marginsMm: 18,
  documentId: sampleResult.id,
  attachment: {
    name: 'report.json',
    bytes: toBytes(JSON.stringify(sampleResult)),
    description: 'Results of the run',
  },
  signature: {
    signerName: 'Netready on web01',
    reason: 'Evidence of a network check',
    description: 'Signature of the report',
  },
};

/** Draws two short pages with every kind of thing that a report has: text, a link, an outline, a signature. */
export function drawSample(
  { pdf, printable, placeSignature }: ReportDocument,
  text = 'Ports are open.',
): void {
  const root = pdf.struct('Document');
  pdf.addStructure(root);
  pdf.addPage();
  pdf.outline.addItem('Summary');
  const draw = (tag: string, content: () => void) => root.add(pdf.struct(tag, {}, [content]));
  draw('H1', () => pdf.font('text-strong', 16).text(printable('Summary', 'text-strong')));
  draw('P', () => pdf.font('text', 10).text(printable(text, 'text')));
  draw('P', () => pdf.font('mono', 9).text(printable('10.0.0.5:12000', 'mono')));
  draw('Link', () => pdf.font('text', 10).text('To the signature', { goTo: 'signature' }));
  pdf.addPage();
  pdf.addNamedDestination('signature');
  draw('P', () => pdf.font('text', 10).text('Signed by Netready on web01'));
  placeSignature({ x: 60, y: 120, width: 220, height: 60 }, root);
  root.end();
}

/** An unsigned report. */
export async function makeUnsigned(
  fonts: ReportFonts,
  changes: Partial<ReportDocumentOptions> = {},
  draw: (document: ReportDocument) => void = drawSample,
): Promise<Uint8Array> {
  const document = createReportDocument({ ...sampleOptions, ...changes }, fonts);
  draw(document);
  return document.finish();
}

export const certificateFacts = {
  commonName: 'Netready on web01',
  serial: new Uint8Array(16).fill(0x5a),
  notBefore: new Date('2026-11-01T00:00:00Z'),
  notAfter: new Date('2036-11-01T00:00:00Z'),
};

/** A signer with a new ECDSA P-256 key and a certificate of its own. */
export function makeEcSigner(commonName = certificateFacts.commonName): Signer {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return selfSigned(privateKey, commonName);
}

function selfSigned(privateKey: KeyObject, commonName: string): Signer {
  return keySigner(privateKey, [makeSelfSignedCertificate(privateKey, { ...certificateFacts, commonName })]);
}

/** A signed report, with the signer whose key it is. */
export async function makeSigned(
  fonts: ReportFonts,
  signer: Signer,
  changes: Partial<ReportDocumentOptions> = {},
): Promise<Uint8Array> {
  return signReport(await makeUnsigned(fonts, changes), signer);
}
