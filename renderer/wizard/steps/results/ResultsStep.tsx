import { Box, Button, Typography } from '@mui/material';
import {
  type KeyboardEvent,
  type RefObject,
  useDeferredValue,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { Failure } from '../../../../shared/contract/reply.ts';
import {
  type DrawingForm,
  drawnRun,
  environmentDrawing,
} from '../../../../shared/report/environment-drawing.ts';
import { inWizard } from '../../../../shared/run/in-wizard.ts';
import { listenableChecks, rehearsableChecks } from '../../../../shared/run/rehearsable-checks.ts';
import { EnvironmentDrawing } from '../../../components/EnvironmentDrawing.tsx';
import { StepPage } from '../../../components/frame/StepPage.tsx';
import { InlineMessage } from '../../../components/InlineMessage.tsx';
import { Icon } from '../../../components/icons/Icon.tsx';
import { pageHeadingId } from '../../../components/page-heading-id.ts';
import type { CardActions } from '../../../components/results/CardBody.tsx';
import { CardList, type OpenCards, SectionHead } from '../../../components/results/CardList.tsx';
import { CheckTable } from '../../../components/results/CheckTable.tsx';
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
import {
  type Folded,
  foldOf,
  type ListOfCards,
  stillFolded,
} from '../../../components/results/folded-cards.ts';
import { neededRules } from '../../../components/results/needed-rules.ts';
import { RunComparison } from '../../../components/results/RunComparison.tsx';
import { RunLine } from '../../../components/results/RunLine.tsx';
import {
  failureCards,
  isQuestionCard,
  openCards,
  type ResultCard,
  waivedGroups,
  warningCards,
} from '../../../components/results/result-cards.ts';
import { useEarlierRun } from '../../../components/results/use-earlier-run.ts';
import { type Narrowed, VerdictBand } from '../../../components/results/VerdictBand.tsx';
import { WaivedList } from '../../../components/results/WaivedList.tsx';
import { listenText } from '../../../text/en/listen.ts';
import { resultsText } from '../../../text/en/results.ts';
import { hiddenFromSight } from '../../../theme/hidden.ts';
import type { ResultsStepProps } from '../props.ts';
import { ResultNotices } from './ResultNotices.tsx';

const section = { display: 'grid', gap: 1, gridTemplateColumns: 'minmax(0, 1fr)' } as const;

/** Everything that the page draws of a result, made once for each result. */
function viewsOf(result: ResultsStepProps['result']) {
  const rows = checkRows(result.checks);
  const drawn = drawnRun(result);
  return {
    rows,
    choices: filterChoices(rows),
    cards: { failures: failureCards(result), warnings: warningCards(result), open: openCards(result) },
    waived: waivedGroups(result),
    rules: neededRules(result),
    draw: (form: DrawingForm) => environmentDrawing(drawn, form),
    rehearsable: rehearsableChecks(result).length,
    listenable: listenableChecks(result).length,
  };
}

type Views = ReturnType<typeof viewsOf>;

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
function useStatus({ rerun, rerunFailure }: Pick<ResultsStepProps, 'rerun' | 'rerunFailure'>): {
  readonly shown: string;
  readonly spoken: string;
  /** Says what came of something else that the person did. */
  readonly say: (words: string) => void;
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
      say: setOutcome,
    };
  const said = rerunFailure === null ? outcome : texts.failed;
  return { shown: said, spoken: said, say: setOutcome };
}

const idsOf = ({ key, checks }: ResultCard): readonly string[] => [key, ...checks.map(({ id }) => id)];

/** Which cards are open: at first the most important one. Kept by checks, so that a card that loses one stays open. */
function useOpenCards(
  first: ResultCard | undefined,
  { openCards: touched, onOpenCards }: Pick<ResultsStepProps, 'openCards' | 'onOpenCards'>,
): OpenCards {
  const [untouched] = useState(() => (first === undefined ? [] : idsOf(first)));
  const ids = new Set(touched ?? untouched);
  const isOpen = (card: ResultCard): boolean => idsOf(card).some((id) => ids.has(id));
  const onAll = (cards: readonly ResultCard[], open: boolean): void => {
    const meant = cards.flatMap(idsOf);
    const closed = new Set(meant);
    onOpenCards(open ? [...new Set([...ids, ...meant])] : [...ids].filter((id) => !closed.has(id)));
  };
  return { isOpen, onAll, onToggle: (card) => onAll([card], !isOpen(card)) };
}

