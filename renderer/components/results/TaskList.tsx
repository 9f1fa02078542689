import { Box, Link, Typography } from '@mui/material';
import { useId } from 'react';
import { ownerWords } from '../../../shared/catalogue/check.ts';
import { distinctBy } from '../../../shared/report/alike-checks.ts';
import { checkText } from '../../../shared/report/check-texts.ts';
import { type CheckResult, type Counts, headlineOf } from '../../../shared/run/result.ts';
import { resultsText } from '../../text/en/results.ts';
import { Mono } from '../Mono.tsx';
import { VerdictMark } from '../VerdictMark.tsx';
import { whereOf } from './CheckCard.tsx';
import type { OwnerGroup } from './card-groups.ts';

type TaskListProps = {
  readonly groups: readonly OwnerGroup[];
  readonly counts: Counts;
  readonly onGo: (check: string) => void;
};

const { tasks: texts } = resultsText;

/** How many lines one owner has; the cards below name every check. */
const linesAtMost = 3;

const addressOf = (check: CheckResult): string | null => checkText(check).to?.address ?? null;

/** Checks that would have the same line: one connection that several roles of this machine need is told once. */
const lineOf = (check: CheckResult): string =>
  JSON.stringify([check.verdict, headlineOf(check), addressOf(check)]);

function Task({ check, onGo }: { readonly check: CheckResult; readonly onGo: (check: string) => void }) {
  const headline = headlineOf(check);
  const address = addressOf(check);
  return (
    <Box component="li" sx={{ display: 'flex', gap: 1, alignItems: 'baseline' }}>
      <Box component="span" sx={{ alignSelf: 'flex-start', paddingBlockStart: '2px' }}>
        <VerdictMark verdict={check.verdict} />
      </Box>
      <Box sx={{ minInlineSize: 0 }}>
        <Link
          component="button"
          type="button"
          variant="body2"
          color="inherit"
          onClick={() => onGo(check.id)}
          aria-label={`${headline}${whereOf(check)}`}
          sx={{ textAlign: 'start', overflowWrap: 'anywhere' }}
        >
          {headline}
        </Link>
        {address === null || headline.includes(address) ? null : (
          <Box sx={{ typography: 'caption', color: 'text.secondary' }}>
            <Mono>{address}</Mono>
          </Box>
        )}
      </Box>
    </Box>
  );
}

/** Who has to do something, with the checks in a line each that leads to their cards. */
export function TaskList({ groups, counts, onGo }: TaskListProps) {
  const headingId = useId();
  const elsewhere = counts['not-testable-here'];
  const later = counts['not-yet'];
  return (
    <Box
      component="section"
      aria-labelledby={headingId}
      sx={{ display: 'grid', gap: 1.5, alignContent: 'start' }}
    >
      <Typography component="h2" variant="h3" id={headingId}>
        {texts.heading}
      </Typography>
      {groups.length === 0 ? <Box>{texts.none}</Box> : null}
      {groups
        .map(({ owner, checks }) => ({ owner, lines: distinctBy(checks, lineOf) }))
        .map(({ owner, lines }) => (
          <Box key={owner}>
            <Typography component="h3" variant="h4" sx={{ marginBlockEnd: 0.5 }}>
              {ownerWords[owner]}
            </Typography>
            <Box component="ul" sx={{ display: 'grid', gap: 1, margin: 0, padding: 0, listStyle: 'none' }}>
              {lines.slice(0, linesAtMost).map((check) => (
                <Task key={check.id} check={check} onGo={onGo} />
              ))}
              {lines.length <= linesAtMost ? null : (
                <Box component="li" sx={{ color: 'text.secondary', paddingInlineStart: 3 }}>
                  {texts.more(lines.length - linesAtMost)}
                </Box>
              )}
            </Box>
          </Box>
        ))}
      {elsewhere === 0 ? null : <Box sx={{ color: 'text.secondary' }}>{texts.elsewhere(elsewhere)}</Box>}
      {later === 0 ? null : <Box sx={{ color: 'text.secondary' }}>{texts.later(later)}</Box>}
    </Box>
  );
}
