import { Box, Typography } from '@mui/material';
import { useEffect, useId, useRef, useState } from 'react';
import type { OperationOutput } from '../../../shared/contract/dispatch.ts';
import type { Reply } from '../../../shared/contract/reply.ts';
import { compareResults } from '../../../shared/report/comparison.ts';
import type { RunResult } from '../../../shared/run/result.ts';
import { resultsText } from '../../text/en/results.ts';
import { type Loadable, loaded } from '../../wizard/loadable.ts';
import { ComparisonView } from '../comparison/ComparisonView.tsx';
import { FailureMessage } from '../FailureMessage.tsx';
import { Choice } from './Choice.tsx';

type KeptRun = OperationOutput<'run.list'>['runs'][number];

type RunComparisonProps = {
  readonly result: RunResult;
  /** The id of the run that is compared with at once; null for none. */
  readonly proposed: string | null;
  readonly onListRuns: () => Promise<Reply<OperationOutput<'run.list'>>>;
  readonly onReadRun: (id: string) => Promise<Reply<RunResult>>;
  readonly onEvidence: (check: string) => void;
  /** Leaves it, for the key Escape. */
  readonly onClose: () => void;
};

const { compare: texts } = resultsText;

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
        <ComparisonView comparison={compareResults(earlier.run.value, result)} onEvidence={onEvidence} />
      )}
    </>
  );
}

/** What differs from an earlier run of this installation, for somebody who comes back after a change. */
export function RunComparison({
  result,
  proposed,
  onListRuns,
  onReadRun,
  onEvidence,
  onClose,
}: RunComparisonProps) {
  const headingId = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  const [list, setList] = useState<Loadable<OperationOutput<'run.list'>>>({ kind: 'loading' });
  const [earlier, setEarlier] = useState<OpenProps['earlier']>(null);
  const others = list.kind === 'ready' ? list.value.runs.filter((run) => run.id !== result.id) : [];

  const choose = async (id: string | null): Promise<void> => {
    if (id === null) return setEarlier(null);
    setEarlier({ id, run: { kind: 'loading' } });
    const run = loaded(await onReadRun(id));
    setEarlier((current) => (current?.id === id ? { id, run } : current));
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked for once, when somebody opens it
  useEffect(() => {
    let isWanted = true;
    heading.current?.focus();
    void onListRuns().then((reply) => {
      if (!isWanted) return;
      setList(loaded(reply));
      if (proposed !== null) void choose(proposed);
    });
    return () => {
      isWanted = false;
    };
  }, []);
  return (
    <Box
      component="section"
      aria-labelledby={headingId}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
      sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}
    >
      <Typography
        component="h2"
        variant="h3"
        id={headingId}
        ref={heading}
        tabIndex={-1}
        sx={{ '&:focus': { outline: 'none' } }}
      >
        {texts.heading}
      </Typography>
      {list.kind === 'failed' ? <FailureMessage failure={list.failure} /> : null}
      {list.kind === 'loading' ? <Box role="status">{texts.listing}</Box> : null}
      {list.kind !== 'ready' ? null : others.length === 0 ? (
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
