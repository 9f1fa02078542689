import type { EnvironmentResult } from '../../../shared/environment/environment-result.ts';
import type { RunResult } from '../../../shared/run/result.ts';
import type { CarriedFile } from '../pdf/attached-files.ts';
import { renderEnvironment } from './render-environment.ts';
import { type ReportForm, type ReportSignerFacts, renderResult } from './render-result.ts';

/**
 * The unsigned report of what a run or an environment came to, whichever it is. The same arguments give the same bytes, so
 * whoever verifies a report can make it again from what is inside and compare.
 * @param attachment the result as canonical JSON
 * @param carried the parts of inputs that go inside an environment report; none in the report of a run
 */
export function renderDocument(
  result: RunResult | EnvironmentResult,
  attachment: Uint8Array,
  signer: ReportSignerFacts,
  form: ReportForm,
  carried: readonly CarriedFile[] = [],
): Promise<Uint8Array> {
  switch (result.schema) {
    case 'netready.run/1':
      return renderResult(result, attachment, signer, form);
    case 'netready.environment/1':
      return renderEnvironment(result, attachment, signer, form, carried);
  }
}
