import { Box, Button } from '@mui/material';
import { type ReactNode, useEffect, useState } from 'react';
import type { Reply } from '../../shared/contract/reply.ts';
import { fileLooks, isAccepted, listedReport } from '../../shared/report/report-list.ts';
import type { VerifyOutcome } from '../../shared/report/verify-outcome.ts';
import { Busy } from '../components/Busy.tsx';
import { Disclosure } from '../components/Disclosure.tsx';
import { FailureMessage } from '../components/FailureMessage.tsx';
import { StepPage } from '../components/frame/StepPage.tsx';
import { InlineMessage } from '../components/InlineMessage.tsx';
import { Icon } from '../components/icons/Icon.tsx';
import { pageHeadingId } from '../components/page-heading-id.ts';
import type { DeskPageProps } from '../desk/desk-rows.tsx';
import { EnvironmentsView } from '../merge/EnvironmentsView.tsx';
import { draftOf, newSigner, signerDraft } from '../signers/signer-draft.ts';
import { ticketTexts } from '../text/en/ticket.ts';
import { verifyText } from '../text/en/verify.ts';
import { visibleControls } from '../text/visible-controls.ts';
import { TicketDialog, type WrittenTicket } from '../ticket/TicketDialog.tsx';
import type { Commands } from '../wizard/effects.ts';
import type { Loadable } from '../wizard/loadable.ts';
import { OutcomeAnswers } from './OutcomeAnswers.tsx';
import { ReportView } from './ReportView.tsx';
import { readBase64 } from './read-report.ts';
import { type Opened, useOpenedFile } from './use-opened-file.ts';
import type { VerifyList } from './verify-list.ts';
import type { CheckedFile } from './verify-state.ts';

const { opened: texts } = verifyText;

type OpenedReportProps = Pick<DeskPageProps, 'commands' | 'memory'> & {
  readonly file: CheckedFile;
  readonly fileOf: VerifyList['fileOf'];
  readonly evidence: string | null;
};

/** What is known of the file by now: the list may know of its pages what opening it has not asked for. */
function outcomeOf({ status }: CheckedFile, opened: Opened): VerifyOutcome {
  const isNews = status.kind === 'checked' && status.outcome.pagesReason !== 'not-asked';
  return isNews ? status.outcome : opened.outcome;
}

/** What somebody must know of the key before relying on the report. */
function KeyNotice({ outcome, onAdd }: { readonly outcome: VerifyOutcome; readonly onAdd: () => void }) {
  const { signer } = outcome;
  if (signer === null || signer.standing === 'known') return null;
  const isChanged = signer.standing === 'changed';
  return (
    <InlineMessage
      kind={isChanged ? 'problem' : 'caution'}
      title={isChanged ? texts.changedKey : texts.unknownKey}
      isBar
      actions={
        <Button size="small" onClick={onAdd}>
          {texts.addSigner}
        </Button>
      }
    >
      {isChanged ? texts.changedKeyText : texts.unknownKeyText}
    </InlineMessage>
  );
}

type ContentProps = Pick<OpenedReportProps, 'commands' | 'evidence'> & {
  readonly opened: Opened;
  readonly isRefused: boolean;
};

/** What the file holds; nothing of one that is refused. */
function Content({ opened: { content }, isRefused, commands, evidence }: ContentProps): ReactNode {
  if (isRefused || content.kind === 'refused')
    return (
      <InlineMessage kind="problem" title={texts.refused}>
        {texts.refusedText}
      </InlineMessage>
    );
  switch (content.kind) {
    case 'run':
      return <ReportView result={content.result} evidence={evidence} onEvidence={commands.openEvidence} />;
    case 'environment':
      return <EnvironmentsView environments={content.environments} />;
    case 'other-version':
      return (
        <InlineMessage kind="note" title={texts.otherVersion}>
          {texts.otherVersionText}
        </InlineMessage>
      );
  }
}

/** Whether an answer to its sender can be drawn from what the file holds. */
const isAnswered = (opened: Loadable<Opened>, file: CheckedFile): boolean =>
  opened.kind === 'ready' &&
  ['run', 'environment'].includes(opened.value.content.kind) &&
  isAccepted(listedReport(file.name, outcomeOf(file, opened.value)));

/** Reads the file once more, and has the answer to its sender written. */
async function ticketOf(file: File, writeTicket: Commands['writeTicket']): Promise<Reply<WrittenTicket>> {
  const content = await readBase64(file);
  return content.ok ? writeTicket(content.value) : content;
}

type VerifiedProps = OpenedReportProps & { readonly opened: Opened };

function Verified({ file, opened, commands, memory, evidence }: VerifiedProps) {
  const outcome = outcomeOf(file, opened);
  const row = listedReport(file.name, outcome);
  const isRefused = !isAccepted(row);
  const isComparing = file.status.kind === 'checked' && file.status.pages !== 'settled';
  const addSigner = (): void => {
    memory.of(signerDraft).put(draftOf(outcome));
    commands.openDesk('signers', newSigner);
  };
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      {isRefused ? null : <KeyNotice outcome={outcome} onAdd={addSigner} />}
      <Content opened={opened} isRefused={isRefused} commands={commands} evidence={evidence} />
      <Disclosure
        title={texts.answers}
        summary={`${fileLooks[row.standing].word}. ${isComparing && !isRefused ? texts.comparing : ''}`}
        forceOpen={isRefused}
      >
        <OutcomeAnswers outcome={outcome} />
      </Disclosure>
    </Box>
  );
}

/** Whether the content has a heading of its own for the page: the verdict of a run. */
const hasHeading = (opened: Loadable<Opened>, file: CheckedFile): boolean =>
  opened.kind === 'ready' &&
  opened.value.content.kind === 'run' &&
  isAccepted(listedReport(file.name, outcomeOf(file, opened.value)));

/** A report of the list: what it says, read only, with what was verified of it. */
export function OpenedReport(props: OpenedReportProps) {
  const { file, commands } = props;
  const given = props.fileOf(file.id);
  const opened = useOpenedFile(given, commands.openReport);
  const [isAnswering, setAnswering] = useState(false);
  const name = visibleControls(file.name);
  const isTitled = hasHeading(opened, file);
  // The heading that had the focus has given way to the one of the verdict.
  useEffect(() => {
    if (isTitled && document.activeElement === document.body)
      document.getElementById(pageHeadingId)?.focus({ preventScroll: true });
  }, [isTitled]);
  return (
    <StepPage
      wide
      heading={isTitled ? null : name}
      onBack={commands.back}
      primary={
        isAnswered(opened, file)
          ? { label: ticketTexts.open, onPress: () => setAnswering(true), icon: <Icon name="edit" /> }
          : null
      }
      status={isTitled ? name : null}
    >
      {opened.kind === 'loading' ? <Busy>{texts.reading}</Busy> : null}
      {opened.kind === 'failed' ? <FailureMessage failure={opened.failure} /> : null}
      {opened.kind === 'ready' ? <Verified {...props} opened={opened.value} /> : null}
      {isAnswering && given !== null && isAnswered(opened, file) ? (
        <TicketDialog
          onWrite={() => ticketOf(given, commands.writeTicket)}
          onClose={() => setAnswering(false)}
        />
      ) : null}
    </StepPage>
  );
}
