import { Box, ButtonBase } from '@mui/material';
import { type Step, steps } from '../../../shared/contract/session.ts';
import { commonText } from '../../text/en/common.ts';
import { frameText } from '../../text/en/frame.ts';
import { hiddenFromSight } from '../../theme/hidden.ts';
import { Icon } from '../icons/Icon.tsx';
import { FoldingNav } from './FoldingNav.tsx';
import { narrow } from './narrow.ts';
import type { RailStep, StepState } from './step-states.ts';

export type StepRailProps = {
  readonly steps: readonly RailStep[];
  /** The page that is shown; `listen` is not a step. */
  readonly current: Step | 'listen';
  readonly onOpen: (step: Step) => void;
  /** Null while no page can be left. */
  readonly onVerify: (() => void) | null;
  readonly onMerge: (() => void) | null;
  readonly onHelp: () => void;
};

function stateWords({ state, problems }: RailStep, isCurrent: boolean): string {
  if (state === 'missing') return frameText.missing(problems);
  if (state === 'stale') return frameText.stale;
  if (isCurrent) return frameText.current;
  return state === 'done' ? frameText.done : state === 'locked' ? frameText.locked : '';
}

function Badge({
  number,
  state,
  isCurrent,
}: {
  readonly number: number;
  readonly state: StepState;
  readonly isCurrent: boolean;
}) {
  const attention = state === 'missing' || state === 'stale';
  const filled = isCurrent
    ? { color: 'primary.contrastText', backgroundColor: 'primary.main', borderColor: 'primary.main' }
    : attention
      ? { color: 'hues.amber.ink', backgroundColor: 'hues.amber.tint', borderColor: 'hues.amber.mark' }
      : state === 'done'
        ? { color: 'primary.main', backgroundColor: 'accentTint', borderColor: 'primary.main' }
        : { color: 'text.secondary', borderColor: state === 'locked' ? 'divider' : 'border' };
  return (
    <Box
      component="span"
      aria-hidden="true"
      sx={{
        inlineSize: 24,
        blockSize: 24,
        flexShrink: 0,
        display: 'grid',
        placeItems: 'center',
        borderRadius: '50%',
        border: 1,
        typography: 'caption',
        fontWeight: 'fontWeightBold',
        ...filled,
      }}
    >
      {state === 'done' && !isCurrent ? (
        <Icon name="tick" size={14} />
      ) : attention && !isCurrent ? (
        '!'
      ) : (
        number
      )}
    </Box>
  );
}

function RailItem({
  item,
  number,
  isCurrent,
  onOpen,
}: {
  readonly item: RailStep;
  readonly number: number;
  readonly isCurrent: boolean;
  readonly onOpen: () => void;
}) {
  const words = stateWords(item, isCurrent);
  const quiet = !item.canOpen && !isCurrent;
  const isLoud = item.state === 'missing' || item.state === 'stale';
  const label = frameText.stepWords[item.step];
  return (
    <ButtonBase
      onClick={onOpen}
      disabled={quiet}
      aria-current={isCurrent ? 'step' : undefined}
      sx={{
        inlineSize: '100%',
        justifyContent: 'flex-start',
        gap: 1.5,
        paddingInline: 1.5,
        paddingBlock: 0.75,
        borderRadius: 1,
        textAlign: 'start',
        typography: 'body2',
        color: quiet ? 'text.secondary' : 'text.primary',
        ...(isCurrent
          ? {
              backgroundColor: 'accentTint',
              fontWeight: 'fontWeightBold',
              color: 'primary.main',
              '@media (forced-colors: active)': { outline: '2px solid Highlight', outlineOffset: '-2px' },
            }
          : {}),
        '&:hover': { backgroundColor: 'accentTint' },
      }}
    >
      <Badge number={number} state={item.state} isCurrent={isCurrent} />
      <Box component="span" sx={{ minWidth: 0 }}>
        {label}
        {words === '' ? null : (
          <Box
            component="span"
            sx={
              isLoud
                ? {
                    display: 'block',
                    typography: 'caption',
                    color: 'hues.amber.ink',
                  }
                : hiddenFromSight
            }
          >
            {frameText.stateAfterStep(words)}
          </Box>
        )}
      </Box>
    </ButtonBase>
  );
}

/** What stands beside the steps and is none. */
const aside = {
  justifyContent: 'flex-start',
  gap: 1.5,
  flexShrink: 0,
  paddingInline: 1.5,
  paddingBlock: 0.75,
  borderRadius: 1,
  typography: 'body2',
  color: 'text.primary',
  '&:hover': { backgroundColor: 'accentTint' },
} as const;

/** The step that is shown, on the button that opens the steps in a narrow window. */
function Current({
  items,
  current,
}: {
  readonly items: readonly RailStep[];
  readonly current: Step | 'listen';
}) {
  const item = items.find(({ step }) => step === current);
  if (item === undefined) return frameText.listen;
  return (
    <>
      <Badge number={steps.indexOf(item.step) + 1} state={item.state} isCurrent />
      {frameText.stepWords[item.step]}
    </>
  );
}

/** All steps in order with where one is, what is done and what is still missing. A menu in a narrow window. */
export function StepRail({ steps: items, current, onOpen, onVerify, onMerge, onHelp }: StepRailProps) {
  return (
    <FoldingNav label={frameText.steps} at={current} current={<Current items={items} current={current} />}>
      <Box
        component="p"
        sx={{
          margin: 0,
          paddingInline: 1.5,
          paddingBlockEnd: 1,
          typography: 'h2',
          [narrow]: { display: 'none' },
        }}
      >
        {commonText.product}
      </Box>
      <Box
        component="ol"
        sx={{
          listStyle: 'none',
          margin: 0,
          padding: 0,
          display: 'flex',
          flexDirection: 'column',
          gap: 0.5,
          flex: '1 0 auto',
        }}
      >
        {items.map((item) => (
          <Box component="li" key={item.step}>
            <RailItem
              item={item}
              number={steps.indexOf(item.step) + 1}
              isCurrent={item.step === current}
              onOpen={() => onOpen(item.step)}
            />
          </Box>
        ))}
      </Box>
      <ButtonBase onClick={() => onVerify?.()} disabled={onVerify === null} sx={aside}>
        <Icon name="shield" size={20} />
        {frameText.verify}
      </ButtonBase>
      <ButtonBase onClick={() => onMerge?.()} disabled={onMerge === null} sx={aside}>
        <Icon name="layers" size={20} />
        {frameText.merge}
      </ButtonBase>
      <ButtonBase onClick={onHelp} aria-haspopup="dialog" sx={aside}>
        <Icon name="help" size={20} />
        {frameText.help}
      </ButtonBase>
    </FoldingNav>
  );
}
