import { Box, Button, Drawer, IconButton, Typography } from '@mui/material';
import { useId } from 'react';
import { ownerWords } from '../../../shared/catalogue/check.ts';
import { requirementOf } from '../../../shared/catalogue/requirements.ts';
import { checkText } from '../../../shared/report/check-texts.ts';
import { type CheckResult, headlineOf } from '../../../shared/run/result.ts';
import { verdictLooks } from '../../../shared/theme/verdicts.ts';
import { resultsText } from '../../text/en/results.ts';
import type { Question } from '../../wizard/questions.ts';
import { Icon } from '../icons/Icon.tsx';
import { LabelledValue } from '../LabelledValue.tsx';
import { Mono } from '../Mono.tsx';
import { pageHeadingId } from '../page-heading-id.ts';
import { QuestionLinks } from '../QuestionLinks.tsx';
import { VerdictMark } from '../VerdictMark.tsx';
import { ConnectionLine } from './ConnectionLine.tsx';
import { FactList } from './FactList.tsx';
import { canRunAgain } from './run-again.ts';
import { type WaiveChecks, WaivedNote, WaiverControl } from './WaiverControl.tsx';
import { whereOf } from './where-of.ts';

type EvidencePanelProps = {
  /** The check whose evidence is shown; null keeps the panel closed. */
  readonly check: CheckResult | null;
  /** Where it stands in the list through which Previous and Next lead, from 0; -1 when it is not in it. */
  readonly index: number;
  readonly count: number;
  readonly disabled: boolean;
  /** The questions of the wizard that the remedy of a check is about. */
  readonly questionsOf: (check: CheckResult) => readonly Question[];
  readonly onOpenQuestion: (question: Question) => void;
  readonly onStep: (index: number) => void;
  readonly onClose: () => void;
  /** Null where nothing can be run or changed: the report of another machine. */
  readonly onRerun: ((checks: readonly string[]) => void) | null;
  readonly onWaive: WaiveChecks | null;
};

const { evidence: texts, card } = resultsText;

type AnswerProps = Pick<EvidencePanelProps, 'disabled' | 'questionsOf' | 'onOpenQuestion'> & {
  readonly check: CheckResult;
};

function Answer({ check, disabled, questionsOf, onOpenQuestion }: AnswerProps) {
  const text = checkText(check);
  return (
    <Box
      component="dl"
      sx={{
        display: 'grid',
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: '7rem minmax(0, 1fr)' },
        columnGap: 2,
        rowGap: 1,
        margin: 0,
      }}
    >
      <LabelledValue label={texts.connection}>
        <ConnectionLine text={text} />
      </LabelledValue>
      <LabelledValue label={card.observed}>
        <Box component="span" className="tabular">
          {text.observed}
        </Box>
      </LabelledValue>
      <LabelledValue label={texts.meaning}>{text.reason}</LabelledValue>
      {text.remedy === null ? null : (
        <LabelledValue label={card.todo}>
          {text.remedy}
          <QuestionLinks questions={questionsOf(check)} disabled={disabled} onOpen={onOpenQuestion} />
        </LabelledValue>
      )}
      {check.owner === null ? null : (
        <LabelledValue label={texts.owner}>{ownerWords[check.owner]}</LabelledValue>
      )}
      <LabelledValue label={texts.why}>{check.why}</LabelledValue>
      <LabelledValue label={texts.requirements}>
        {check.requirements.map((key) => (
          <Box key={key}>
            <Mono>{key}</Mono> {requirementOf(key).text}
          </Box>
        ))}
      </LabelledValue>
      <LabelledValue label={texts.severity}>{text.severity}</LabelledValue>
      <LabelledValue label={texts.id}>
        <Mono>{check.id}</Mono>
      </LabelledValue>
    </Box>
  );
}

/** That a check was waived and why, where nothing can be changed; nothing of one that was not. */
function Stated({ check: { waiver } }: { readonly check: CheckResult }) {
  if (waiver === null) return null;
  const { waiver: words } = resultsText;
  return (
    <Box sx={{ overflowWrap: 'anywhere' }}>
      {words.waived(verdictLooks[waiver.verdict].word)} {words.stated(waiver.reason)}
    </Box>
  );
}

