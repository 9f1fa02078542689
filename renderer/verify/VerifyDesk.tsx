import { Box, Button, Typography } from '@mui/material';
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { StepPage } from '../components/frame/StepPage.tsx';
import { Icon } from '../components/icons/Icon.tsx';
import { pageHeadingId } from '../components/page-heading-id.ts';
import type { DeskPageProps } from '../desk/desk-rows.tsx';
import { givenFiles } from '../desk/given-files.ts';
import { verifyText } from '../text/en/verify.ts';
import { BatchLine } from './BatchLine.tsx';
import { createVerifyList } from './create-verify-list.ts';
import { DropZone, FileInput, FolderInput, useDroppedFiles } from './DropZone.tsx';
import { ListActions } from './ListActions.tsx';
import { ListChips } from './ListChips.tsx';
import { filterCounts, listLines, shownLines, summaryOf, toCompare, toMerge } from './list-view.ts';
import { OpenedReport } from './OpenedReport.tsx';
import { pairs } from './OutcomeAnswers.tsx';
import { ReportTable } from './ReportTable.tsx';
import type { VerifyList, VerifyListState } from './verify-list.ts';
import { tally } from './verify-state.ts';

const { list: texts } = verifyText;

/** What is answered, while there is nothing to answer it for. */
function Questions() {
  const { asked } = verifyText;
  const questions = [
    { question: verifyText.questions.file, means: asked.file },
    { question: verifyText.questions.pages, means: asked.pages },
    { question: verifyText.questions.key, means: asked.key },
    { question: verifyText.questions.time, means: asked.time },
  ];
  return (
    <Box component="section" aria-labelledby="verify-asked" sx={{ display: 'grid', gap: 1.5 }}>
      <Typography component="h2" variant="h2" id="verify-asked">
        {asked.heading}
      </Typography>
      <Box component="dl" sx={{ ...pairs, rowGap: 1.5 }}>
        {questions.map(({ question, means }) => (
          <Box key={question} sx={{ display: 'contents' }}>
            <Box component="dt" sx={{ typography: 'subtitle2' }}>
              {question}
            </Box>
            <Box component="dd" sx={{ margin: 0, color: 'text.secondary' }}>
              {means}
            </Box>
          </Box>
        ))}
      </Box>
    </Box>
  );
}

/** The page before there is a file. */
function EmptyList({ list }: { readonly list: VerifyList }) {
  const input = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  return (
    <StepPage
      heading={verifyText.heading}
      intro={verifyText.intro}
      onBack={null}
      primary={{
        label: verifyText.choose,
        onPress: () => input.current?.click(),
        icon: <Icon name="file" />,
      }}
    >
      <Box sx={{ display: 'grid', gap: 3 }}>
        <DropZone input={input} folder={folder} onFiles={list.add} />
        <Questions />
      </Box>
    </StepPage>
  );
}

const minuteMs = 60_000;

/** The time, told anew each minute: how old a report is. In ms since 1970. */
function useMinute(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), minuteMs);
    return () => clearInterval(timer);
  }, []);
  return now;
}

/** When files came or went together with the button that did it, reading goes on at the heading. */
function useKeptFocus(count: number): void {
  const before = useRef(count);
  useEffect(() => {
    if (before.current === count) return;
    before.current = count;
    if (document.activeElement === document.body)
      document.getElementById(pageHeadingId)?.focus({ preventScroll: true });
  }, [count]);
}

type ListPageProps = Pick<DeskPageProps, 'commands' | 'memory'> & {
  readonly list: VerifyList;
  readonly state: VerifyListState;
  readonly isReturn: boolean;
};

/** The files that are given to another page. */
const filesOf = (
  list: VerifyList,
  lines: readonly { readonly file: { readonly id: number } }[],
): readonly File[] => lines.flatMap(({ file }) => list.fileOf(file.id) ?? []);

/** What the lines of a list come to, made once for each of its states. */
function useLines(state: VerifyListState, now: number) {
  const { files, view } = state;
  const { filter, words, sort, selected } = view;
  const lines = useMemo(() => listLines(files), [files]);
  const counts = useMemo(() => filterCounts(lines, now), [lines, now]);
  const shown = useMemo(
    () => shownLines(lines, { filter, words, sort }, now),
    [lines, filter, words, sort, now],
  );
  const mergeable = useMemo(() => toMerge(lines, selected), [lines, selected]);
  const pair = useMemo(() => toCompare(lines, selected), [lines, selected]);
  return { lines, counts, shown, mergeable, pair };
}

