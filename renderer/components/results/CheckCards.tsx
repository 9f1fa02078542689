import { Box, Button, Typography } from '@mui/material';
import { useState } from 'react';
import { ownerWords } from '../../../shared/catalogue/check.ts';
import type { FirewallRow } from '../../../shared/report/firewall-request.ts';
import type { CheckResult } from '../../../shared/run/result.ts';
import { resultsText } from '../../text/en/results.ts';
import type { Question } from '../../wizard/questions.ts';
import { CopyButton } from '../CopyButton.tsx';
import { CheckCard } from './CheckCard.tsx';
import { type OwnerGroup, rulesOf } from './card-groups.ts';
import type { WaiveCheck } from './WaiverControl.tsx';

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
  readonly onRerun: (checks: readonly string[]) => void;
  readonly onWaive: WaiveCheck;
};

type CheckCardsProps = CardActions & { readonly groups: readonly OwnerGroup[] };

/** How many cards of one owner stand open; the others are one press away, and all are in the table. */
const openAtFirst = 4;

type GroupProps = Omit<CheckCardsProps, 'groups'> & { readonly group: OwnerGroup };

function Group({ group: { owner, checks }, rules, questionsOf, ...card }: GroupProps) {
  const [isWhole, setIsWhole] = useState(false);
  const shown = isWhole ? checks : checks.slice(0, openAtFirst);
  const hidden = checks.length - shown.length;
  const wanted = rulesOf(checks, rules);
  return (
    <Box component="section" aria-label={resultsText.ownerGroup(ownerWords[owner], checks.length)}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, minBlockSize: 32, marginBlockEnd: 1 }}>
        <Typography component="h3" variant="h4">
          {resultsText.ownerGroup(ownerWords[owner], checks.length)}
        </Typography>
        {wanted.length < 2 ? null : (
          <CopyButton compact text={resultsText.card.request(wanted)} what={resultsText.failures.copyRules} />
        )}
      </Box>
      <Box component="ul" sx={{ display: 'grid', gap: 1.5, margin: 0, padding: 0, listStyle: 'none' }}>
        {shown.map((check) => (
          <CheckCard
            key={check.id}
            check={check}
            rules={rules.get(check.id) ?? []}
            questions={questionsOf(check)}
            {...card}
          />
        ))}
      </Box>
      {checks.length <= openAtFirst ? null : (
        <Button size="small" variant="text" sx={{ marginBlockStart: 1 }} onClick={() => setIsWhole(!isWhole)}>
          {isWhole ? resultsText.showFewer : resultsText.showMore(hidden)}
        </Button>
      )}
    </Box>
  );
}

/** Cards for checks that need somebody, by who takes the next step. */
export function CheckCards({ groups, ...rest }: CheckCardsProps) {
  return (
    <Box sx={{ display: 'grid', gap: 2.5 }}>
      {groups.map((group) => (
        <Group key={group.owner} group={group} {...rest} />
      ))}
    </Box>
  );
}
