import { Box, Button, FormControl, FormLabel, OutlinedInput, Typography } from '@mui/material';
import { type RefObject, useEffect, useId, useRef, useState } from 'react';
import { maxSymptomText } from '../../shared/contract/operations.ts';
import type { Failure } from '../../shared/contract/reply.ts';
import type { Explanation } from '../../shared/symptoms/explanation.ts';
import { explanationSentence } from '../../shared/symptoms/explanation-sentences.ts';
import { Busy } from '../components/Busy.tsx';
import { FailureMessage } from '../components/FailureMessage.tsx';
import { StepPage } from '../components/frame/StepPage.tsx';
import { InlineMessage } from '../components/InlineMessage.tsx';
import { Icon } from '../components/icons/Icon.tsx';
import { Mono } from '../components/Mono.tsx';
import { Choice } from '../components/results/Choice.tsx';
import { symptomsText } from '../text/en/symptoms.ts';
import { visibleControls } from '../text/visible-controls.ts';
import { monoFont } from '../theme/theme.ts';
import type { Commands } from '../wizard/effects.ts';
import { type Loadable, loaded } from '../wizard/loadable.ts';
import type { RunSummary } from '../wizard/steps/props.ts';
import { AnswerCard } from './AnswerCard.tsx';
import type { SymptomsMemory } from './symptoms-memory.ts';

type SymptomsPageProps = Pick<Commands, 'explain' | 'listRuns' | 'openRun'> & {
  /** What the page keeps while others are shown. */
  readonly kept: SymptomsMemory;
};

/** Lines that look like errors and that nobody has explained; what is near them is named, and never as an answer. */
function Unknown({ unknown, moreUnknown }: Pick<Explanation, 'unknown' | 'moreUnknown'>) {
  if (unknown.length === 0) return null;
  const { unknown: texts } = symptomsText;
  return (
    <InlineMessage kind="note" title={texts.title(unknown.length + moreUnknown)}>
      <Box>{texts.text}</Box>
      <Box
        component="ul"
        sx={{ margin: 0, paddingInlineStart: 2.5, display: 'grid', gap: 1, marginBlockStart: 1 }}
      >
        {unknown.map(({ line, text, nearest }) => (
          <li key={line}>
            {`${symptomsText.lineOf(line)}: `}
            <Mono>{visibleControls(text)}</Mono>
            <Box sx={{ color: 'text.secondary' }}>
              {nearest.length === 0
                ? texts.none
                : texts.nearest(nearest.map(({ title }) => title).join('; '))}
            </Box>
          </li>
        ))}
      </Box>
      {moreUnknown === 0 ? null : <Box>{texts.more(moreUnknown)}</Box>}
    </InlineMessage>
  );
}

/** The runs that are kept, asked for once. A list that cannot be had leaves the choice out, and says nothing else. */
function useRuns(listRuns: Commands['listRuns']): readonly RunSummary[] {
  const [runs, setRuns] = useState<readonly RunSummary[]>([]);
  useEffect(() => {
    let isShown = true;
    void listRuns().then((reply) => {
      if (isShown && reply.ok) setRuns(reply.value.runs);
    });
    return () => {
      isShown = false;
    };
  }, [listRuns]);
  return runs;
}

type AnswersProps = {
  readonly explanation: Explanation;
  readonly heading: RefObject<HTMLHeadingElement | null>;
  readonly onOpenRun: (() => void) | null;
};

function Answers({ explanation, heading, onOpenRun }: AnswersProps) {
  const { answers } = explanation;
  return (
    <Box component="section" aria-labelledby="symptom-answers" sx={{ display: 'grid', gap: 1.5 }}>
      <Typography component="h2" variant="h2" id="symptom-answers" ref={heading} tabIndex={-1}>
        {symptomsText.answers}
      </Typography>
      <Box role="status">{explanationSentence(explanation)}</Box>
      {answers.length === 0 ? null : (
        <Box component="ol" sx={{ display: 'grid', gap: 1.5, margin: 0, padding: 0, listStyle: 'none' }}>
          {answers.map((answer, index) => (
            <AnswerCard key={answer.id} answer={answer} number={index + 1} onOpenRun={onOpenRun} />
          ))}
        </Box>
      )}
      <Unknown {...explanation} />
    </Box>
  );
}