/** Where the focus goes once the page has been drawn anew: behind what was waived, or to a card that is back. */
type Wanted =
  | { readonly kind: 'behind'; readonly key: number }
  | { readonly kind: 'card'; readonly check: string };

/** The next card or heading behind what has just been waived. */
function stopBehind(content: HTMLElement, key: number): HTMLElement | null {
  const stops = [...content.querySelectorAll<HTMLElement>('[data-stop]')];
  const at = stops.findIndex(({ dataset }) => dataset['folded'] === String(key));
  return stops.slice(at + 1).find(({ dataset }) => dataset['stop'] !== 'folded') ?? null;
}

const isField = (target: EventTarget): boolean =>
  target instanceof HTMLInputElement ||
  target instanceof HTMLTextAreaElement ||
  target instanceof HTMLSelectElement;

type FoldingOptions = Pick<ResultsStepProps, 'result' | 'onWaive'> & {
  readonly cards: Views['cards'];
  readonly content: RefObject<HTMLElement | null>;
  readonly say: (words: string) => void;
};

/**
 * Waiving in place: what is waived folds where it stood, the focus goes on to the next card, and the last step can be
 * undone there, until the page is left.
 */
function useFolding({ result, cards, content, say, onWaive }: FoldingOptions) {
  const [all, setAll] = useState<readonly Folded[]>([]);
  const [wanted, setWanted] = useState<Wanted | null>(null);
  const folded = useMemo(() => stillFolded(all, result.checks), [all, result]);
  useEffect(() => {
    if (wanted === null || content.current === null) return;
    const target =
      wanted.kind === 'behind'
        ? stopBehind(content.current, wanted.key)
        : content.current.querySelector<HTMLElement>(
            `[data-check="${CSS.escape(wanted.check)}"] [data-stop]`,
          );
    target?.focus();
    target?.scrollIntoView({ block: 'nearest' });
    setWanted(null);
  }, [wanted, content]);

  const waive =
    (list: ListOfCards) =>
    async (card: Pick<ResultCard, 'title' | 'checks'>, reason: string): Promise<Failure | null> => {
      const entry = foldOf(list, cards[list], card, reason, all.length);
      const failure = await onWaive(entry.ids, reason);
      if (failure !== null) return failure;
      setAll((before) => [...before, entry]);
      setWanted({ kind: 'behind', key: entry.key });
      say(resultsText.folded.said(entry.ids.length));
      return null;
    };
  const takeBack = async (ids: readonly string[]): Promise<Failure | null> => {
    const failure = await onWaive(ids, null);
    if (failure !== null) return failure;
    setWanted({ kind: 'card', check: ids[0] ?? '' });
    say(resultsText.folded.back(ids.length));
    return null;
  };
  const undo = async ({ ids }: Folded): Promise<void> => {
    const waived = result.checks.filter(({ id, waiver }) => ids.includes(id) && waiver !== null);
    const failure = await takeBack(waived.map(({ id }) => id));
    if (failure !== null) say(failure.title);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const last = folded.at(-1);
    const isUndo = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === 'z';
    if (!isUndo || last === undefined || isField(event.target)) return;
    event.preventDefault();
    void undo(last);
  };
  return { folded, waive, takeBack, undo, onKeyDown };
}

/** Leads to the first line of the table once it holds what was asked for. */
function useFirstMatch(content: RefObject<HTMLElement | null>, isUpToDate: boolean) {
  const [wantsMatch, setWantsMatch] = useState(0);
  const led = useRef(0);
  useEffect(() => {
    if (!isUpToDate || led.current === wantsMatch) return;
    led.current = wantsMatch;
    content.current?.querySelector('#results-all')?.scrollIntoView({ block: 'start' });
    content.current
      ?.querySelector<HTMLElement>('[role="grid"] [aria-rowindex="2"]')
      ?.focus({ preventScroll: true });
  }, [isUpToDate, wantsMatch, content]);
  return { wantsMatch, onMatch: () => setWantsMatch((count) => count + 1) };
}

/** The questions that a card waits for; none where it waits for something else. */
const answersOf = (card: ResultCard, questionsOf: ResultsStepProps['questionsOf']) =>
  card.key !== 'untested' && isQuestionCard(card) ? questionsOf(card.checks[0]) : [];

type AnswerButtonProps = { readonly title: string; readonly disabled: boolean; readonly onOpen: () => void };