type BodyProps = Omit<EvidencePanelProps, 'check'> & {
  readonly check: CheckResult;
  readonly headingId: string;
};

function Body(props: BodyProps) {
  const { check, headingId, index, count, disabled, onStep, onClose, onRerun, onWaive } = props;
  const where = whereOf(check);
  const { waiver } = check;
  return (
    <>
      <Box
        component="header"
        sx={{
          display: 'flex',
          alignItems: 'center',
          gap: 1,
          paddingInline: 2,
          paddingBlock: 1,
          borderBottom: 1,
          borderColor: 'divider',
        }}
      >
        <IconButton aria-label={texts.previous} disabled={index <= 0} onClick={() => onStep(index - 1)}>
          <Icon name="chevron-left" />
        </IconButton>
        <IconButton
          aria-label={texts.next}
          disabled={index < 0 || index >= count - 1}
          onClick={() => onStep(index + 1)}
        >
          <Icon name="chevron-right" />
        </IconButton>
        <Box
          component="span"
          className="tabular"
          sx={{ flex: 1, color: 'text.secondary', typography: 'caption' }}
        >
          {index < 0 ? '' : texts.position(index + 1, count)}
        </Box>
        <IconButton aria-label={texts.close} onClick={onClose}>
          <Icon name="cross" />
        </IconButton>
      </Box>
      <Box
        tabIndex={0}
        role="group"
        aria-labelledby={headingId}
        sx={{
          overflowY: 'auto',
          padding: 2,
          display: 'grid',
          alignContent: 'start',
          gap: 2,
          '&:focus-visible': { outlineOffset: '-2px' },
        }}
      >
        <Box sx={{ display: 'grid', gap: 1 }}>
          <VerdictMark verdict={check.verdict} word />
          <Typography component="h2" variant="h2" id={headingId} sx={{ overflowWrap: 'anywhere' }}>
            {headlineOf(check)}
          </Typography>
        </Box>
        <Answer {...props} />
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'flex-start' }}>
          {onRerun !== null && canRunAgain(check) ? (
            <Button
              size="small"
              startIcon={<Icon name="refresh" />}
              aria-label={card.againOf(headlineOf(check), where)}
              disabled={disabled}
              onClick={() => onRerun([check.id])}
            >
              {card.again}
            </Button>
          ) : null}
          {onWaive === null ? (
            <Stated check={check} />
          ) : waiver === null ? (
            <WaiverControl
              key={check.id}
              checks={[check]}
              label={resultsText.waiver.openOf(headlineOf(check), where)}
              disabled={disabled}
              onWaive={onWaive}
            />
          ) : (
            <WaivedNote
              key={check.id}
              check={{ ...check, waiver }}
              where={where}
              disabled={disabled}
              onWaive={onWaive}
            />
          )}
        </Box>
        <FactList facts={check.facts} />
      </Box>
    </>
  );
}

/** Where the row that had opened the panel is gone, because its verdict has changed, reading goes on at the heading. */
function keepFocus(): void {
  const focused = document.activeElement;
  if (focused === document.body || focused?.closest('[role="dialog"]') != null)
    document.getElementById(pageHeadingId)?.focus({ preventScroll: true });
}

/**
 * Everything that is known about one check, beside the results: the answer first, then the facts it rests on. Escape
 * closes it, and the focus goes back to where it was.
 */
export function EvidencePanel({ check, ...rest }: EvidencePanelProps) {
  const headingId = useId();
  return (
    <Drawer
      anchor="right"
      open={check !== null}
      onClose={rest.onClose}
      slotProps={{
        transition: { onExited: keepFocus },
        paper: {
          role: 'dialog',
          'aria-modal': true,
          'aria-labelledby': headingId,
          sx: {
            inlineSize: 'min(34rem, 100vw)',
            display: 'flex',
            flexDirection: 'column',
            '&:focus-visible': { outline: 'none' },
          },
        },
      }}
    >
      {check === null ? null : <Body check={check} headingId={headingId} {...rest} />}
    </Drawer>
  );
}
