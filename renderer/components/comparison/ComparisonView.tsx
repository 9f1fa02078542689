import { Box, Button, Typography } from '@mui/material';
import { useState } from 'react';
import { checkText } from '../../../shared/report/check-texts.ts';
import {
  type Comparison,
  changeNote,
  comparisonSentence,
  machinesNotes,
  removedNote,
} from '../../../shared/report/comparison.ts';
import type { CheckChange } from '../../../shared/run/diff.ts';
import { type CheckResult, headlineOf } from '../../../shared/run/result.ts';
import { comparisonText as texts } from '../../text/en/comparison.ts';
import { resultsText } from '../../text/en/results.ts';
import { InlineMessage } from '../InlineMessage.tsx';
import { Icon } from '../icons/Icon.tsx';
import { Mono } from '../Mono.tsx';
import { VerdictMark } from '../VerdictMark.tsx';
import { OtherDifferences } from './OtherDifferences.tsx';

/** How many checks of one kind are listed at first. */
const listedAtFirst = 20;

type EntryProps = {
  readonly check: CheckResult;
  readonly before: CheckResult | null;
  readonly note: string | null;
  /** Null where the newer result has no such check, so that there is no evidence to open. */
  readonly onOpen: (() => void) | null;
};

function Entry({ check, before, note, onOpen }: EntryProps) {
  const text = checkText(check);
  return (
    <Box
      component="li"
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        columnGap: 1.5,
        alignItems: 'baseline',
        paddingBlock: 0.75,
        borderBottom: 1,
        borderColor: 'divider',
      }}
    >
      <Box
        component="span"
        sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.75, alignSelf: 'center' }}
      >
        {before === null ? null : (
          <>
            <VerdictMark verdict={before.verdict} />
            <Icon name="arrow-right" size={12} />
          </>
        )}
        <VerdictMark verdict={check.verdict} />
      </Box>
      <Box sx={{ flex: '1 1 16rem', minInlineSize: 0, overflowWrap: 'anywhere' }}>
        {text.headline}{' '}
        {text.to?.address == null ? null : (
          <Box component="span" sx={{ color: 'text.secondary' }}>
            <Mono>{text.to.address}</Mono>
          </Box>
        )}
        {note === null ? null : <Box sx={{ color: 'text.secondary' }}>{note}</Box>}
      </Box>
      <Box component="span" className="tabular" sx={{ color: 'text.secondary', typography: 'caption' }}>
        {before === null ? text.observed : texts.observed(checkText(before).observed, text.observed)}
      </Box>
      {onOpen === null ? null : (
        <Button
          size="small"
          variant="text"
          aria-label={resultsText.card.evidenceOf(
            headlineOf(check),
            resultsText.card.where(text.to?.address ?? null),
          )}
          onClick={onOpen}
        >
          {resultsText.card.evidence}
        </Button>
      )}
    </Box>
  );
}

type Listed = {
  readonly id: string;
  readonly check: CheckResult;
  readonly before: CheckResult | null;
  readonly note: string | null;
};

type KindProps = {
  readonly heading: string;
  readonly changes: readonly Listed[];
  readonly onEvidence: ((check: string) => void) | null;
};

function Kind({ heading, changes, onEvidence }: KindProps) {
  const [isWhole, setIsWhole] = useState(false);
  if (changes.length === 0) return null;
  const shown = isWhole ? changes : changes.slice(0, listedAtFirst);
  return (
    <Box component="section" aria-label={heading}>
      <Typography component="h3" variant="h4" sx={{ marginBlockEnd: 0.5 }}>
        {texts.kind(heading, changes.length)}
      </Typography>
      <Box component="ul" sx={{ margin: 0, padding: 0, listStyle: 'none' }}>
        {shown.map(({ id, check, before, note }) => (
          <Entry
            key={id}
            check={check}
            before={before}
            note={note}
            onOpen={onEvidence === null ? null : () => onEvidence(id)}
          />
        ))}
      </Box>
      {shown.length === changes.length ? null : (
        <Button size="small" variant="text" onClick={() => setIsWhole(true)}>
          {texts.showMore(changes.length - shown.length)}
        </Button>
      )}
    </Box>
  );
}

const pairs = (list: readonly CheckChange[]): readonly Listed[] =>
  list.map(({ id, old, next }) => ({ id, check: next, before: old, note: changeNote({ old, next }) }));
const singles = (list: readonly CheckResult[]): readonly Listed[] =>
  list.map((check) => ({ id: check.id, check, before: null, note: null }));
const gone = (list: readonly CheckResult[]): readonly Listed[] =>
  list.map((check) => ({ id: check.id, check, before: null, note: removedNote(check) }));

type ComparisonViewProps = {
  readonly comparison: Comparison;
  /** Opens the evidence of a check of the newer result; null where nothing shows it. */
  readonly onEvidence: ((check: string) => void) | null;
};

/** Two results side by side: worse first, then what else is not the same. */
export function ComparisonView({ comparison, onEvidence }: ComparisonViewProps) {
  const { worse, better, changed, added, removed } = comparison.diff;
  const note = machinesNotes[comparison.machines];
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      <Box role="status">{texts.sentence(comparisonSentence(comparison))}</Box>
      {note === null ? null : <InlineMessage kind="note">{note}</InlineMessage>}
      <Kind heading={texts.kinds.worse} changes={pairs(worse)} onEvidence={onEvidence} />
      <Kind heading={texts.kinds.better} changes={pairs(better)} onEvidence={onEvidence} />
      <Kind heading={texts.kinds.changed} changes={pairs(changed)} onEvidence={onEvidence} />
      <Kind heading={texts.kinds.added} changes={singles(added)} onEvidence={onEvidence} />
      <Kind heading={texts.kinds.removed} changes={gone(removed)} onEvidence={null} />
      <OtherDifferences groups={comparison.others} />
    </Box>
  );
}