type OtherActionsProps = {
  readonly onAdd: () => void;
  readonly onFolder: () => void;
  readonly onCompare: (() => void) | null;
};

function OtherActions({ onAdd, onFolder, onCompare }: OtherActionsProps) {
  return (
    <>
      <Button onClick={onFolder} sx={{ display: { xs: 'none', sm: 'inline-flex' } }}>
        {texts.addFolder}
      </Button>
      <Button onClick={onAdd}>{texts.add}</Button>
      {onCompare === null ? null : <Button onClick={onCompare}>{texts.compare}</Button>}
    </>
  );
}

/** The page with a list of files. */
function ListPage({ list, state, commands, memory, isReturn }: ListPageProps) {
  const input = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const now = useMinute();
  const { lines, counts, shown, mergeable, pair } = useLines(state, now);
  const { view } = state;
  const isOver = useDroppedFiles(list.add);
  const summary = summaryOf(lines);
  const { done, total } = tally(state);
  const hand = (page: 'merge' | 'compare', given: readonly File[]): void => {
    memory.of(givenFiles).put(page, given);
    commands.openDesk(page);
  };
  const add = { label: texts.add, onPress: () => input.current?.click(), icon: <Icon name="file" /> };
  return (
    <StepPage
      wide
      heading={done < total ? texts.verifying(total) : texts.heading(summary)}
      {...(isOver ? { intro: verifyText.drop.over } : {})}
      onBack={null}
      status={
        view.selected.size === 0 ? texts.keys : `${texts.selected(view.selected.size)} ${texts.leftOut}`
      }
      secondary={
        mergeable.length < 2 ? null : (
          <OtherActions
            onAdd={add.onPress}
            onFolder={() => folder.current?.click()}
            onCompare={pair === null ? null : () => hand('compare', filesOf(list, pair))}
          />
        )
      }
      primary={
        mergeable.length < 2
          ? add
          : {
              label: texts.merge(mergeable.length),
              onPress: () => hand('merge', filesOf(list, mergeable)),
              disabled: done < total,
              icon: <Icon name="layers" />,
            }
      }
    >
      <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: 'minmax(0, 1fr)' }}>
        <BatchLine state={state} good={summary.good} onStop={list.stop} onGoOn={list.goOn} />
        <ListChips counts={counts} filter={view.filter} words={view.words} onLook={list.look} />
        <ReportTable
          lines={shown}
          view={view}
          now={now}
          isReturn={isReturn}
          onLook={list.look}
          onOpen={(id) => commands.openDesk('verify', String(id))}
        />
        <ListActions
          rows={shown.flatMap(({ row }) => row ?? [])}
          selected={view.selected.size}
          onSave={commands.saveList}
          onRemove={() => list.remove([...view.selected])}
          onClear={list.clear}
        />
      </Box>
      <FileInput input={input} onFiles={list.add} />
      <FolderInput input={folder} onFiles={list.add} />
    </StepPage>
  );
}

/** Reports that somebody received: files in, for each an answer to every question out, and the way into each of them. */
export function VerifyDesk({ state: { item, evidence }, commands, memory }: DeskPageProps) {
  const list = memory.of(createVerifyList);
  useEffect(() => {
    const files = memory.of(givenFiles).take('verify');
    if (files.length > 0) list.add(files);
  }, [list, memory]);
  const state = useSyncExternalStore(list.subscribe, list.state);
  useEffect(() => list.attend(), [list]);
  useEffect(() => commands.prepareToVerify(), [commands]);
  useKeptFocus(state.files.length);
  const opened = item === null ? undefined : state.files.find(({ id }) => String(id) === item);
  const wasOpened = useRef(false);
  useEffect(() => {
    wasOpened.current = opened !== undefined;
    list.want(opened?.id ?? null);
  }, [opened, list]);
  if (opened !== undefined)
    return (
      <OpenedReport
        key={opened.id}
        file={opened}
        fileOf={list.fileOf}
        evidence={evidence}
        commands={commands}
        memory={memory}
      />
    );
  if (state.files.length === 0) return <EmptyList list={list} />;
  return (
    <ListPage list={list} state={state} commands={commands} memory={memory} isReturn={wasOpened.current} />
  );
}
