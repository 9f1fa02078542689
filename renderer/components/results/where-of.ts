import { checkText } from '../../../shared/report/check-texts.ts';
import type { CheckResult } from '../../../shared/run/result.ts';
import { resultsText } from '../../text/en/results.ts';

/** What tells apart the buttons of several checks of one kind. */
export const whereOf = (check: CheckResult): string =>
  resultsText.card.where(checkText(check).to?.address ?? null);
