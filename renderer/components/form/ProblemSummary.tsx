import { Box, Link } from '@mui/material';
import { useEffect, useRef } from 'react';
import { commonText } from '../../text/en/common.ts';
import { fieldLabel } from '../../text/en/fields.ts';
import type { FieldProblem } from '../../wizard/check-answers.ts';
import type { DatabaseAnswer } from '../../wizard/codecs.ts';
import { fieldId } from '../../wizard/fields.ts';
import { InlineMessage } from '../InlineMessage.tsx';

type ProblemSummaryProps = {
  readonly problems: readonly FieldProblem[];
  /** How often going on was refused; each time the summary takes the focus. */
  readonly attempts: number;
  /** The databases that were answered, where the page asks for some: they name their fields. */
  readonly databases?: readonly DatabaseAnswer[];
};

/** Every problem of a page with a way to its field. Appears when going on was refused, and takes the focus then. */
export function ProblemSummary({ problems, attempts, databases = [] }: ProblemSummaryProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (attempts > 0) box.current?.focus();
  }, [attempts]);
  if (attempts === 0 || problems.length === 0) return null;
  return (
    <Box
      ref={box}
      tabIndex={-1}
      role="group"
      aria-label={commonText.problems(problems.length)}
      sx={{ marginBottom: 3, '&:focus': { outline: 'none' } }}
    >
      <InlineMessage kind="problem" title={commonText.problems(problems.length)}>
        <Box component="ul" sx={{ margin: 0, paddingInlineStart: 2.5 }}>
          {problems.map(({ field, sentences }) => (
            <li key={field}>
              <Link
                href={`#${fieldId(field)}`}
                onClick={(event) => {
                  event.preventDefault();
                  document.getElementById(fieldId(field))?.focus();
                }}
              >
                {fieldLabel(field, databases)}
              </Link>
              {': '}
              {sentences[0]}
            </li>
          ))}
        </Box>
      </InlineMessage>
    </Box>
  );
}
