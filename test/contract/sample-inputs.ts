import type { z } from 'zod';
import type { OperationName, operations } from '../../shared/contract/operations.ts';
import { listedReport } from '../../shared/report/report-list.ts';
import { verifyOutcome } from '../../shared/report/verify-outcome.ts';
import { failedResult } from '../support/sample-results.ts';

const { id, profile } = failedResult();

const listening = { places: ['database' as const], hasRoles: false, addresses: ['10.20.30.11'] };

/** What is chosen of a merge. */
const merge = { merge: '7c0f3a52-6d1e-4b7a-9c44-000000000001', confirmed: [], redact: false };

/** One input that the contract allows, for each operation: a new operation without one does not compile. */
export const sampleInputs: { readonly [N in OperationName]: z.input<(typeof operations)[N]['input']> } = {
  'app.describe': {},
  'session.load': {},
  'session.revision': {},
  'session.save': {
    session: { schemaVersion: 1, step: 'start', reached: 'machine', answers: '{}', lastRun: null },
    base: null,
    window: id,
  },
  'session.forget': { window: id },
  'session.clear': { base: null },
  'profile.import': { name: 'profile.json', text: '{}' },
  'profile.of-report': { name: 'report.pdf', pdf: 'JVBERi0=' },
  'profile.save': { profile },
  'plan.preview': { profile },
  'run.start': { profile, base: { id, checks: ['out-ctrl'] }, code: null },
  'rehearsal.plan': { profile, ...listening },
  'rehearsal.code': {},
  'rehearsal.listen': {
    profile,
    ...listening,
    code: '0000M-0000D-0000T-0000H-00007-0000E',
    minutes: 30,
  },
  'rehearsal.put-off': { minutes: 30 },
  'rehearsal.stop': {},
  'run.current': {},
  'run.watch': {},
  'run.cancel': {},
  'run.relabel': { id, profile },
  'run.list': {},
  'run.read': { id },
  'run.remove': { id },
  'run.waive': { id, checks: ['out-ctrl'], reason: 'Agreed with support' },
  'run.announce': { id },
  'report.preview': { id, redact: true, keep: ['Agreed with support.'], pageSize: 'LETTER' },
  'report.redaction': { id },
  'report.save': { id, redact: false, keep: [], pageSize: 'A4', formats: ['pdf'] },
  'report.reveal': {},
  'identity.show': {},
  'merge.add': {
    merge: '7c0f3a52-6d1e-4b7a-9c44-000000000001',
    name: 'report.pdf',
    pdf: 'JVBERi0=',
    pages: false,
  },
  'merge.result': merge,
  'merge.preview': { ...merge, pageSize: 'A4' },
  'merge.save': { ...merge, pageSize: 'A4', formats: ['pdf'] },
  'merge.clear': { merge: '7c0f3a52-6d1e-4b7a-9c44-000000000001' },
  'symptoms.explain': { text: 'ORA-12541: TNS:no listener', run: id },
  'ticket.write': { pdf: 'JVBERi0=' },
  'app.about': {},
  'app.licences': {},
  'diagnostics.show': { withMachine: true },
  'diagnostics.save': { withMachine: false },
  'verify.prepare': {},
  'verify.reports': { files: [{ name: 'report.pdf', pdf: 'JVBERi0=' }], pages: true },
  'verify.open': { name: 'report.pdf', pdf: 'JVBERi0=' },
  'verify.save-list': {
    rows: [listedReport('report.pdf', verifyOutcome('NOT_PDF'))],
    format: 'csv',
  },
  'signers.list': {},
  'signers.add': {
    signer: { fingerprint: 'ab'.repeat(32), name: 'web-01', machine: 'web01', customer: 'Example Ltd' },
    typed: 'abab abab abab abab',
    former: 'keep',
  },
  'signers.remove': { fingerprint: 'ab'.repeat(32) },
  'signers.import': { name: 'signers.json', text: '{}' },
  'signers.export': {},
  'link.open': { link: 'requirements' },
  'app.quit': {},
};
