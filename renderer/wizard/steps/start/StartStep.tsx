import { Box, Button, Link } from '@mui/material';
import { type ReactNode, useCallback, useEffect, useState } from 'react';
import type { OperationOutput } from '../../../../shared/contract/dispatch.ts';
import type { Failure, Reply } from '../../../../shared/contract/reply.ts';
import type { AsideSession } from '../../../../shared/contract/session.ts';
import { instantText } from '../../../../shared/words/phrases.ts';
import { FailureMessage } from '../../../components/FailureMessage.tsx';
import { StepPage } from '../../../components/frame/StepPage.tsx';
import { InlineMessage } from '../../../components/InlineMessage.tsx';
import { frameText } from '../../../text/en/frame.ts';
import { startText } from '../../../text/en/start.ts';
import { windowsText } from '../../../text/en/windows.ts';
import { type Loadable, loaded } from '../../loadable.ts';
import type { About } from '../../own-name.ts';
import { readAnswers } from '../../session.ts';
import type { Earlier, Offers, Opening } from '../../wizard-state.ts';
import type { RunSummary } from '../props.ts';
import { FileWay } from './FileWay.tsx';
import { BrokenOffOffer, KeptRuns } from './KeptRuns.tsx';
import { OpeningMessage } from './OpeningMessage.tsx';
import { Way } from './Way.tsx';

type StartStepProps = {
  readonly about: About;
  readonly offers: Offers;
  /** Whether a check was begun since the program started; it can be gone on with. */
  readonly begun: boolean;
  readonly opening: Opening;
  readonly onBegin: () => void;
  readonly onOpenFiles: (files: readonly File[]) => Promise<void>;
  /** Goes on with the current check, or with the one of an earlier day. */
  readonly onContinue: () => void;
  /** Goes on with a session that waits aside. */
  readonly onOpenAside: (window: string) => void;
  /** Shows the run that is going on. Gives why not, or null. */
  readonly onWatchRun: () => Promise<Failure | null>;
  readonly onListRuns: () => Promise<Reply<OperationOutput<'run.list'>>>;
  readonly onOpenRun: (run: RunSummary) => Promise<Failure | null>;
  /** Opens the page that verifies reports, or the one that merges them, with files that were given here. */
  readonly onVerify: (files: readonly File[]) => void;
  readonly onMerge: (files: readonly File[]) => void;
  readonly onRequirements: () => void;
};

const nameOf = (name: string): string => (name.trim() === '' ? startText.unnamed : name);

function earlierDetail({ step, answers, result }: Earlier): ReactNode {
  return (
    <>
      {startText.continueDetail(nameOf(answers.environmentName), frameText.stepWords[step])}
      {result === null ? null : ` ${startText.continueWithRun(instantText(result.finishedAt))}`}
    </>
  );
}

function asideDetail({ session, changedAt }: AsideSession): string {
  const name = nameOf(readAnswers(session.answers)?.environmentName ?? '');
  return windowsText.aside.detail(name, frameText.stepWords[session.step], changedAt);
}

/** The kept runs, as soon as they are known. */
function useKeptRuns(onListRuns: StartStepProps['onListRuns']): Loadable<readonly RunSummary[]> {
  const [runs, setRuns] = useState<Loadable<readonly RunSummary[]>>({ kind: 'loading' });
  useEffect(() => {
    let isGone = false;
    void onListRuns().then((reply) => {
      if (!isGone) setRuns(loaded(reply.ok ? { ok: true, value: reply.value.runs } : reply));
    });
    return () => {
      isGone = true;
    };
  }, [onListRuns]);
  return runs;
}

function RunningWay({ running, onWatchRun }: Pick<StartStepProps, 'onWatchRun'> & Pick<Offers, 'running'>) {
  const [failure, setFailure] = useState<Failure | null>(null);
  if (running === null) return null;
  const { running: texts } = windowsText;
  return (
    <>
      {failure === null ? null : <FailureMessage failure={failure} />}
      <Way
        icon="play"
        title={texts.title}
        detail={texts.detail(running.environment, running.startedAt)}
        action={<Button onClick={() => void onWatchRun().then(setFailure)}>{texts.watch}</Button>}
      />
    </>
  );
}

/** Opening a kept run: whether it goes on, and why it could not be. */
function useOpening(onOpenRun: StartStepProps['onOpenRun']): {
  readonly isOpening: boolean;
  readonly failure: Failure | null;
  readonly open: (run: RunSummary) => void;
} {
  const [isOpening, setOpening] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  return {
    isOpening,
    failure,
    open: (run) => {
      setOpening(true);
      void onOpenRun(run).then((reason) => {
        setFailure(reason);
        setOpening(false);
      });
    },
  };
}

