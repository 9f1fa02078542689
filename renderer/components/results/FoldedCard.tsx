import { Box, Button } from '@mui/material';
import { resultsText } from '../../text/en/results.ts';
import { Icon } from '../icons/Icon.tsx';
import type { Folded } from './folded-cards.ts';

type FoldedCardProps = {
  readonly folded: Folded;
  readonly disabled: boolean;
  readonly onUndo: () => void;
};

const { folded: texts } = resultsText;

/** What is left of a card in its place when it was waived: that it was, why, and the way back. */
export function FoldedCard({ folded: { key, title, reason, ids }, disabled, onUndo }: FoldedCardProps) {
  return (
    <Box
      component="li"
      data-stop="folded"
      data-folded={key}
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        gap: 1.5,
        alignItems: 'center',
        paddingInline: 2,
        paddingBlock: '5px',
        border: 1,
        borderRadius: 2,
        borderColor: 'hues.amber.mark',
        backgroundColor: 'hues.amber.tint',
      }}
    >
      <Box
        component="span"
        sx={{ display: 'flex', color: 'hues.amber.mark', minInlineSize: 20, justifyContent: 'center' }}
      >
        <Icon name="flag" />
      </Box>
      <Box sx={{ flex: '1 1 12rem', minInlineSize: 0, overflowWrap: 'anywhere' }}>
        <Box component="span" sx={{ fontWeight: 'fontWeightBold' }}>
          {texts.waived(ids.length)} {title}
        </Box>
        {'. '}
        {`“${reason}”`}
      </Box>
      <Button
        size="small"
        disabled={disabled}
        startIcon={<Icon name="arrow-left" />}
        aria-label={texts.undoOf(title)}
        onClick={onUndo}
      >
        {texts.undo}
      </Button>
    </Box>
  );
}
