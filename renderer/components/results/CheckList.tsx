import { Box, Button, Link } from '@mui/material';
import { useEffect, useRef, useState } from 'react';
import { checkText } from '../../../shared/report/check-texts.ts';
import { isRehearsed } from '../../../shared/run/is-rehearsed.ts';
import type { CheckResult } from '../../../shared/run/result.ts';
import { resultsText } from '../../text/en/results.ts';
import { Mono } from '../Mono.tsx';
import { VerdictMark } from '../VerdictMark.tsx';
import { RehearsedMark } from './RehearsedMark.tsx';
import { type WaiveChecks, WaiverControl } from './WaiverControl.tsx';
import { whereOf } from './where-of.ts';

type CheckListProps = {
  readonly checks: readonly CheckResult[];
  /** True while something else changes the result. */
  readonly disabled: boolean;
  readonly onEvidence: (check: string) => void;
  /** Null where nothing can be changed. */
  readonly onWaive: WaiveChecks | null;
};

/** How many checks stand there at first, and how many more each press shows. */
const shownAtFirst = 5;
const shownMore = 100;

/** Two checks may ask for the same: then the id tells which is which. */
function suffixOf(check: CheckResult, checks: readonly CheckResult[]): string {
  const { headline } = checkText(check);
  const isTwin = checks.some((other) => other.id !== check.id && checkText(other).headline === headline);
  return isTwin ? `${whereOf(check)}, ${check.id}` : whereOf(check);
}

type LineProps = Omit<CheckListProps, 'checks'> & { readonly check: CheckResult; readonly where: string };

function CheckLine({ check, where, disabled, onEvidence, onWaive }: LineProps) {
  const text = checkText(check);
  const isNamed = where.endsWith(check.id);
  return (
    <Box
      component="li"
      sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 1, alignItems: 'flex-start', minBlockSize: 24 }}
    >
      <Box component="span" sx={{ display: 'flex', blockSize: 24, alignItems: 'center' }}>
        <VerdictMark verdict={check.verdict} size={14} />
      </Box>
      <Box sx={{ flex: '1 1 0', minInlineSize: 0, paddingBlock: '2px', overflowWrap: 'anywhere' }}>
        <Link
          component="button"
          type="button"
          variant="inherit"
          color="inherit"
          underline="hover"
          data-shortcut="evidence"
          aria-label={resultsText.card.evidenceOf(text.headline, where)}
          onClick={() => onEvidence(check.id)}
          sx={{ textAlign: 'start', overflowWrap: 'anywhere', verticalAlign: 'baseline' }}
        >
          {text.headline}
        </Link>
        {isRehearsed(check) ? <RehearsedMark /> : null}
        {isNamed ? (
          <Box sx={{ typography: 'caption', color: 'text.secondary' }}>
            <Mono>{check.id}</Mono> · {check.why}
          </Box>
        ) : null}
      </Box>
      <Box component="span" sx={{ typography: 'caption', color: 'text.secondary', paddingBlock: '3px' }}>
        <Mono>{text.requirements}</Mono>
      </Box>
      {onWaive === null ? null : (
        <WaiverControl
          compact
          checks={[check]}
          label={resultsText.waiver.openOf(text.headline, where)}
          disabled={disabled}
          onWaive={onWaive}
        />
      )}
    </Box>
  );
}

/** The checks of a card, a line each that opens its evidence. Those beyond the first few come when they are asked for. */
export function CheckList({ checks, ...rest }: CheckListProps) {
  const [count, setCount] = useState(shownAtFirst);
  const list = useRef<HTMLUListElement>(null);
  const focusFrom = useRef<number | null>(null);
  useEffect(() => {
    if (focusFrom.current === null) return;
    list.current?.children.item(focusFrom.current)?.querySelector('button')?.focus();
    focusFrom.current = null;
  });
  const shown = checks.length <= count + 1 ? checks : checks.slice(0, count);
  const left = checks.length - shown.length;
  return (
    <Box sx={{ minInlineSize: 0 }}>
      <Box component="ul" ref={list} sx={{ margin: 0, padding: 0, listStyle: 'none' }}>
        {shown.map((check) => (
          <CheckLine key={check.id} check={check} where={suffixOf(check, shown)} {...rest} />
        ))}
      </Box>
      {left === 0 ? null : (
        <Button
          size="small"
          variant="text"
          sx={{ marginInlineStart: 1 }}
          onClick={() => {
            focusFrom.current = shown.length;
            setCount(shown.length + shownMore);
          }}
        >
          {resultsText.causes.more(left)}
        </Button>
      )}
    </Box>
  );
}