/** Everything that can be gone on with, and the ways to begin something new. */
function Ways(props: StartStepProps) {
  const { offers, begun, opening, onBegin, onContinue, onVerify } = props;
  const { earlier, aside, running } = offers;
  const replaces = begun || earlier !== null;
  return (
    <Box sx={{ display: 'grid', gap: 1.5, alignContent: 'start' }}>
      <RunningWay running={running} onWatchRun={props.onWatchRun} />
      {begun || earlier === null ? null : (
        <Way
          icon="refresh"
          title={startText.continue}
          detail={earlierDetail(earlier)}
          action={<Button onClick={onContinue}>{startText.continue}</Button>}
        />
      )}
      {begun
        ? null
        : aside.map((entry) => (
            <Way
              key={entry.window}
              icon="window"
              title={windowsText.aside.title}
              detail={asideDetail(entry)}
              action={
                <Button onClick={() => props.onOpenAside(entry.window)}>{windowsText.aside.open}</Button>
              }
            />
          ))}
      <Way
        icon="plus"
        title={startText.begin}
        detail={replaces ? `${startText.beginDetail} ${startText.beginReplaces}` : startText.beginDetail}
        action={<Button onClick={onBegin}>{startText.begin}</Button>}
      />
      <FileWay opening={opening} onOpenFiles={props.onOpenFiles} />
      <Way
        icon="shield"
        title={startText.verify}
        detail={startText.verifyDetail}
        action={<Button onClick={() => onVerify([])}>{startText.verify}</Button>}
      />
    </Box>
  );
}

/** The first page: the ways to begin, and the runs that are kept. */
export function StartStep(given: StartStepProps) {
  const [files, setFiles] = useState<readonly File[]>([]);
  const { onOpenFiles: open } = given;
  const onOpenFiles = useCallback(
    (chosen: readonly File[]): Promise<void> => {
      setFiles(chosen);
      return open(chosen);
    },
    [open],
  );
  const props: StartStepProps = { ...given, onOpenFiles };
  const { about, offers, begun, onBegin, onContinue } = props;
  const { earlier, earlierProblem } = offers;
  const runs = useKeptRuns(props.onListRuns);
  const openingRun = useOpening(props.onOpenRun);
  const canContinue = begun || earlier !== null;
  const kept = runs.kind === 'ready' ? runs.value : [];
  const [newest] = kept;
  return (
    <StepPage
      heading={startText.heading}
      intro={startText.intro}
      onBack={null}
      wide={kept.length > 0}
      status={startText.about(about.version, about.catalogueVersion)}
      primary={
        canContinue
          ? { label: begun ? startText.continueCurrent : startText.continue, onPress: onContinue }
          : { label: startText.begin, onPress: onBegin }
      }
    >
      <Box sx={{ display: 'grid', gap: 1.5 }}>
        {earlierProblem === null ? null : (
          <InlineMessage kind="caution" title={startText.earlierProblem}>
            {earlierProblem}
          </InlineMessage>
        )}
        <OpeningMessage
          opening={props.opening}
          onVerify={() => props.onVerify(files)}
          onMerge={() => props.onMerge(files)}
        />
        {openingRun.failure === null ? null : <FailureMessage failure={openingRun.failure} />}
        {newest?.brokenOff === true ? (
          <BrokenOffOffer run={newest} isOpening={openingRun.isOpening} onOpen={openingRun.open} />
        ) : null}
        <Box
          sx={{
            display: 'grid',
            gap: 3,
            alignItems: 'start',
            gridTemplateColumns: {
              xs: 'minmax(0, 1fr)',
              lg: kept.length === 0 ? 'minmax(0, 1fr)' : 'minmax(0, 880px) minmax(18rem, 19rem)',
            },
          }}
        >
          <Ways {...props} />
          <KeptRuns runs={runs} isOpening={openingRun.isOpening} onOpen={openingRun.open} />
        </Box>
        <Box sx={{ color: 'text.secondary', marginTop: 1 }}>
          {startText.quiet}{' '}
          <Link
            component="button"
            type="button"
            onClick={props.onRequirements}
            sx={{ verticalAlign: 'baseline' }}
          >
            {startText.requirementsLink}
          </Link>
        </Box>
      </Box>
    </StepPage>
  );
}
