import { Box, Typography } from '@mui/material';
import { type RefObject, useDeferredValue, useMemo, useRef, useState } from 'react';
import { drawnRun, environmentDrawing } from '../../shared/report/environment-drawing.ts';
import type { RunResult } from '../../shared/run/result.ts';
import { EnvironmentDrawing } from '../components/EnvironmentDrawing.tsx';
import type { CardActions } from '../components/results/CardBody.tsx';
import { CardList, type OpenCards, SectionHead } from '../components/results/CardList.tsx';
import { CheckTable } from '../components/results/CheckTable.tsx';
import {
  type CheckFilter,
  checkRows,
  filterChoices,
  filterRows,
  noFilter,
} from '../components/results/check-rows.ts';
import { EvidencePanel } from '../components/results/EvidencePanel.tsx';
import { FilterBar } from '../components/results/FilterBar.tsx';
import { neededRules } from '../components/results/needed-rules.ts';
import {
  failureCards,
  openCards,
  type ResultCard,
  waivedGroups,
  warningCards,
} from '../components/results/result-cards.ts';
import { type Narrowed, VerdictBand } from '../components/results/VerdictBand.tsx';
import { WaivedList } from '../components/results/WaivedList.tsx';
import { resultsText } from '../text/en/results.ts';

type ReportViewProps = {
  readonly result: RunResult;
  /** The check whose evidence is open; null where the panel is closed. */
  readonly evidence: string | null;
  readonly onEvidence: (check: string | null) => void;
};

const section = { display: 'grid', gap: 1, gridTemplateColumns: 'minmax(0, 1fr)' } as const;

function viewsOf(result: RunResult) {
  const rows = checkRows(result.checks);
  const drawn = drawnRun(result);
  return {
    rows,
    choices: filterChoices(rows),
    failures: failureCards(result),
    warnings: warningCards(result),
    open: openCards(result),
    waived: waivedGroups(result),
    rules: neededRules(result),
    draw: (form: Parameters<typeof environmentDrawing>[1]) => environmentDrawing(drawn, form),
  };
}

/** Which cards are open: at first the most important one. */
function useOpenCards(first: ResultCard | undefined): OpenCards {
  const [keys, setKeys] = useState<ReadonlySet<string>>(
    () => new Set(first === undefined ? [] : [first.key]),
  );
  const onAll = (cards: readonly ResultCard[], isOpen: boolean): void => {
    const meant = new Set(cards.map(({ key }) => key));
    setKeys((before) => {
      const others = [...before].filter((key) => !meant.has(key));
      return new Set(isOpen ? [...others, ...meant] : others);
    });
  };
  const isOpen = ({ key }: ResultCard): boolean => keys.has(key);
  return { isOpen, onAll, onToggle: (card) => onAll([card], !isOpen(card)) };
}

/** Leads to the table once a figure has narrowed it. */
function goToTable(content: RefObject<HTMLElement | null>): void {
  content.current?.querySelector('#results-all')?.scrollIntoView({ block: 'start' });
}

/**
 * The result of a report, as the machine that made it has shown it: the verdict, what to repair by cause, what is open, and
 * every check with its evidence. Nothing can be run or changed.
 */
export function ReportView({ result, evidence, onEvidence }: ReportViewProps) {
  const views = useMemo(() => viewsOf(result), [result]);
  const { rows: all, failures, warnings, open } = views;
  const content = useRef<HTMLDivElement>(null);
  const [filter, setFilter] = useState<CheckFilter>(noFilter);
  const narrowed = useMemo(() => filterRows(all, filter), [all, filter]);
  const rows = useDeferredValue(narrowed);
  const opened = useOpenCards(failures[0] ?? warnings[0]);
  const actions: CardActions = {
    rules: views.rules,
    running: null,
    questionsOf: () => [],
    onOpenQuestion: () => undefined,
    onEvidence,
    onRerun: null,
  };
  const shared = { folded: [], actions, opened, onWaive: null, onUndo: () => undefined };
  const choose = ({ verdict, severity }: Narrowed): void => {
    const isChosen = filter.verdict === verdict && filter.severity === severity;
    setFilter(isChosen ? noFilter : { ...noFilter, verdict, severity });
    if (!isChosen) goToTable(content);
  };
  return (
    <Box ref={content} sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <VerdictBand result={result} chosen={filter} onChoose={choose}>
        <Box component="span" sx={{ typography: 'caption', color: 'text.secondary' }}>
          {resultsText.band.facts(result)}
        </Box>
      </VerdictBand>
      <CardList
        {...shared}
        cards={failures}
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
      <CardList {...shared} cards={warnings} id="results-warnings" heading={resultsText.warnings.heading} />
      <CardList {...shared} cards={open} id="results-open" heading={resultsText.open.heading} />
      <WaivedList groups={views.waived} disabled={false} onEvidence={onEvidence} onTakeBack={null} />
      <Box component="section" aria-labelledby="results-drawing" sx={section}>
        <SectionHead id="results-drawing" heading={resultsText.drawing} />
        <EnvironmentDrawing draw={views.draw} label={resultsText.drawing} />
      </Box>
      <Box component="section" aria-labelledby="results-all" sx={section}>
        <SectionHead id="results-all" heading={resultsText.table.heading} />
        <FilterBar
          filter={filter}
          choices={views.choices}
          shown={rows.length}
          all={all.length}
          onChange={setFilter}
        />
        <CheckTable rows={rows} onOpen={onEvidence} />
      </Box>
      <EvidencePanel
        check={result.checks.find(({ id }) => id === evidence) ?? null}
        index={rows.findIndex(({ check }) => check.id === evidence)}
        count={rows.length}
        disabled={false}
        questionsOf={() => []}
        onOpenQuestion={() => undefined}
        onStep={(index) => onEvidence(rows[index]?.check.id ?? evidence)}
        onClose={() => onEvidence(null)}
        onRerun={null}
        onWaive={null}
      />
    </Box>
  );
}
