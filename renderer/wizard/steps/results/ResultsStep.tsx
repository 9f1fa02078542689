import { Box, Button, Typography } from '@mui/material';
import { type RefObject, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { environmentDrawing } from '../../../../shared/report/environment-drawing.ts';
import type { Verdict } from '../../../../shared/words/verdict.ts';
import { EnvironmentDrawing } from '../../../components/EnvironmentDrawing.tsx';
import { StepPage } from '../../../components/frame/StepPage.tsx';
import { Icon } from '../../../components/icons/Icon.tsx';
import { pageHeadingId } from '../../../components/page-heading-id.ts';
import { type CardActions, CheckCards } from '../../../components/results/CheckCards.tsx';
import { CheckTable } from '../../../components/results/CheckTable.tsx';
import { neededRules, type OwnerGroup, ownerGroups } from '../../../components/results/card-groups.ts';
import {
  type CheckFilter,
  type CheckRow,
  checkRows,
  filterChoices,
  filterRows,
  noFilter,
} from '../../../components/results/check-rows.ts';
import { EvidencePanel } from '../../../components/results/EvidencePanel.tsx';
import { FilterBar } from '../../../components/results/FilterBar.tsx';
import { RunComparison } from '../../../components/results/RunComparison.tsx';
import { canRunAgain } from '../../../components/results/run-again.ts';
import { TaskList } from '../../../components/results/TaskList.tsx';
import { VerdictBand } from '../../../components/results/VerdictBand.tsx';
import { resultsText } from '../../../text/en/results.ts';
import { hiddenFromSight } from '../../../theme/hidden.ts';
import type { ResultsStepProps } from '../props.ts';
import { ResultNotices } from './ResultNotices.tsx';

/** Verdicts whose checks get a card although nothing failed: somebody has to look at them. */
const attentionVerdicts: readonly Verdict[] = ['unknown', 'warn'];

const section = { display: 'grid', gap: 1.5 } as const;

/** Everything that the page draws of a result, made once for each result. */
function viewsOf(result: ResultsStepProps['result']) {
  const rows = checkRows(result.checks);
  return {
    rows,
    choices: filterChoices(rows),
    failed: ownerGroups(result.checks, ['fail']),
    attention: ownerGroups(result.checks, attentionVerdicts),
    open: ownerGroups(result.checks, ['fail', ...attentionVerdicts]),
    rules: neededRules(result),
    drawing: environmentDrawing(result),
  };
}

const checksOf = (groups: readonly OwnerGroup[]) => groups.flatMap(({ checks }) => checks);

/** When a new result took away what had the keyboard's focus, reading goes on at the heading of the page. */
function useKeptFocus(result: ResultsStepProps['result']): void {
  const drawn = useRef(result);
  useEffect(() => {
    if (drawn.current === result) return;
    drawn.current = result;
    if (document.activeElement === document.body)
      document.getElementById(pageHeadingId)?.focus({ preventScroll: true });
  }, [result]);
}

/**
 * What is said of running checks again: that it goes on, and what came of it, because its panel and its failure stand at
 * the top of the page and the same answer as before changes nothing that is in sight.
 */
function useRerunWords({ rerun, rerunFailure }: Pick<ResultsStepProps, 'rerun' | 'rerunFailure'>): {
  readonly shown: string;
  readonly spoken: string;
} {
  const { rerun: texts } = resultsText;
  const [outcome, setOutcome] = useState('');
  const count = rerun?.checks.length ?? null;
  const isCancelled = rerun?.cancelling === true;
  useEffect(() => {
    if (count !== null) setOutcome(isCancelled ? texts.cancelled : texts.done(count));
  }, [count, isCancelled]);
  if (rerun !== null)
    return {
      shown: texts.status(rerun.checks.length, rerun.view.done),
      spoken: texts.heading(rerun.checks.length),
    };
  const said = rerunFailure === null ? outcome : texts.failed;
  return { shown: said, spoken: said };
}

/** Brings a part of the page into view and puts the keyboard's focus there. False when there is no such part. */
function goTo(content: RefObject<HTMLElement | null>, selector: string): boolean {
  const element = content.current?.querySelector<HTMLElement>(selector) ?? null;
  element?.scrollIntoView({ block: 'start' });
  element?.focus({ preventScroll: true });
  return element !== null;
}

type CardSectionProps = {
  readonly id: string;
  readonly heading: string;
  readonly groups: readonly OwnerGroup[];
  readonly actions: CardActions;
  /** Whether all of its checks can be run again at once. */
  readonly repeatable: boolean;
};

function CardSection({ id, heading, groups, actions, repeatable }: CardSectionProps) {
  const again = checksOf(groups)
    .filter(canRunAgain)
    .map((check) => check.id);
  if (groups.length === 0) return null;
  return (
    <Box component="section" aria-labelledby={id} sx={section}>
      <Box
        sx={{
          display: 'flex',
          flexWrap: 'wrap',
          gap: 2,
          alignItems: 'center',
          justifyContent: 'space-between',
        }}
      >
        <Typography component="h2" variant="h2" id={id}>
          {heading}
        </Typography>
        {!repeatable || again.length === 0 ? null : (
          <Button
            size="small"
            disabled={actions.running !== null}
            startIcon={<Icon name="refresh" />}
            onClick={() => actions.onRerun(again)}
          >
            {resultsText.failures.again(again.length)}
          </Button>
        )}
      </Box>
      <CheckCards groups={groups} {...actions} />
    </Box>
  );
}

type AllChecksProps = {
  readonly rows: readonly CheckRow[];
  readonly all: number;
  readonly choices: ReturnType<typeof filterChoices>;
  readonly filter: CheckFilter;
  readonly onFilter: (filter: CheckFilter) => void;
  readonly onOpen: (check: string) => void;
};

function AllChecks({ rows, all, choices, filter, onFilter, onOpen }: AllChecksProps) {
  return (
    <Box component="section" aria-labelledby="results-all" sx={section}>
      <Typography component="h2" variant="h2" id="results-all" tabIndex={-1}>
        {resultsText.table.heading}
      </Typography>
      <FilterBar filter={filter} choices={choices} shown={rows.length} all={all} onChange={onFilter} />
      <CheckTable rows={rows} onOpen={onOpen} />
    </Box>
  );
}

/** What stands left of the primary action: running everything again, or stopping what runs. */
function RunAction({
  rerun,
  onRunAll,
  onCancelRerun,
}: Pick<ResultsStepProps, 'rerun' | 'onRunAll' | 'onCancelRerun'>) {
  if (rerun === null)
    return (
      <Button onClick={onRunAll} startIcon={<Icon name="refresh" />}>
        {resultsText.runAll}
      </Button>
    );
  return (
    <Button onClick={onCancelRerun} disabled={rerun.cancelling} startIcon={<Icon name="stop" />}>
      {rerun.cancelling ? resultsText.rerun.cancelling : resultsText.rerun.cancel}
    </Button>
  );
}

/** The outcome of a run: the verdict, who has to do what, every check with its evidence, and what differs from before. */
export function ResultsStep(props: ResultsStepProps) {
  const { result, rerun, evidence, questionsOf, onOpenQuestion, onRerun, onWaive, onEvidence } = props;
  const { onBack, onContinue, onListRuns, onReadRun } = props;
  const views = useMemo(() => viewsOf(result), [result]);
  const content = useRef<HTMLDivElement>(null);
  const [filter, setFilter] = useState<CheckFilter>(noFilter);
  const rows = useDeferredValue(useMemo(() => filterRows(views.rows, filter), [views.rows, filter]));
  useKeptFocus(result);
  const words = useRerunWords(props);

  const running = rerun?.checks ?? null;
  const actions: CardActions = {
    rules: views.rules,
    running,
    questionsOf,
    onOpenQuestion,
    onEvidence,
    onRerun,
    onWaive,
  };
  const goToCard = (id: string): void => {
    if (!goTo(content, `[data-check="${CSS.escape(id)}"]`)) onEvidence(id);
  };
  const chooseVerdict = (verdict: Verdict): void => {
    const isChosen = filter.verdict === verdict;
    setFilter({ ...noFilter, verdict: isChosen ? null : verdict });
    if (!isChosen) goTo(content, '#results-all');
  };
  return (
    <StepPage
      heading={resultsText.heading}
      onBack={onBack}
      wide
      status={
        <>
          <Box component="span" aria-hidden="true">
            {words.shown}
          </Box>
          <Box role="status" sx={hiddenFromSight}>
            {words.spoken}
          </Box>
        </>
      }
      primary={{ label: resultsText.continue, onPress: onContinue, disabled: rerun !== null }}
      secondary={<RunAction {...props} />}
    >
      <Box ref={content} sx={{ display: 'grid', gap: 4, gridTemplateColumns: 'minmax(0, 1fr)' }}>
        <Box sx={{ display: 'grid', gap: 2 }}>
          <VerdictBand result={result} chosen={filter.verdict} onChoose={chooseVerdict} />
          <ResultNotices {...props} />
        </Box>
        <Box
          sx={{
            display: 'grid',
            columnGap: 4,
            rowGap: 3,
            gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(16rem, 1fr) minmax(0, 41rem)' },
          }}
        >
          <TaskList groups={views.open} counts={result.counts} onGo={goToCard} />
          <Box component="section" aria-label={resultsText.drawing}>
            <EnvironmentDrawing drawing={views.drawing} />
          </Box>
        </Box>
        <CardSection
          id="results-failed"
          heading={resultsText.failures.heading(checksOf(views.failed).length)}
          groups={views.failed}
          actions={actions}
          repeatable
        />
        <CardSection
          id="results-attention"
          heading={resultsText.attention.heading(checksOf(views.attention).length)}
          groups={views.attention}
          actions={actions}
          repeatable={false}
        />
        <AllChecks
          rows={rows}
          all={views.rows.length}
          choices={views.choices}
          filter={filter}
          onFilter={setFilter}
          onOpen={onEvidence}
        />
        <RunComparison
          result={result}
          onListRuns={onListRuns}
          onReadRun={onReadRun}
          onEvidence={onEvidence}
        />
      </Box>
      <EvidencePanel
        check={result.checks.find(({ id }) => id === evidence) ?? null}
        index={rows.findIndex(({ check }) => check.id === evidence)}
        count={rows.length}
        disabled={running !== null}
        questionsOf={questionsOf}
        onOpenQuestion={onOpenQuestion}
        onStep={(index) => onEvidence(rows[index]?.check.id ?? evidence)}
        onClose={() => onEvidence(null)}
        onRerun={(checks) => {
          onEvidence(null);
          onRerun(checks);
        }}
        onWaive={onWaive}
      />
    </StepPage>
  );
}
