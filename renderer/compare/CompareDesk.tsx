import { Box, Button, Paper, Typography } from '@mui/material';
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import { compareResults } from '../../shared/report/comparison.ts';
import type { RunResult } from '../../shared/run/result.ts';
import { Busy } from '../components/Busy.tsx';
import { ComparisonView } from '../components/comparison/ComparisonView.tsx';
import { FailureMessage } from '../components/FailureMessage.tsx';
import { StepPage } from '../components/frame/StepPage.tsx';
import { InlineMessage } from '../components/InlineMessage.tsx';
import { Icon } from '../components/icons/Icon.tsx';
import { Mono } from '../components/Mono.tsx';
import { EvidencePanel } from '../components/results/EvidencePanel.tsx';
import type { DeskPageProps } from '../desk/desk-rows.tsx';
import { type GivenFiles, givenFiles } from '../desk/given-files.ts';
import { compareText as texts } from '../text/en/compare.ts';
import { visibleControls } from '../text/visible-controls.ts';
import { FileInput, type TakeFiles, useDroppedFiles } from '../verify/DropZone.tsx';
import { type Opened, useOpenedFile } from '../verify/use-opened-file.ts';
import type { Loadable } from '../wizard/loadable.ts';
import { type CompareSlots, compareSlots, placesFor, type Slot, slots } from './compare-slots.ts';

/** The result inside a file; null where there is none to compare. */
const resultOf = (opened: Loadable<Opened>): RunResult | null =>
  opened.kind === 'ready' && opened.value.content.kind === 'run' ? opened.value.content.result : null;

/** What is to be known of a file that is read: what it is about, or why it is not compared. */
function About({ opened: { outcome, content } }: { readonly opened: Opened }): ReactNode {
  switch (content.kind) {
    case 'run': {
      const standing = outcome.signer?.standing;
      return (
        <>
          <Box sx={{ overflowWrap: 'anywhere' }}>{visibleControls(texts.about(content.result))}</Box>
          {standing === 'known' ? null : (
            <InlineMessage kind={standing === 'changed' ? 'problem' : 'caution'}>
              {standing === 'changed' ? texts.changedKey : texts.unknownKey}
            </InlineMessage>
          )}
        </>
      );
    }
    case 'environment':
      return <InlineMessage kind="problem">{texts.environment}</InlineMessage>;
    case 'refused':
      return (
        <InlineMessage kind="problem" title={visibleControls(outcome.message)}>
          {texts.refused}
        </InlineMessage>
      );
    case 'other-version':
      return <InlineMessage kind="problem">{texts.otherVersion}</InlineMessage>;
  }
}

type SlotProps = {
  readonly slot: Slot;
  readonly file: File | null;
  readonly opened: Loadable<Opened>;
  readonly onFile: (file: File) => void;
};

/** One of the two reports, and the way to choose another. */
function SlotCard({ slot, file, opened, onFile }: SlotProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <Paper
      component="section"
      aria-label={texts.slots[slot]}
      sx={{ padding: 2, display: 'grid', gap: 1, alignContent: 'start' }}
    >
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
        <Typography component="h2" variant="h3" sx={{ flex: 1 }}>
          {texts.slots[slot]}
        </Typography>
        <Button size="small" aria-label={texts.chooseOne[slot]} onClick={() => input.current?.click()}>
          {texts.chooseOne[slot]}
        </Button>
      </Box>
      {file === null ? (
        <Box sx={{ color: 'text.secondary' }}>{texts.empty}</Box>
      ) : (
        <Box sx={{ overflowWrap: 'anywhere' }}>
          <Mono>{visibleControls(file.name)}</Mono>
        </Box>
      )}
      {file !== null && opened.kind === 'loading' ? <Busy>{texts.reading}</Busy> : null}
      {file !== null && opened.kind === 'failed' ? <FailureMessage failure={opened.failure} /> : null}
      {opened.kind === 'ready' ? <About opened={opened.value} /> : null}
      <FileInput
        input={input}
        onFiles={([chosen]) => {
          if (chosen !== undefined) onFile(chosen);
        }}
      />
    </Paper>
  );
}

type EvidenceProps = Pick<DeskPageProps, 'commands'> & {
  readonly after: RunResult;
  readonly evidence: string | null;
};

/** The evidence of a check of the newer report, beside the comparison. */
function Evidence({ after, evidence, commands }: EvidenceProps) {
  return (
    <EvidencePanel
      check={after.checks.find(({ id }) => id === evidence) ?? null}
      index={-1}
      count={0}
      disabled={false}
      questionsOf={() => []}
      onOpenQuestion={() => undefined}
      onStep={() => undefined}
      onClose={() => commands.openEvidence(null)}
      onRerun={null}
      onWaive={null}
    />
  );
}

/** Takes files that are dropped, and those that another page has handed over. */
function useGiven(pair: CompareSlots, given: GivenFiles): TakeFiles {
  const take = useCallback<TakeFiles>((files) => pair.put(placesFor(files, pair.state())), [pair]);
  useEffect(() => take(given.take('compare')), [given, take]);
  useDroppedFiles(take);
  return take;
}

/** Two reports side by side: what got worse and better, and what else is not the same. */
export function CompareDesk({ state: { evidence }, commands, memory }: DeskPageProps) {
  const pair = memory.of(compareSlots);
  const files = useSyncExternalStore(pair.subscribe, pair.state);
  const take = useGiven(pair, memory.of(givenFiles));
  const input = useRef<HTMLInputElement>(null);
  const opened = {
    before: useOpenedFile(files.before, commands.openReport),
    after: useOpenedFile(files.after, commands.openReport),
  };
  const [before, after] = [resultOf(opened.before), resultOf(opened.after)];
  const comparison = useMemo(
    () => (before === null || after === null ? null : compareResults(before, after)),
    [before, after],
  );
  const isEmpty = files.before === null && files.after === null;
  return (
    <StepPage
      wide
      heading={texts.heading}
      intro={texts.intro}
      onBack={null}
      secondary={
        isEmpty ? null : (
          <>
            <Button onClick={() => pair.put({ before: null, after: null })}>{texts.again}</Button>
            <Button onClick={pair.swap}>{texts.swap}</Button>
          </>
        )
      }
      primary={{
        label: texts.choose,
        onPress: () => input.current?.click(),
        icon: <Icon name="file" />,
      }}
    >
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
        <Box
          sx={{
            display: 'grid',
            gap: 2,
            gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'minmax(0, 1fr) minmax(0, 1fr)' },
          }}
        >
          {slots.map((slot) => (
            <SlotCard
              key={slot}
              slot={slot}
              file={files[slot]}
              opened={opened[slot]}
              onFile={(file) => pair.put({ [slot]: file })}
            />
          ))}
        </Box>
        {comparison === null ? (
          <Box sx={{ color: 'text.secondary' }}>{texts.needed}</Box>
        ) : (
          <ComparisonView comparison={comparison} onEvidence={commands.openEvidence} />
        )}
      </Box>
      {after === null ? null : <Evidence after={after} evidence={evidence} commands={commands} />}
      <FileInput input={input} onFiles={take} />
    </StepPage>
  );
}
