import { Box, Button, Typography } from '@mui/material';
import { useId, useState } from 'react';
import type { OperationOutput } from '../../../shared/contract/dispatch.ts';
import type { Reply } from '../../../shared/contract/reply.ts';
import { checkText } from '../../../shared/report/check-texts.ts';
import { type CheckChange, diffRuns, type RunDiff } from '../../../shared/run/diff.ts';
import { type CheckResult, headlineOf, type RunResult } from '../../../shared/run/result.ts';
import { resultsText } from '../../text/en/results.ts';
import { type Loadable, loaded } from '../../wizard/loadable.ts';
import { FailureMessage } from '../FailureMessage.tsx';
import { InlineMessage } from '../InlineMessage.tsx';
import { Icon } from '../icons/Icon.tsx';
import { Mono } from '../Mono.tsx';
import { VerdictMark } from '../VerdictMark.tsx';
import { Choice } from './Choice.tsx';

type KeptRun = OperationOutput<'run.list'>['runs'][number];

type RunComparisonProps = {
  readonly result: RunResult;
  readonly onListRuns: () => Promise<Reply<OperationOutput<'run.list'>>>;
  readonly onReadRun: (id: string) => Promise<Reply<RunResult>>;
  readonly onEvidence: (check: string) => void;
};

const { compare: texts } = resultsText;

/** How many checks of one kind are listed at first. */
const listedAtFirst = 20;

type EntryProps = {
  readonly check: CheckResult;
  readonly before: CheckResult | null;
  /** Null where this run has no such check, so that there is no evidence to open. */
  readonly onOpen: (() => void) | null;
};

function Entry({ check, before, onOpen }: EntryProps) {
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

type KindProps = {
  readonly heading: string;
  readonly changes: readonly (Pick<CheckChange, 'id'> & {
    readonly check: CheckResult;
    readonly before: CheckResult | null;
  })[];
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
        {shown.map(({ id, check, before }) => (
          <Entry
            key={id}
            check={check}
            before={before}
            onOpen={onEvidence === null ? null : () => onEvidence(id)}
          />
        ))}
      </Box>
      {shown.length === changes.length ? null : (
        <Button size="small" variant="text" onClick={() => setIsWhole(true)}>
          {resultsText.showMore(changes.length - shown.length)}
        </Button>
      )}
    </Box>
  );
}

const pairs = (list: readonly CheckChange[]) =>
  list.map(({ id, old, next }) => ({ id, check: next, before: old }));
const singles = (list: readonly CheckResult[]) =>
  list.map((check) => ({ id: check.id, check, before: null }));

type DifferencesProps = { readonly diff: RunDiff; readonly onEvidence: (check: string) => void };

function Differences({ diff, onEvidence }: DifferencesProps) {
  const { newFailures, mended, changed, added, removed } = diff;
  const isSame = [newFailures, mended, changed, added, removed].every((list) => list.length === 0);
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      <Box role="status">{isSame ? texts.same : texts.summary(diff)}</Box>
      <Kind heading={texts.kinds.newFailures} changes={pairs(newFailures)} onEvidence={onEvidence} />
      <Kind heading={texts.kinds.mended} changes={pairs(mended)} onEvidence={onEvidence} />
      <Kind heading={texts.kinds.changed} changes={pairs(changed)} onEvidence={onEvidence} />
      <Kind heading={texts.kinds.added} changes={singles(added)} onEvidence={onEvidence} />
      <Kind heading={texts.kinds.removed} changes={singles(removed)} onEvidence={null} />
    </Box>
  );
}

type OpenProps = {
  readonly result: RunResult;
  readonly runs: readonly KeptRun[];
  readonly earlier: { readonly id: string; readonly run: Loadable<RunResult> } | null;
  readonly onChoose: (id: string | null) => void;
  readonly onEvidence: (check: string) => void;
};

function Comparison({ result, runs, earlier, onChoose, onEvidence }: OpenProps) {
  return (
    <>
      <Choice<string>
        label={texts.choose}
        value={earlier?.id ?? null}
        choices={runs.map(({ id }) => id)}
        wordOf={(id) =>
          runs
            .filter((run) => run.id === id)
            .map(texts.run)
            .join('')
        }
        nothing={texts.pick}
        width="auto"
        onChoose={onChoose}
      />
      {earlier?.run.kind === 'loading' ? <Box role="status">{texts.loading}</Box> : null}
      {earlier?.run.kind === 'failed' ? <FailureMessage failure={earlier.run.failure} /> : null}
      {earlier?.run.kind !== 'ready' ? null : (
        <>
          {earlier.run.value.machine.hostname === result.machine.hostname ? null : (
            <InlineMessage kind="caution">
              {texts.otherMachine(earlier.run.value.machine.hostname)}
            </InlineMessage>
          )}
          <Differences diff={diffRuns(earlier.run.value, result)} onEvidence={onEvidence} />
        </>
      )}
    </>
  );
}

/** What differs from an earlier run of this installation, for somebody who comes back after a change. */
export function RunComparison({ result, onListRuns, onReadRun, onEvidence }: RunComparisonProps) {
  const headingId = useId();
  const [list, setList] = useState<Loadable<OperationOutput<'run.list'>> | null>(null);
  const [earlier, setEarlier] = useState<OpenProps['earlier']>(null);
  const others = list?.kind === 'ready' ? list.value.runs.filter((run) => run.id !== result.id) : [];

  const open = async (): Promise<void> => {
    setList({ kind: 'loading' });
    setList(loaded(await onListRuns()));
  };
  const choose = async (id: string | null): Promise<void> => {
    if (id === null) return setEarlier(null);
    setEarlier({ id, run: { kind: 'loading' } });
    const run = loaded(await onReadRun(id));
    setEarlier((current) => (current?.id === id ? { id, run } : current));
  };
  const close = (): void => {
    setList(null);
    setEarlier(null);
  };
  return (
    <Box component="section" aria-labelledby={headingId} sx={{ display: 'grid', gap: 2 }}>
      <Box
        sx={{
          display: 'flex',
          flexWrap: 'wrap',
          alignItems: 'center',
          gap: 2,
          justifyContent: 'space-between',
        }}
      >
        <Typography component="h2" variant="h2" id={headingId}>
          {texts.heading}
        </Typography>
        {list === null ? (
          <Button size="small" onClick={() => void open()}>
            {texts.open}
          </Button>
        ) : (
          <Button size="small" variant="text" onClick={close}>
            {texts.close}
          </Button>
        )}
      </Box>
      {list?.kind === 'failed' ? <FailureMessage failure={list.failure} /> : null}
      {list?.kind === 'loading' ? <Box role="status">{texts.listing}</Box> : null}
      {list?.kind !== 'ready' ? null : others.length === 0 ? (
        <Box role="status">{texts.none}</Box>
      ) : (
        <Comparison
          result={result}
          runs={others}
          earlier={earlier}
          onChoose={(id) => void choose(id)}
          onEvidence={onEvidence}
        />
      )}
    </Box>
  );
}