type Asked = Loadable<Explanation> | { readonly kind: 'idle' };

/** Explains lines of logs and dialogs: pasted in, answers out, each leading to checks. */
export function SymptomsPage({ kept, explain, listRuns, openRun }: SymptomsPageProps) {
  const fieldId = useId();
  const runs = useRuns(listRuns);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [text, setText] = useState(kept.text);
  const [chosen, setChosen] = useState<string | null | undefined>(
    kept.explanation === null ? undefined : kept.run,
  );
  const run = chosen === undefined ? (runs[0]?.id ?? null) : chosen;
  const [asked, setAsked] = useState<Asked>(
    kept.explanation === null ? { kind: 'idle' } : { kind: 'ready', value: kept.explanation },
  );
  const heading = useRef<HTMLHeadingElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const isNews = useRef(false);
  // Answers that have just come are where reading goes on; those from before are where they were left.
  useEffect(() => {
    if (asked.kind === 'ready' && isNews.current) {
      heading.current?.scrollIntoView({ block: 'start' });
      heading.current?.focus({ preventScroll: true });
    }
    isNews.current = false;
  }, [asked]);
  const type = (value: string): void => {
    kept.text = value;
    setText(value);
  };
  const ask = async (): Promise<void> => {
    setAsked({ kind: 'loading' });
    const reply = loaded(await explain(text, run));
    kept.run = run;
    kept.explanation = reply.kind === 'ready' ? reply.value : null;
    isNews.current = true;
    setAsked(reply);
  };
  const clear = (): void => {
    type('');
    kept.explanation = null;
    setAsked({ kind: 'idle' });
    field.current?.focus();
  };
  const shown = runs.find(({ id }) => id === kept.run);
  return (
    <StepPage
      heading={symptomsText.heading}
      intro={symptomsText.intro}
      onBack={null}
      secondary={text === '' ? null : <Button onClick={clear}>{symptomsText.clear}</Button>}
      primary={{
        label: symptomsText.explain,
        onPress: () => void ask(),
        disabled: text.trim() === '',
        isBusy: asked.kind === 'loading',
        icon: <Icon name="search" />,
      }}
    >
      <Box sx={{ display: 'grid', gap: 3 }}>
        <Box sx={{ display: 'grid', gap: 2 }}>
          <FormControl fullWidth>
            <FormLabel htmlFor={fieldId} sx={{ typography: 'subtitle2', marginBlockEnd: 0.5 }}>
              {symptomsText.field}
            </FormLabel>
            <OutlinedInput
              id={fieldId}
              placeholder={symptomsText.placeholder}
              value={text}
              onChange={({ target }) => type(target.value)}
              inputRef={field}
              multiline
              minRows={6}
              maxRows={14}
              inputProps={{ spellCheck: false, maxLength: maxSymptomText }}
              sx={{ fontFamily: monoFont }}
            />
          </FormControl>
          {runs.length === 0 ? null : (
            <Choice<string>
              label={symptomsText.run}
              value={run}
              choices={runs.map(({ id }) => id)}
              wordOf={(id) =>
                runs
                  .filter((entry) => entry.id === id)
                  .map(symptomsText.runOf)
                  .join('')
              }
              nothing={symptomsText.noRun}
              width="auto"
              onChoose={setChosen}
            />
          )}
        </Box>
        {asked.kind === 'loading' ? <Busy>{symptomsText.explaining}</Busy> : null}
        {asked.kind === 'failed' ? <FailureMessage failure={asked.failure} /> : null}
        {failure === null ? null : <FailureMessage failure={failure} />}
        {asked.kind === 'ready' ? (
          <Answers
            explanation={asked.value}
            heading={heading}
            onOpenRun={shown === undefined ? null : () => void openRun(shown).then(setFailure)}
          />
        ) : null}
      </Box>
    </StepPage>
  );
}