/** The way from a card that waits for an answer to its question, without opening it. */
function AnswerButton({ title, disabled, onOpen }: AnswerButtonProps) {
  return (
    <Button
      size="small"
      disabled={disabled}
      aria-label={`${resultsText.open.answer}: ${title}`}
      onClick={onOpen}
      sx={{ minHeight: 28, paddingBlock: '2px' }}
    >
      {resultsText.open.answer}
    </Button>
  );
}

type AllChecksProps = {
  /** Another one draws the table anew, from its first line. */
  readonly tableKey: number;
  readonly rows: readonly CheckRow[];
  readonly all: number;
  readonly choices: ReturnType<typeof filterChoices>;
  readonly filter: CheckFilter;
  readonly onFilter: (filter: CheckFilter) => void;
  readonly onOpen: (check: string) => void;
};

function AllChecks({ tableKey, rows, all, choices, filter, onFilter, onOpen }: AllChecksProps) {
  return (
    <Box component="section" aria-labelledby="results-all" sx={section}>
      <SectionHead id="results-all" heading={resultsText.table.heading} />
      <FilterBar filter={filter} choices={choices} shown={rows.length} all={all} onChange={onFilter} />
      <CheckTable key={tableKey} rows={rows} onOpen={onOpen} />
    </Box>
  );
}

/** How much a rehearsal can settle, and the way to it. */
function RehearsalOffer({
  views: { rehearsable, listenable, cards },
  disabled,
  onListen,
}: Pick<ResultsStepProps, 'onListen'> & { readonly views: Views; readonly disabled: boolean }) {
  const open = cards.open.reduce((sum, { checks }) => sum + checks.length, 0);
  if (rehearsable === 0) return null;
  return (
    <InlineMessage
      kind="note"
      title={resultsText.open.rehearse(rehearsable, open)}
      isBar
      actions={
        listenable === 0 ? null : (
          <Button size="small" disabled={disabled} onClick={onListen}>
            {listenText.open}
          </Button>
        )
      }
    >
      {resultsText.open.rehearseText}
    </InlineMessage>
  );
}

/** What stands left of the primary action: running everything again, or stopping what runs. */
function RunAction({
  result,
  rerun,
  onRunAll,
  onCancelRerun,
}: Pick<ResultsStepProps, 'result' | 'rerun' | 'onRunAll' | 'onCancelRerun'>) {
  if (rerun === null)
    return (
      <Button
        onClick={onRunAll}
        startIcon={<Icon name="refresh" />}
        sx={{ '& .MuiButton-startIcon': { display: { xs: 'none', sm: 'inherit' } } }}
      >
        <Box component="span" sx={{ display: { xs: 'none', sm: 'inline' } }}>
          {resultsText.runAllOf(result.checks.length)}
        </Box>
        <Box component="span" sx={{ display: { xs: 'inline', sm: 'none' } }}>
          {resultsText.runAgain}
        </Box>
      </Button>
    );
  return (
    <Button onClick={onCancelRerun} disabled={rerun.cancelling} startIcon={<Icon name="stop" />}>
      {rerun.cancelling ? resultsText.rerun.cancelling : resultsText.rerun.cancel}
    </Button>
  );
}

/** What fills the width of a large screen: what to repair and the table on the left, the drawing and what is open right. */
const twoColumns = '@media (min-width: 1600px)';

const layout = {
  display: 'grid',
  gap: 3,
  gridTemplateColumns: 'minmax(0, 1fr)',
  [twoColumns]: {
    gridTemplateColumns: 'minmax(0, 59fr) minmax(min(672px, 45%), 41fr)',
    gridTemplateRows: 'auto 1fr',
    columnGap: 3,
  },
} as const;

const column = {
  display: 'grid',
  gap: 3,
  alignContent: 'start',
  gridTemplateColumns: 'minmax(0, 1fr)',
} as const;

