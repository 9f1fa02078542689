import type { OperationOutput } from '../../../shared/contract/dispatch.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import type { OpenedReport } from './opened-report.ts';
import { resultOfReport } from './result-of-report.ts';

/**
 * The answers that a verified report was made with. Whose key signed it is told and refuses nothing: answers are shown
 * before they are used. A redacted report has none, because a name that was replaced is no host.
 * @param name of the file, for the sentences
 * @throws AppError `report-refused` for what verification refuses, `report-other-version`, `report-redacted`
 */
export function profileOfReport(name: string, opened: OpenedReport): OperationOutput<'profile.of-report'> {
  const { environment, message } = opened.outcome;
  const found = resultOfReport(opened);
  if (found.kind === 'environment' && environment !== null)
    return { kind: 'environment', summary: environment };
  switch (found.kind) {
    case 'environment':
    case 'refused':
      throw new AppError('report-refused', message);
    case 'other-version': {
      const maker = found.madeWith === null ? 'another version of Netready' : `Netready ${found.madeWith}`;
      throw new AppError(
        'report-other-version',
        `${name} was made by ${maker}, whose answers this version cannot read.`,
      );
    }
    case 'result': {
      const { profile, machine, finishedAt, redacted } = found.result;
      if (redacted === true)
        throw new AppError(
          'report-redacted',
          `Names and addresses were replaced in ${name}, so its answers name no server.`,
        );
      return { kind: 'answers', profile, hostname: machine.hostname, finishedAt, message };
    }
  }
}
