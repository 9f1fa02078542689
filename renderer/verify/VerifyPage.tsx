import { Box, Button, LinearProgress, Typography } from '@mui/material';
import { type RefObject, useEffect, useRef } from 'react';
import { verifySummary } from '../../shared/report/verify-answers.ts';
import { StepPage } from '../components/frame/StepPage.tsx';
import { Icon } from '../components/icons/Icon.tsx';
import { pageHeadingId } from '../components/page-heading-id.ts';
import { verifyText } from '../text/en/verify.ts';
import type { VerifyPageProps } from '../wizard/steps/props.ts';
import { DropZone } from './DropZone.tsx';
import { OutcomeCard, pairs } from './OutcomeCard.tsx';
import { useCheckedFiles } from './use-checked-files.ts';
import { tally, type VerifyState } from './verify-state.ts';

function Progress({ state }: { readonly state: VerifyState }) {
  const { total, done, outcomes, failed } = tally(state);
  const isDone = done === total;
  const said = [
    ...(outcomes.length === 0 ? [] : [verifySummary(outcomes)]),
    ...(failed === 0 ? [] : [verifyText.notAccepted(failed)]),
  ].join(' ');
  return (
    <Box sx={{ display: 'grid', gap: 0.75, flex: 1, minInlineSize: 0 }}>
      <Box role="status" className="tabular">
        {isDone ? said : verifyText.progress(done, total)}
      </Box>
      {isDone ? null : (
        <LinearProgress
          variant="determinate"
          value={(done / total) * 100}
          aria-label={verifyText.progress(done, total)}
        />
      )}
    </Box>
  );
}

/** What is answered, while there is nothing to answer it for. */
function Questions() {
  const { asked: texts } = verifyText;
  const questions = [
    { question: verifyText.questions.file, means: texts.file },
    { question: verifyText.questions.pages, means: texts.pages },
    { question: verifyText.questions.key, means: texts.key },
    { question: verifyText.questions.time, means: texts.time },
  ];
  return (
    <Box component="section" aria-labelledby="verify-asked" sx={{ display: 'grid', gap: 1.5 }}>
      <Typography component="h2" variant="h2" id="verify-asked">
        {texts.heading}
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

/** When files were taken from the list together with the button that did it, reading goes on at the list's heading. */
function useKeptFocus(count: number, heading: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const place = heading.current ?? (count === 0 ? document.getElementById(pageHeadingId) : null);
    if (document.activeElement === document.body) place?.focus({ preventScroll: true });
  }, [count, heading]);
}

/** Checks reports that somebody received: files in, for each an answer to every question out. */
export function VerifyPage({ onBack, onVerify }: VerifyPageProps) {
  const input = useRef<HTMLInputElement>(null);
  const { state, add, remove, clear } = useCheckedFiles(onVerify);
  const { files } = state;
  const heading = useRef<HTMLHeadingElement>(null);
  useKeptFocus(files.length, heading);
  return (
    <StepPage
      heading={verifyText.heading}
      intro={verifyText.intro}
      onBack={onBack}
      primary={{
        label: verifyText.choose,
        onPress: () => input.current?.click(),
        icon: <Icon name="folder" />,
      }}
    >
      <Box sx={{ display: 'grid', gap: 3 }}>
        <DropZone input={input} onFiles={add} />
        {files.length === 0 ? (
          <Questions />
        ) : (
          <Box component="section" aria-labelledby="verify-list" sx={{ display: 'grid', gap: 1.5 }}>
            <Typography component="h2" variant="h2" id="verify-list" ref={heading} tabIndex={-1}>
              {verifyText.list}
            </Typography>
            <Box sx={{ display: 'flex', gap: 2, alignItems: 'center' }}>
              <Progress state={state} />
              <Button size="small" variant="text" onClick={clear}>
                {verifyText.clear}
              </Button>
            </Box>
            <Box component="ul" sx={{ display: 'grid', gap: 1.5, margin: 0, padding: 0, listStyle: 'none' }}>
              {files.map((file) => (
                <OutcomeCard key={file.id} file={file} onRemove={remove} />
              ))}
            </Box>
          </Box>
        )}
      </Box>
    </StepPage>
  );
}