/** The outcome of a run: the verdict, what to repair by cause, what is open, every check, and what differs from before. */
export function ResultsStep(given: ResultsStepProps) {
  const result = useMemo(() => inWizard(given.result), [given.result]);
  const props = { ...given, result };
  const { rerun, evidence, questionsOf, onOpenQuestion, onRerun, onWaive, onEvidence } = props;
  const { onBack, onContinue, onListRuns, onReadRun, onHistory } = props;
  const views = useMemo(() => viewsOf(result), [result]);
  const content = useRef<HTMLDivElement>(null);
  const [filter, setFilter] = useState<CheckFilter>(noFilter);
  const narrowed = useMemo(() => filterRows(views.rows, filter), [views.rows, filter]);
  const rows = useDeferredValue(narrowed);
  const [isComparing, setComparing] = useState(false);
  const compareOpener = useRef<HTMLButtonElement>(null);
  const earlier = useEarlierRun(result, props);
  useKeptFocus(result);
  const status = useStatus(props);
  const { failures, warnings, open } = views.cards;
  const opened = useOpenCards(failures[0] ?? warnings[0], props);
  const folding = useFolding({ result, cards: views.cards, content, say: status.say, onWaive });
  const { wantsMatch, onMatch } = useFirstMatch(content, rows === narrowed);

  const running = rerun?.checks ?? null;
  const actions: CardActions = {
    rules: views.rules,
    running,
    questionsOf,
    onOpenQuestion,
    onEvidence,
    onRerun,
  };
  const cardList = (list: ListOfCards) => ({
    cards: views.cards[list],
    folded: folding.folded.filter((entry) => entry.list === list),
    actions,
    opened,
    onWaive: folding.waive(list),
    onUndo: (entry: Folded) => void folding.undo(entry),
  });
  const choose = ({ verdict, severity }: Narrowed): void => {
    const isChosen = filter.verdict === verdict && filter.severity === severity;
    setFilter(isChosen ? noFilter : { ...noFilter, verdict, severity });
    if (!isChosen) onMatch();
  };
  const leaveComparison = (): void => {
    setComparing(false);
    compareOpener.current?.focus();
  };
  const openCount = open.reduce((sum, { checks }) => sum + checks.length, 0);
  return (
    <StepPage
      heading={null}
      onBack={onBack}
      wide
      status={
        <>
          <Box component="span" aria-hidden="true">
            {status.shown}
          </Box>
          <Box role="status" sx={hiddenFromSight}>
            {status.spoken}
          </Box>
        </>
      }
      primary={{ label: resultsText.continue, onPress: onContinue, disabled: rerun !== null }}
      secondary={<RunAction {...props} />}
    >
      <Box ref={content} onKeyDown={folding.onKeyDown} sx={layout}>
        <Box sx={{ ...column, gap: 2 }}>
          <VerdictBand result={result} chosen={filter} onChoose={choose}>
            <RunLine
              result={result}
              earlier={earlier}
              isComparing={isComparing}
              opener={compareOpener}
              onCompare={() => setComparing(!isComparing)}
              onHistory={onHistory}
            />
          </VerdictBand>
          {isComparing ? (
            <RunComparison
              result={result}
              proposed={earlier?.id ?? null}
              onListRuns={onListRuns}
              onReadRun={onReadRun}
              onEvidence={onEvidence}
              onClose={leaveComparison}
            />
          ) : null}
          <ResultNotices {...props} />
          <CardList
            {...cardList('failures')}
            id="results-causes"
            heading={resultsText.causes.heading}
            note={resultsText.causes.note}
            isWrong
          />
          {failures.some(({ isExplained }) => isExplained) ? (
            <Typography variant="caption" component="p" sx={{ color: 'text.secondary' }}>
              {resultsText.causes.caution}
            </Typography>
          ) : null}
          <CardList {...cardList('warnings')} id="results-warnings" heading={resultsText.warnings.heading} />
        </Box>
        <Box sx={{ ...column, [twoColumns]: { gridColumn: 2, gridRow: '1 / span 2' } }}>
          <CardList
            {...cardList('open')}
            id="results-open"
            heading={resultsText.open.heading}
            note={resultsText.open.note(openCount)}
            isLeadFirst={!open.some(isQuestionCard)}
            lead={<RehearsalOffer views={views} disabled={rerun !== null} onListen={props.onListen} />}
            actionOf={(card) => {
              const [question] = answersOf(card, questionsOf);
              return question === undefined ? null : (
                <AnswerButton
                  title={card.title}
                  disabled={rerun !== null}
                  onOpen={() => onOpenQuestion(question)}
                />
              );
            }}
          />
          <WaivedList
            groups={views.waived}
            disabled={rerun !== null}
            onEvidence={onEvidence}
            onTakeBack={folding.takeBack}
          />
          <Box component="section" aria-labelledby="results-drawing" sx={section}>
            <SectionHead id="results-drawing" heading={resultsText.drawing} />
            <EnvironmentDrawing draw={views.draw} label={resultsText.drawing} />
          </Box>
        </Box>
        <AllChecks
          tableKey={wantsMatch}
          rows={rows}
          all={views.rows.length}
          choices={views.choices}
          filter={filter}
          onFilter={setFilter}
          onOpen={onEvidence}
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
