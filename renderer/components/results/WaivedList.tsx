import { Box, Button, Paper } from '@mui/material';
import { useState } from 'react';
import type { Failure } from '../../../shared/contract/reply.ts';
import { resultsText } from '../../text/en/results.ts';
import { FailureMessage } from '../FailureMessage.tsx';
import { Icon } from '../icons/Icon.tsx';
import { cardStack, SectionHead } from './CardList.tsx';
import { CheckList } from './CheckList.tsx';
import type { WaivedGroup } from './result-cards.ts';
import type { WaiveChecks } from './WaiverControl.tsx';

type WaivedListProps = {
  readonly groups: readonly WaivedGroup[];
  /** True while something else changes the result. */
  readonly disabled: boolean;
  readonly onEvidence: (check: string) => void;
  /** Null where nothing can be changed. */
  readonly onTakeBack: ((checks: readonly string[]) => ReturnType<WaiveChecks>) | null;
};

const { waived: texts } = resultsText;

type GroupProps = Omit<WaivedListProps, 'groups'> & { readonly group: WaivedGroup };

function Group({ group: { reason, title, checks }, disabled, onEvidence, onTakeBack }: GroupProps) {
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isBusy, setBusy] = useState(false);
  const takeBack = async (): Promise<void> => {
    if (onTakeBack === null) return;
    setBusy(true);
    setFailure(await onTakeBack(checks.map(({ id }) => id)));
    setBusy(false);
  };
  return (
    <Paper
      component="li"
      sx={{ paddingInline: 2, paddingBlock: '5px', borderStyle: 'dashed', borderColor: 'hues.amber.mark' }}
    >
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.5, alignItems: 'center' }}>
        <Box
          component="span"
          sx={{ display: 'flex', color: 'hues.amber.mark', minInlineSize: 20, justifyContent: 'center' }}
        >
          <Icon name="flag" />
        </Box>
        <Box sx={{ flex: '1 1 12rem', minInlineSize: 0, overflowWrap: 'anywhere' }}>{`“${reason}”`}</Box>
        {onTakeBack === null ? null : (
          <Button
            size="small"
            disabled={disabled || isBusy}
            aria-label={texts.takeBackOf(title)}
            onClick={() => void takeBack()}
          >
            {texts.takeBack}
          </Button>
        )}
      </Box>
      <Box sx={{ paddingInlineStart: { xs: 0, sm: 4 } }}>
        <CheckList checks={checks} disabled={disabled} onEvidence={onEvidence} onWaive={onTakeBack} />
        {failure === null ? null : <FailureMessage failure={failure} />}
      </Box>
    </Paper>
  );
}

/** What does not count, with the reason that was stated and the way back. */
export function WaivedList({ groups, ...rest }: WaivedListProps) {
  const count = groups.reduce((sum, { checks }) => sum + checks.length, 0);
  if (count === 0) return null;
  return (
    <Box component="section" aria-labelledby="results-waived" sx={{ display: 'grid', gap: 1 }}>
      <SectionHead id="results-waived" heading={texts.heading} note={texts.note(count)} />
      <Box component="ul" sx={cardStack}>
        {groups.map((group) => (
          <Group key={group.reason} group={group} {...rest} />
        ))}
      </Box>
    </Box>
  );
}
