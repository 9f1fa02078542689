import { Box, Button, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import { ownerWords } from '../../../shared/catalogue/check.ts';
import { checkText } from '../../../shared/report/check-texts.ts';
import type { FirewallRow } from '../../../shared/report/firewall-request.ts';
import { isRehearsed } from '../../../shared/run/is-rehearsed.ts';
import type { CheckResult } from '../../../shared/run/result.ts';
import { resultsText } from '../../text/en/results.ts';
import type { Question } from '../../wizard/questions.ts';
import { CopyButton } from '../CopyButton.tsx';
import { Icon } from '../icons/Icon.tsx';
import { Mono } from '../Mono.tsx';
import { QuestionLinks } from '../QuestionLinks.tsx';
import { narrowCard } from './CardFrame.tsx';
import { CheckList } from './CheckList.tsx';
import { ConnectionLine } from './ConnectionLine.tsx';
import { rulesOf } from './needed-rules.ts';
import { RehearsedMark } from './RehearsedMark.tsx';
import type { ResultCard } from './result-cards.ts';
import { canRunAgain } from './run-again.ts';
import { type WaiveChecks, WaiverControl } from './WaiverControl.tsx';
import { whereOf } from './where-of.ts';

/** What the cards of a page share. */
export type CardActions = {
  /** The firewall rules that each check asks for, by its id. */
  readonly rules: ReadonlyMap<string, readonly FirewallRow[]>;
  /** The checks that are being run again; null while nothing runs. Nothing else can be changed meanwhile. */
  readonly running: readonly string[] | null;
  /** The questions of the wizard that the remedy of a check is about. */
  readonly questionsOf: (check: CheckResult) => readonly Question[];
  readonly onOpenQuestion: (question: Question) => void;
  readonly onEvidence: (check: string) => void;
  /** Null where nothing can be run: the report of another machine. */
  readonly onRerun: ((checks: readonly string[]) => void) | null;
};

type CardBodyProps = CardActions & {
  readonly card: ResultCard;
  /** Waives checks of this card; null where nothing can be changed. */
  readonly onWaive: WaiveChecks | null;
};

const { card: texts, causes } = resultsText;

/** How many firewall rules stand in a card; all of them are in the text that is copied. */
const rulesShown = 4;

function Part({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <Box sx={{ minInlineSize: 0, overflowWrap: 'anywhere', fontSize: '0.8125rem', lineHeight: 1.5 }}>
      <Typography
        component="h4"
        variant="caption"
        sx={{ color: 'text.secondary', fontWeight: 'fontWeightBold' }}
      >
        {label}
      </Typography>
      {children}
    </Box>
  );
}

/** What was seen where a card is about one check. */
function Observed({ check }: { readonly check: CheckResult }) {
  const text = checkText(check);
  return (
    <Part label={causes.seen}>
      <ConnectionLine text={text} />
      <Box>
        <Box component="span" className="tabular" sx={{ fontWeight: 'fontWeightBold' }}>
          {text.observed}
        </Box>
        {'. '}
        {text.reason}
        {isRehearsed(check) ? <RehearsedMark /> : null}
      </Box>
    </Part>
  );
}

function Rules({ rules }: { readonly rules: readonly FirewallRow[] }) {
  if (rules.length === 0) return null;
  const shown = rules.length <= rulesShown + 1 ? rules : rules.slice(0, rulesShown);
  return (
    <Part label={texts.rules(rules.length)}>
      {shown.map((rule) => (
        <Box key={texts.ruleText(rule)}>
          <Mono>{texts.ruleText(rule)}</Mono>
          {texts.ruleWarnings(rule).map((warning) => (
            <Box key={warning}>{warning}</Box>
          ))}
        </Box>
      ))}
      {shown.length === rules.length ? null : (
        <Box sx={{ color: 'text.secondary' }}>{texts.moreRules(rules.length - shown.length)}</Box>
      )}
    </Part>
  );
}

/** The next step, once for all checks of a card, with the ways to the questions that it is about. */
function Todo({
  card: { advice, moreAdvice, checks },
  questions,
  disabled,
  onOpenQuestion,
}: Pick<CardBodyProps, 'card' | 'onOpenQuestion'> & {
  readonly questions: readonly Question[];
  readonly disabled: boolean;
}) {
  if (advice.length === 0) return null;
  return (
    <Part label={causes.todo(checks.length)}>
      {advice.map(({ owner, text }) => (
        <Box key={`${owner} ${text}`}>
          {advice.length === 1 ? null : (
            <Box component="span" sx={{ fontWeight: 'fontWeightBold' }}>
              {texts.todoBy(ownerWords[owner])}
            </Box>
          )}
          {text}
        </Box>
      ))}
      {moreAdvice === 0 ? null : <Box sx={{ color: 'text.secondary' }}>{causes.moreAdvice(moreAdvice)}</Box>}
      <QuestionLinks questions={questions} disabled={disabled} onOpen={onOpenQuestion} />
    </Part>
  );
}

/** Why several failures are thought to be one, and what would show that they are not: a line each where there is room. */
function Reasons({ why, counterproof }: Pick<ResultCard, 'why' | 'counterproof'>) {
  const lines = [
    { label: causes.why, text: why.join(' ') },
    { label: causes.counterproof, text: counterproof ?? '' },
  ].filter(({ text }) => text !== '');
  if (lines.length === 0) return null;
  return (
    <Box component="dl" sx={{ margin: 0, typography: 'caption', overflowWrap: 'anywhere' }}>
      {lines.map(({ label, text }) => (
        <div key={label}>
          <Box
            component="dt"
            sx={{ display: 'inline', color: 'text.secondary', fontWeight: 'fontWeightBold' }}
          >
            {`${label}: `}
          </Box>
          <Box component="dd" sx={{ display: 'inline', margin: 0 }}>
            {text}
          </Box>
        </div>
      ))}
    </Box>
  );
}

/** Everything that somebody else has to do about a card, as one text: who, what, and the firewall rules. */
function copiedText({ title, advice }: ResultCard, rules: readonly FirewallRow[]): string {
  const steps = advice.map(({ owner, text }) => `${ownerWords[owner]}: ${text}`);
  return [title, ...steps, ...(rules.length === 0 ? [] : [texts.request(rules)])].join('\n');
}

/** What a card says once it is open: what was seen, what to do, why it is thought so, and what can be done here. */
export function CardBody(props: CardBodyProps) {
  const { card, running, onEvidence, onRerun, onWaive } = props;
  const { title, checks, why, counterproof, advice } = card;
  const [check, ...others] = checks;
  const isOne = others.length === 0;
  const rules = rulesOf(checks, props.rules);
  const questions = [...new Set(checks.flatMap(props.questionsOf))];
  const again = onRerun === null ? [] : checks.filter(canRunAgain).map(({ id }) => id);
  const disabled = running !== null;
  const where = isOne ? whereOf(check) : '';
  return (
    <>
      <Box
        sx={{
          display: 'grid',
          columnGap: 3,
          rowGap: 1.5,
          gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)',
          [narrowCard]: { gridTemplateColumns: 'minmax(0, 1fr)' },
        }}
      >
        {isOne ? (
          <Observed check={check} />
        ) : (
          <Part label={causes.seen}>
            <CheckList checks={checks} disabled={disabled} onEvidence={onEvidence} onWaive={onWaive} />
          </Part>
        )}
        <Box
          sx={{ display: 'grid', rowGap: 1.5, alignContent: 'start', gridTemplateColumns: 'minmax(0, 1fr)' }}
        >
          <Todo card={card} questions={questions} disabled={disabled} onOpenQuestion={props.onOpenQuestion} />
          <Rules rules={rules} />
        </Box>
      </Box>
      {isOne ? null : <Reasons why={why} counterproof={counterproof} />}
      <Box
        sx={{
          display: 'flex',
          flexWrap: 'wrap',
          gap: 1,
          alignItems: 'flex-start',
          '& > .MuiButton-root': { minHeight: 28, paddingBlock: '2px', fontSize: '0.8125rem' },
        }}
      >
        {again.length === 0 ? null : (
          <Button
            size="small"
            startIcon={<Icon name="refresh" />}
            aria-label={`${causes.again(again.length)}: ${title}${where}`}
            disabled={disabled}
            onClick={() => onRerun?.(again)}
          >
            {again.some((id) => running?.includes(id) === true) ? texts.running : causes.again(again.length)}
          </Button>
        )}
        {isOne ? (
          <Button
            size="small"
            startIcon={<Icon name="list" />}
            data-shortcut="evidence"
            aria-label={texts.evidenceOf(title, where)}
            onClick={() => onEvidence(check.id)}
          >
            {texts.evidence}
          </Button>
        ) : null}
        {advice.length === 0 ? null : <CopyButton text={copiedText(card, rules)} what={causes.copy(title)} />}
        {onWaive !== null && (isOne || card.number !== null || card.advice.length > 0) ? (
          <WaiverControl
            checks={checks}
            label={`${resultsText.waiver.openAll(checks.length)}: ${title}${where}`}
            disabled={disabled}
            onWaive={onWaive}
          />
        ) : null}
      </Box>
    </>
  );
}
