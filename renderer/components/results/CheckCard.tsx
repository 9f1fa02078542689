import { Box, Button, Paper, Typography } from '@mui/material';
import { ownerWords } from '../../../shared/catalogue/check.ts';
import { checkText } from '../../../shared/report/check-texts.ts';
import type { FirewallRow } from '../../../shared/report/firewall-request.ts';
import { type CheckResult, headlineOf } from '../../../shared/run/result.ts';
import { resultsText } from '../../text/en/results.ts';
import type { Question } from '../../wizard/questions.ts';
import { CopyButton } from '../CopyButton.tsx';
import { Icon } from '../icons/Icon.tsx';
import { Mono } from '../Mono.tsx';
import { QuestionLinks } from '../QuestionLinks.tsx';
import { VerdictMark } from '../VerdictMark.tsx';
import { ConnectionLine } from './ConnectionLine.tsx';
import { canRunAgain } from './run-again.ts';
import { type WaiveCheck, WaiverControl } from './WaiverControl.tsx';

type CheckCardProps = {
  readonly check: CheckResult;
  /** The firewall rules that this check asks for and that are not in place. */
  readonly rules: readonly FirewallRow[];
  /** The questions of the wizard that the remedy is about. */
  readonly questions: readonly Question[];
  readonly onOpenQuestion: (question: Question) => void;
  /** The checks that are being run again; null while nothing runs. */
  readonly running: readonly string[] | null;
  readonly onEvidence: (check: string) => void;
  readonly onRerun: (checks: readonly string[]) => void;
  readonly onWaive: WaiveCheck;
};

const { card: texts } = resultsText;

/** What tells apart the buttons of several checks of one kind. */
export const whereOf = (check: CheckResult): string => texts.where(checkText(check).to?.address ?? null);

type DetailProps = {
  readonly label: string;
  readonly copy: { readonly text: string; readonly what: string } | null;
  readonly children: React.ReactNode;
};

function Detail({ label, copy, children }: DetailProps) {
  return (
    <>
      <Box component="dt" sx={{ color: 'text.secondary' }}>
        {label}
      </Box>
      <Box
        component="dd"
        sx={{ display: 'flex', gap: 1, alignItems: 'flex-start', margin: 0, minInlineSize: 0 }}
      >
        <Box sx={{ flex: 1, minInlineSize: 0, overflowWrap: 'anywhere' }}>{children}</Box>
        {copy === null ? null : <CopyButton compact {...copy} />}
      </Box>
    </>
  );
}

/** A check that needs somebody: what is wrong, between which ends, what was seen, what to do, with the means to do it. */
export function CheckCard(props: CheckCardProps) {
  const { check, rules, questions, running, onOpenQuestion, onEvidence, onRerun, onWaive } = props;
  const text = checkText(check);
  const where = whereOf(check);
  const disabled = running !== null;
  return (
    <Paper component="li" data-check={check.id} tabIndex={-1} sx={{ display: 'grid', gap: 1, padding: 2 }}>
      <Box sx={{ display: 'flex', gap: 1.5, alignItems: 'baseline' }}>
        <Box component="span" sx={{ alignSelf: 'flex-start', paddingBlockStart: '3px' }}>
          <VerdictMark verdict={check.verdict} />
        </Box>
        <Typography component="h4" variant="h3" sx={{ flex: 1, minInlineSize: 0, overflowWrap: 'anywhere' }}>
          {text.headline}
        </Typography>
        <Box component="span" sx={{ typography: 'caption', color: 'text.secondary', textAlign: 'end' }}>
          {text.severity} · <Mono>{text.requirements}</Mono>
        </Box>
      </Box>
      <Box sx={{ display: 'grid', gap: 1, marginInlineStart: { xs: 0, sm: 3.5 } }}>
        <ConnectionLine text={text} />
        <Box
          component="dl"
          sx={{
            display: 'grid',
            gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: '7rem minmax(0, 1fr)' },
            columnGap: 2,
            rowGap: { xs: 0.25, sm: 0.75 },
            margin: 0,
          }}
        >
          <Detail label={texts.observed} copy={null}>
            <Box component="span" className="tabular" sx={{ fontWeight: 'fontWeightBold' }}>
              {text.observed}
            </Box>
            {'. '}
            {text.reason}
          </Detail>
          {text.remedy === null ? null : (
            <Detail label={texts.todo} copy={{ text: text.remedy, what: texts.remedy }}>
              {check.owner === null ? null : (
                <Box component="span" sx={{ fontWeight: 'fontWeightBold' }}>
                  {texts.todoBy(ownerWords[check.owner])}
                </Box>
              )}
              {text.remedy}
              <QuestionLinks questions={questions} disabled={disabled} onOpen={onOpenQuestion} />
            </Detail>
          )}
          {rules.length === 0 ? null : (
            <Detail label={texts.rule} copy={{ text: texts.request(rules), what: texts.firewall }}>
              {rules.map((rule) => (
                <Box key={texts.ruleText(rule)}>
                  <Mono>{texts.ruleText(rule)}</Mono>
                </Box>
              ))}
            </Detail>
          )}
        </Box>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'flex-start' }}>
          <Button
            size="small"
            startIcon={<Icon name="list" />}
            aria-label={texts.evidenceOf(headlineOf(check), where)}
            onClick={() => onEvidence(check.id)}
          >
            {texts.evidence}
          </Button>
          {canRunAgain(check) ? (
            <Button
              size="small"
              startIcon={<Icon name="refresh" />}
              aria-label={texts.againOf(headlineOf(check), where)}
              disabled={disabled}
              onClick={() => onRerun([check.id])}
            >
              {running?.includes(check.id) === true ? texts.running : texts.again}
            </Button>
          ) : null}
          <WaiverControl check={check} where={where} disabled={disabled} onWaive={onWaive} />
        </Box>
      </Box>
    </Paper>
  );
}
