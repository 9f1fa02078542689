import { Box, ButtonBase, Paper, Typography } from '@mui/material';
import { type ReactNode, useId } from 'react';
import { resultsText } from '../../text/en/results.ts';
import { focusRing } from '../../theme/components.ts';
import { hiddenFromSight } from '../../theme/hidden.ts';
import { Icon } from '../icons/Icon.tsx';
import { VerdictMark } from '../VerdictMark.tsx';
import type { ResultCard } from './result-cards.ts';

/** Names the container that cards fold their columns by. */
export const cardContainer = { containerType: 'inline-size' } as const;

/** A card that has no room for columns, and one whose line has none. */
export const narrowCard = '@container (max-width: 620px)';
const narrowLine = '@container (max-width: 760px)';

type NumberProps = { readonly number: number; readonly isFilled: boolean };

/** The number of a cause: filled where it explains something, so that it also shows in grey and in forced colours. */
function CauseNumber({ number, isFilled }: NumberProps) {
  return (
    <Box
      component="span"
      aria-hidden="true"
      className="tabular"
      sx={{
        display: 'grid',
        placeItems: 'center',
        minInlineSize: 20,
        blockSize: 20,
        borderRadius: '3px',
        border: '1.5px solid',
        borderColor: 'hues.red.mark',
        typography: 'caption',
        fontWeight: 'fontWeightBold',
        lineHeight: 1,
        color: isFilled ? 'background.paper' : 'hues.red.ink',
        backgroundColor: isFilled ? 'hues.red.mark' : 'transparent',
        '@media (forced-colors: active)': isFilled
          ? {
              forcedColorAdjust: 'none',
              backgroundColor: 'CanvasText',
              color: 'Canvas',
              borderColor: 'CanvasText',
            }
          : {},
      }}
    >
      {number}
    </Box>
  );
}

type CardFrameProps = {
  readonly card: ResultCard;
  readonly isOpen: boolean;
  /** Whether what is wrong has a red edge while it is open. */
  readonly isWrong: boolean;
  readonly onToggle: () => void;
  /** Stands beside the line, and can be used while the card is closed. */
  readonly action?: ReactNode;
  readonly children: ReactNode;
};

const head = {
  position: 'relative',
  display: 'grid',
  gridTemplateColumns: '20px minmax(0, 1fr) minmax(0, 10rem) minmax(0, 9.5rem) 16px',
  gridTemplateAreas: '"mark title weight owner turn"',
  columnGap: 1.5,
  alignItems: 'center',
  minBlockSize: 46,
  paddingInline: 2,
  paddingBlock: '4px',
  '&:hover': { backgroundColor: 'accentTint' },
  [narrowLine]: {
    gridTemplateColumns: '20px minmax(0, 1fr) 16px',
    gridTemplateAreas: '"mark title turn" ". weight ."',
    alignContent: 'center',
  },
  [narrowCard]: { paddingInline: 1.5 },
} as const;

/** A button as large as the line that it stands in: what lies above it can still be used. */
const wholeLine = {
  font: 'inherit',
  display: 'block',
  textAlign: 'start',
  '&::after': { content: '""', position: 'absolute', inset: 0 },
  '&.Mui-focusVisible': { outline: 'none' },
  '&.Mui-focusVisible::after': { ...focusRing, outlineOffset: '-2px', borderRadius: '7px' },
} as const;

const small = { typography: 'caption', minInlineSize: 0 } as const;

/** A card: one line that says what is wrong, how much that is and who settles it, and opens what else there is to say. */
export function CardFrame({ card, isOpen, isWrong, onToggle, action, children }: CardFrameProps) {
  const id = useId();
  const { number, verdict, title, note, weight, owner } = card;
  const hasAction = action !== undefined && action !== null;
  return (
    <Paper
      component="li"
      data-check={card.checks[0].id}
      sx={{ overflow: 'hidden', borderColor: isOpen && isWrong ? 'hues.red.mark' : 'divider' }}
    >
      <Box sx={head}>
        <Box component="span" sx={{ gridArea: 'mark', justifySelf: 'center', display: 'flex' }}>
          {number === null ? (
            <VerdictMark verdict={verdict} />
          ) : (
            <CauseNumber number={number} isFilled={card.isExplained} />
          )}
        </Box>
        <Box sx={{ gridArea: 'title', minInlineSize: 0 }}>
          <Typography component="h3" variant="h4" sx={{ overflowWrap: 'anywhere' }}>
            <ButtonBase
              data-stop="card"
              aria-expanded={isOpen}
              aria-controls={isOpen ? `${id}-body` : undefined}
              aria-describedby={`${id}-note ${id}-weight ${id}-owner`}
              onClick={onToggle}
              sx={{ ...wholeLine, ...(isOpen ? { fontSize: '1rem', lineHeight: 1.375 } : {}) }}
            >
              {number === null ? null : (
                <Box component="span" sx={hiddenFromSight}>
                  {resultsText.causes.number(number)}
                </Box>
              )}
              {title}
            </ButtonBase>
          </Typography>
          <Box
            id={`${id}-note`}
            sx={{
              ...small,
              color: 'text.secondary',
              ...(isOpen ? {} : { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }),
            }}
          >
            {note}
          </Box>
        </Box>
        <Box className="tabular" sx={{ ...small, gridArea: 'weight' }}>
          <span id={`${id}-weight`}>{weight}</span>
          {owner === '' ? null : (
            <Box
              component="span"
              sx={{ display: 'none', color: 'text.secondary', [narrowLine]: { display: 'inline' } }}
            >
              {` · ${owner}`}
            </Box>
          )}
        </Box>
        <Box
          id={`${id}-owner`}
          sx={{
            ...small,
            gridArea: 'owner',
            color: 'text.secondary',
            ...(hasAction ? { display: 'none' } : {}),
            [narrowLine]: { display: 'none' },
          }}
        >
          {owner}
        </Box>
        {hasAction ? (
          <Box
            sx={{
              gridArea: 'owner',
              position: 'relative',
              justifySelf: 'end',
              display: 'flex',
              [narrowLine]: { gridArea: 'auto', gridColumn: 2, justifySelf: 'start', marginBlockStart: 0.5 },
            }}
          >
            {action}
          </Box>
        ) : null}
        <Box
          component="span"
          sx={{
            gridArea: 'turn',
            display: 'flex',
            color: 'text.secondary',
            transform: isOpen ? 'rotate(180deg)' : 'none',
          }}
        >
          <Icon name="chevron-down" />
        </Box>
      </Box>
      {isOpen ? (
        <Box
          id={`${id}-body`}
          sx={{
            display: 'grid',
            gap: 1,
            gridTemplateColumns: 'minmax(0, 1fr)',
            paddingInlineStart: 6,
            paddingInlineEnd: 2,
            paddingBlockStart: 0.5,
            paddingBlockEnd: 1.5,
            [narrowCard]: { paddingInline: 1.5 },
          }}
        >
          {children}
        </Box>
      ) : null}
    </Paper>
  );
}
