import { Box, Button, Typography } from '@mui/material';
import { useEffect, useRef, useState } from 'react';
import type { OperationOutput } from '../../shared/contract/dispatch.ts';
import type { PageSize } from '../../shared/contract/operations.ts';
import type { Failure } from '../../shared/contract/reply.ts';
import { compareResults } from '../../shared/report/comparison.ts';
import type { RunResult } from '../../shared/run/result.ts';
import { Busy } from '../components/Busy.tsx';
import { ComparisonView } from '../components/comparison/ComparisonView.tsx';
import { FailureMessage } from '../components/FailureMessage.tsx';
import { StepPage } from '../components/frame/StepPage.tsx';
import { InlineMessage } from '../components/InlineMessage.tsx';
import { Mono } from '../components/Mono.tsx';
import { historyText as texts } from '../text/en/history.ts';
import { visibleControls } from '../text/visible-controls.ts';
import type { Commands } from '../wizard/effects.ts';
import type { Loadable } from '../wizard/loadable.ts';
import type { RunSummary } from '../wizard/steps/props.ts';
import { RunRow } from './RunRow.tsx';

/** What the page asks for. */
type HistoryCommands = Pick<Commands, 'listRuns' | 'readRun' | 'openRun' | 'keeping' | 'knowing'>;

/** Two runs in the order of their time, so that a comparison goes from the earlier to the later one. */
const inOrder = (one: RunSummary, other: RunSummary): readonly [RunSummary, RunSummary] =>
  Date.parse(one.finishedAt) <= Date.parse(other.finishedAt) ? [one, other] : [other, one];

type Two = readonly [earlier: RunResult, later: RunResult];

/** The results of two runs, read anew for each pair. */
function useTwo(
  pair: readonly [RunSummary, RunSummary] | null,
  read: Commands['readRun'],
): Loadable<Two> | null {
  const [found, setFound] = useState<Loadable<Two>>({ kind: 'loading' });
  const [earlierId, laterId] = [pair?.[0].id, pair?.[1].id];
  useEffect(() => {
    if (earlierId === undefined || laterId === undefined) return undefined;
    let isWanted = true;
    setFound({ kind: 'loading' });
    void Promise.all([read(earlierId), read(laterId)]).then(([earlier, later]) => {
      if (!isWanted) return;
      if (!earlier.ok) setFound({ kind: 'failed', failure: earlier.error });
      else if (!later.ok) setFound({ kind: 'failed', failure: later.error });
      else setFound({ kind: 'ready', value: [earlier.value, later.value] });
    });
    return () => {
      isWanted = false;
    };
  }, [earlierId, laterId, read]);
  return pair === null ? null : found;
}

type ComparisonProps = Pick<Commands, 'readRun'> & {
  readonly pair: readonly [RunSummary, RunSummary];
  readonly onOpen: (run: RunSummary) => void;
  readonly onClose: () => void;
};

/** What differs between two runs. Evidence is opened with the later one, in the wizard. */
function Comparison({ pair, readRun, onOpen, onClose }: ComparisonProps) {
  const [earlier, later] = pair;
  const two = useTwo(pair, readRun);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <Box
      component="section"
      aria-labelledby="history-comparison"
      sx={{ display: 'grid', gap: 1.5, minWidth: 0 }}
    >
      <Box sx={{ display: 'flex', gap: 2, alignItems: 'baseline', justifyContent: 'space-between' }}>
        <Typography component="h2" variant="h2" id="history-comparison" ref={heading} tabIndex={-1}>
          {texts.comparison.heading}
        </Typography>
        <Button size="small" variant="text" onClick={onClose}>
          {texts.comparison.close}
        </Button>
      </Box>
      <Box>{texts.comparison.between(earlier, later)}</Box>
      {two?.kind === 'loading' ? <Busy>{texts.comparison.loading}</Busy> : null}
      {two?.kind === 'failed' ? <FailureMessage failure={two.failure} /> : null}
      {two?.kind === 'ready' ? (
        <ComparisonView comparison={compareResults(...two.value)} onEvidence={() => onOpen(later)} />
      ) : null}
    </Box>
  );
}

/** How many runs are kept, and where. */
function Kept({ about }: { readonly about: OperationOutput<'app.about'> }) {
  const { kept, most, mostBytes, folder } = about.runs;
  return (
    <Box sx={{ typography: 'caption', color: 'text.secondary' }}>
      {`${texts.kept(kept, most, Math.round(mostBytes / 1_048_576))} ${texts.folder} `}
      <Mono>{visibleControls(folder)}</Mono>
    </Box>
  );
}

