import type { z } from 'zod';
import type { OperationName, operations } from '../../shared/contract/operations.ts';
import { failedResult } from '../support/sample-results.ts';

const { id, profile } = failedResult();

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
  'profile.save': { profile },
  'plan.preview': { profile },
  'run.start': { profile, base: { id, checks: ['out-ctrl'] } },
  'run.current': {},
  'run.watch': {},
  'run.cancel': {},
  'run.relabel': { id, profile },
  'run.list': {},
  'run.read': { id },
  'run.waive': { id, check: 'out-ctrl', reason: 'Agreed with support' },
  'report.preview': { id, redact: true, keep: ['Agreed with support.'], pageSize: 'LETTER' },
  'report.redaction': { id },
  'report.save': { id, redact: false, keep: [], pageSize: 'A4', formats: ['pdf'] },
  'report.reveal': {},
  'identity.show': {},
  'verify.reports': { files: [{ name: 'report.pdf', pdf: 'JVBERi0=' }] },
  'link.open': { link: 'requirements' },
  'app.quit': {},
};
