import { Box, Button, Typography } from '@mui/material';
import { type ReactNode, useState } from 'react';
import { resultsText } from '../../text/en/results.ts';
import { type CardActions, CardBody } from './CardBody.tsx';
import { CardFrame, cardContainer } from './CardFrame.tsx';
import { FoldedCard } from './FoldedCard.tsx';
import { type Folded, placeFolded } from './folded-cards.ts';
import type { Checks, ResultCard } from './result-cards.ts';
import type { WaiveChecks } from './WaiverControl.tsx';

type SectionHeadProps = {
  readonly id: string;
  readonly heading: string;
  readonly note?: string;
  readonly children?: ReactNode;
};

/** Cards one below the other. */
export const cardStack = {
  display: 'grid',
  gap: 1,
  gridTemplateColumns: 'minmax(0, 1fr)',
  margin: 0,
  padding: 0,
  listStyle: 'none',
} as const;

/** The heading of a part of the results, to which the focus goes where nothing else is left to go to. */
export function SectionHead({ id, heading, note, children }: SectionHeadProps) {
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 1.5, alignItems: 'center', minBlockSize: 24 }}>
      <Typography
        component="h2"
        variant="h3"
        id={id}
        tabIndex={-1}
        data-stop="section"
        sx={{ '&:focus': { outline: 'none' }, '&:focus-visible': { outline: 'none' } }}
      >
        {heading}
      </Typography>
      {note === undefined ? null : (
        <Box
          component="span"
          sx={{
            typography: 'caption',
            color: 'text.secondary',
            paddingBlockStart: '2px',
            '@media (max-height: 480px)': { display: 'none' },
          }}
        >
          {note}
        </Box>
      )}
      {children}
    </Box>
  );
}

/** Which cards are open, and what opens and closes them. */
export type OpenCards = {
  readonly isOpen: (card: ResultCard) => boolean;
  readonly onToggle: (card: ResultCard) => void;
  readonly onAll: (cards: readonly ResultCard[], open: boolean) => void;
};

type CardListProps = {
  readonly id: string;
  readonly heading: string;
  readonly note?: string;
  readonly cards: readonly ResultCard[];
  /** What was waived among them a moment ago. */
  readonly folded: readonly Folded[];
  readonly isWrong?: boolean;
  readonly actions: CardActions;
  readonly opened: OpenCards;
  /** Null where nothing can be changed. */
  readonly onWaive:
    | ((card: Pick<ResultCard, 'title' | 'checks'>, reason: string) => ReturnType<WaiveChecks>)
    | null;
  readonly onUndo: (folded: Folded) => void;
  /** What stands beside the line of a card. */
  readonly actionOf?: (card: ResultCard) => ReactNode;
  /** What is said of all of them, before the cards, or behind them where those are more urgent. */
  readonly lead?: ReactNode;
  readonly isLeadFirst?: boolean;
};

/** How many cards stand there at first; what they are about is in the table as well. */
const cardsAtFirst = 20;

/** Cards one below the other. What was just waived keeps its place among them, with the way back. */
export function CardList(props: CardListProps) {
  const { id, heading, note, cards, folded, isWrong = false, actions, opened, onWaive, onUndo } = props;
  const [isWhole, setIsWhole] = useState(false);
  if (cards.length === 0 && folded.length === 0) return null;
  const shown = isWhole || cards.length <= cardsAtFirst + 1 ? cards : cards.slice(0, cardsAtFirst);
  const allOpen = shown.every(opened.isOpen);
  const waive =
    (card: ResultCard) =>
    async (ids: readonly string[], reason: string | null): ReturnType<WaiveChecks> => {
      const [first, ...others] = card.checks.filter((check) => ids.includes(check.id));
      if (first === undefined || reason === null || onWaive === null) return null;
      const checks: Checks = [first, ...others];
      const isWholeCard = checks.length === card.checks.length;
      return onWaive({ title: isWholeCard ? card.title : (first.headline ?? first.title), checks }, reason);
    };
  return (
    <Box component="section" aria-labelledby={id} sx={{ display: 'grid', gap: 1, ...cardContainer }}>
      <SectionHead id={id} heading={heading} {...(note === undefined ? {} : { note })}>
        {shown.length < 2 ? null : (
          <Button
            size="small"
            variant="text"
            sx={{ minHeight: 24, paddingBlock: 0, marginInlineStart: 'auto' }}
            onClick={() => opened.onAll(shown, !allOpen)}
          >
            {allOpen ? resultsText.causes.closeAll : resultsText.causes.openAll}
          </Button>
        )}
      </SectionHead>
      {props.isLeadFirst === false ? null : props.lead}
      <Box component="ul" sx={cardStack}>
        {placeFolded(shown, folded).map((item) =>
          item.kind === 'folded' ? (
            <FoldedCard
              key={`folded ${item.folded.key}`}
              folded={item.folded}
              disabled={actions.running !== null}
              onUndo={() => onUndo(item.folded)}
            />
          ) : (
            <CardFrame
              key={item.card.key}
              card={item.card}
              isOpen={opened.isOpen(item.card)}
              isWrong={isWrong}
              onToggle={() => opened.onToggle(item.card)}
              action={props.actionOf?.(item.card)}
            >
              <CardBody card={item.card} {...actions} onWaive={onWaive === null ? null : waive(item.card)} />
            </CardFrame>
          ),
        )}
      </Box>
      {props.isLeadFirst === false ? props.lead : null}
      {shown.length === cards.length ? null : (
        <Box>
          <Button size="small" variant="text" onClick={() => setIsWhole(true)}>
            {resultsText.causes.moreCards(cards.length - shown.length)}
          </Button>
        </Box>
      )}
    </Box>
  );
}