type Lists = {
  readonly runs: Loadable<readonly RunSummary[]>;
  readonly about: OperationOutput<'app.about'> | null;
};

/** The runs, and what is said of all of them; asked for again after each change. */
function useLists({
  listRuns,
  knowing,
}: Pick<Commands, 'listRuns' | 'knowing'>): Lists & { readonly again: () => Promise<void> } {
  const [lists, setLists] = useState<Lists>({ runs: { kind: 'loading' }, about: null });
  const again = async (): Promise<void> => {
    const [runs, own] = await Promise.all([listRuns(), knowing.about()]);
    setLists({
      runs: runs.ok ? { kind: 'ready', value: runs.value.runs } : { kind: 'failed', failure: runs.error },
      about: own.ok ? own.value : null,
    });
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once, and then after each change
  useEffect(() => void again(), []);
  return { ...lists, again };
}

type HistoryPageProps = HistoryCommands & { readonly pageSize: PageSize };

/** The runs that this installation keeps: opened, compared, saved again and deleted. */
export function HistoryPage({ listRuns, readRun, openRun, keeping, knowing, pageSize }: HistoryPageProps) {
  const { runs, about, again } = useLists({ listRuns, knowing });
  const [failure, setFailure] = useState<Failure | null>(null);
  const [chosen, setChosen] = useState<readonly RunSummary[]>([]);
  const [said, setSaid] = useState('');
  const all = runs.kind === 'ready' ? runs.value : [];
  const choose = (run: RunSummary): void =>
    setChosen(
      chosen.some(({ id }) => id === run.id)
        ? chosen.filter(({ id }) => id !== run.id)
        : [...chosen, run].slice(-2),
    );
  const open = async (run: RunSummary): Promise<void> => setFailure(await openRun(run));
  const remove = async (run: RunSummary): Promise<Failure | null> => {
    const reply = await keeping.remove(run.id);
    if (!reply.ok) return reply.error;
    setChosen(chosen.filter(({ id }) => id !== run.id));
    await again();
    setSaid(texts.removed(run));
    return null;
  };
  const [one, other] = chosen;
  const status = <Box role="status">{chosen.length === 1 ? texts.comparison.pick : said}</Box>;
  const pair = one === undefined || other === undefined ? null : inOrder(one, other);
  return (
    <StepPage wide heading={texts.heading} intro={texts.intro} onBack={null} primary={null}>
      <Box sx={{ display: 'grid', gap: 3, gridTemplateColumns: 'minmax(0, 1fr)' }}>
        {runs.kind === 'loading' ? <Busy>{texts.loading}</Busy> : null}
        {runs.kind === 'failed' ? <FailureMessage failure={runs.failure} /> : null}
        {failure === null ? null : <FailureMessage failure={failure} />}
        {runs.kind === 'ready' && all.length === 0 ? (
          <InlineMessage kind="note" title={texts.none.title}>
            {texts.none.text}
          </InlineMessage>
        ) : null}
        {pair === null ? null : (
          <Comparison
            key={`${pair[0].id} ${pair[1].id}`}
            pair={pair}
            readRun={readRun}
            onOpen={(run) => void open(run)}
            onClose={() => setChosen([])}
          />
        )}
        {all.length === 0 ? status : null}
        {all.length === 0 ? null : (
          <Box component="section" aria-labelledby="history-list" sx={{ display: 'grid', gap: 1 }}>
            <Typography component="h2" variant="h3" id="history-list">
              {texts.list}
            </Typography>
            {status}
            <Box
              component="ul"
              sx={{
                margin: 0,
                padding: 0,
                listStyle: 'none',
                border: 1,
                borderColor: 'divider',
                borderRadius: 2,
                overflow: 'hidden',
                backgroundColor: 'background.paper',
              }}
            >
              {all.map((run) => (
                <RunRow
                  key={run.id}
                  run={run}
                  isChosen={chosen.some(({ id }) => id === run.id)}
                  onOpen={() => void open(run)}
                  onSave={keeping.save}
                  pageSize={pageSize}
                  onChoose={() => choose(run)}
                  onRemove={() => remove(run)}
                />
              ))}
            </Box>
          </Box>
        )}
        {about === null ? null : <Kept about={about} />}
      </Box>
    </StepPage>
  );
}
