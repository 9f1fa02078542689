import { Box, Button } from '@mui/material';
import { useState } from 'react';
import { StepPage } from '../components/frame/StepPage.tsx';
import { Icon } from '../components/icons/Icon.tsx';
import { listenText } from '../text/en/listen.ts';
import { hiddenFromSight } from '../theme/hidden.ts';
import { monoFont } from '../theme/theme.ts';
import type { Listening, OpenedListening } from '../wizard/listening.ts';
import { useNow } from '../wizard/steps/run/use-now.ts';
import { CodeCard } from './CodeCard.tsx';
import { clockTime, leftTime } from './clock-time.ts';
import type { ListenPageProps } from './ListenPage.tsx';
import { openedRows, PortTable } from './PortTable.tsx';
import { VisitorList } from './VisitorList.tsx';

const minuteMs = 60_000;

/** The minutes left at which it is read aloud that listening ends soon. */
const announcedMinutes = [1, 5] as const;

/** By how much it can be put off at a time, in minutes. */
const longerMinutes = 30;

type TimerProps = Pick<OpenedListening, 'until' | 'latest'> & {
  readonly isStopping: boolean;
  readonly onLonger: (minutes: number) => void;
};

function Timer({ until, latest, isStopping, onLonger }: TimerProps) {
  const left = Date.parse(until) - useNow(1000);
  const near = announcedMinutes.find((minutes) => left <= minutes * minuteMs);
  const [first] = useState(until);
  const more = Math.min(longerMinutes, Math.floor((Date.parse(latest) - Date.parse(until)) / minuteMs));
  return (
    <Box sx={{ textAlign: { xs: 'start', sm: 'end' }, flexShrink: 0 }}>
      <Box sx={{ typography: 'caption', color: 'text.secondary' }}>{listenText.left}</Box>
      <Box
        role="timer"
        aria-label={listenText.left}
        sx={{ fontFamily: monoFont, fontSize: '1.75rem', lineHeight: 1.2 }}
      >
        {leftTime(left)}
      </Box>
      <Box role="status" sx={hiddenFromSight}>
        {near !== undefined
          ? listenText.leftSpoken(near)
          : until === first
            ? ''
            : listenText.putOff(clockTime(until))}
      </Box>
      {more < 1 ? null : (
        <Button size="small" disabled={isStopping} onClick={() => onLonger(more)}>
          {listenText.longer(more)}
          <Box component="span" sx={hiddenFromSight}>
            {` ${listenText.longerHint}`}
          </Box>
        </Button>
      )}
    </Box>
  );
}

/** Where it is listened at: the ports, and every address once. */
function openAt(ports: OpenedListening['ports']): {
  readonly ports: readonly number[];
  readonly addresses: readonly string[];
} {
  const open = ports.filter(({ state }) => state === 'rehearsed');
  return {
    ports: open.map(({ port }) => port),
    addresses: [...new Set(open.flatMap(({ addresses }) => addresses))],
  };
}

/** The banner that stands while it is listened: until when, where, and the code. */
type BannerProps = Pick<ListenPageProps, 'onLonger'> & {
  readonly opened: OpenedListening;
  readonly code: string;
  readonly isStopping: boolean;
};

function Banner({ opened, code, isStopping, onLonger }: BannerProps) {
  const { ports, addresses } = openAt(opened.ports);
  return (
    <Box
      sx={{
        border: 2,
        borderColor: 'primary.main',
        borderRadius: 1,
        overflow: 'hidden',
        backgroundColor: 'background.paper',
        marginBottom: 3,
      }}
    >
      <Box
        sx={{
          display: 'flex',
          flexWrap: { xs: 'wrap', sm: 'nowrap' },
          justifyContent: 'space-between',
          gap: 2,
          padding: 2,
          backgroundColor: 'accentTint',
        }}
      >
        <Box sx={{ minWidth: 0, maxWidth: '72ch', overflowWrap: 'anywhere' }}>
          {listenText.banner(ports, addresses)}
        </Box>
        <Timer {...opened} isStopping={isStopping} onLonger={onLonger} />
      </Box>
      <CodeCard code={code} tag={opened.tag} until={opened.until} />
    </Box>
  );
}

type ListenOpenProps = Pick<ListenPageProps, 'ports' | 'onStop' | 'onBack' | 'onLonger'> & {
  readonly listening: Listening;
  readonly opened: OpenedListening;
};

/** While it is listened: until when, the code, who has come, and what is open. */
export function ListenOpen({ ports, listening, opened, onStop, onBack, onLonger }: ListenOpenProps) {
  const time = clockTime(opened.until);
  const { code, isStopping, visits, strangers } = listening;
  return (
    <StepPage
      heading={listenText.until(time)}
      onBack={onBack}
      wide
      status={listenText.ends(time)}
      primary={null}
      secondary={
        <Button onClick={onStop} disabled={isStopping} startIcon={<Icon name="stop" />}>
          {isStopping ? listenText.stopping : listenText.stop}
        </Button>
      }
    >
      <Banner opened={opened} code={code} isStopping={isStopping} onLonger={onLonger} />
      <Box sx={{ display: 'grid', gap: 3, gridTemplateColumns: 'minmax(0, 1fr)' }}>
        <VisitorList visits={visits} expected={opened.expected} strangers={strangers} />
        <PortTable
          ports={openedRows(opened, ports.kind === 'ready' ? ports.value : null)}
          label={listenText.ports}
        />
      </Box>
    </StepPage>
  );
}
