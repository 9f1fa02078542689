import { Box } from '@mui/material';
import { Fragment, useEffect, useState } from 'react';
import { placeWords } from '../../shared/profile/roles.ts';
import { groupsByKey } from '../../shared/words/groups-by-key.ts';
import { Icon } from '../components/icons/Icon.tsx';
import { Mono } from '../components/Mono.tsx';
import { listenText } from '../text/en/listen.ts';
import { hiddenFromSight } from '../theme/hidden.ts';
import {
  type Absent,
  absentOf,
  type ListenStrangers,
  type ListenVisit,
  type OpenedListening,
  type Visitor,
  visitorsOf,
} from '../wizard/listening.ts';
import { clockTime } from './clock-time.ts';

/** How long arrivals are gathered before they are read aloud, in ms. */
const announceAfterMs = 5000;

/** How many have come, for readers of the screen: several that come at once are told once. */
function Announcement({ count }: { readonly count: number }) {
  const [said, setSaid] = useState('');
  useEffect(() => {
    if (count === 0) return undefined;
    const timer = setTimeout(() => setSaid(listenText.arrived(count)), announceAfterMs);
    return () => clearTimeout(timer);
  }, [count]);
  return (
    <Box role="status" sx={hiddenFromSight}>
      {said}
    </Box>
  );
}

type PortProps = {
  readonly port: number;
  /** Whether somebody came to it, whether something was changed on the way, or nobody came yet. */
  readonly state: 'proven' | 'changed' | 'awaited';
};

const looks = {
  proven: { hue: 'green', icon: 'tick' },
  changed: { hue: 'amber', icon: 'alert' },
  awaited: { hue: null, icon: 'clock' },
} as const;

function Port({ port, state }: PortProps) {
  const { hue, icon } = looks[state];
  return (
    <Box
      component="li"
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 0.5,
        paddingInline: 0.75,
        border: 1,
        borderRadius: 1,
        borderStyle: state === 'awaited' ? 'dashed' : 'solid',
        borderColor: state === 'changed' ? 'hues.amber.mark' : 'divider',
        backgroundColor: state === 'changed' ? 'hues.amber.tint' : 'background.paper',
        ...(state === 'awaited' ? { color: 'text.secondary' } : {}),
      }}
    >
      <Box
        component="span"
        sx={{ display: 'inline-flex', color: hue === null ? 'text.secondary' : `hues.${hue}.ink` }}
      >
        <Icon name={icon} size={14} />
      </Box>
      <Box component="span" aria-hidden="true">
        <Mono>{String(port)}</Mono>
      </Box>
      <Box component="span" sx={hiddenFromSight}>
        {state === 'awaited' ? listenText.awaited(port) : listenText.cameTo(port, state === 'proven')}
      </Box>
    </Box>
  );
}

/** What the network changed on the way, each change once with the ports that it was seen at. */
function changesOf(visits: readonly ListenVisit[]): readonly string[] {
  const seen = visits.flatMap(({ port, changes }) => changes.map((change) => ({ port, change })));
  return [...groupsByKey(seen, ({ change }) => change)].map(([change, at]) =>
    listenText.onPorts(
      at.map(({ port }) => port),
      listenText.changes[change],
    ),
  );
}

const portListSx = {
  display: 'flex',
  flexWrap: 'wrap',
  gap: 0.5,
  margin: 0,
  padding: 0,
  listStyle: 'none',
} as const;

const lineSx = {
  display: 'grid',
  columnGap: 2,
  rowGap: 0.5,
  paddingBlock: 1,
  borderBottom: 1,
  borderColor: 'divider',
  gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'minmax(0, 14rem) minmax(0, 14rem) minmax(0, 1fr)' },
  alignItems: 'start',
} as const;

function Line({ visitor, isExpected }: { readonly visitor: Visitor; readonly isExpected: boolean }) {
  const { name, roles, from, at, visits, awaited } = visitor;
  return (
    <Box component="li" sx={lineSx}>
      <Box>
        <Mono>{name}</Mono>
        <Box sx={{ typography: 'caption', color: 'text.secondary' }}>
          {[...roles.map((role) => placeWords[role]), ...(isExpected ? [] : [listenText.unexpected])].join(
            ', ',
          )}
        </Box>
      </Box>
      <Box sx={{ overflowWrap: 'anywhere' }}>
        {listenText.from(from)}
        <Box className="tabular" sx={{ typography: 'caption', color: 'text.secondary' }}>
          {listenText.came(clockTime(at))}
        </Box>
      </Box>
      <Box component="ul" sx={portListSx}>
        {visits.map(({ port, changes }) => (
          <Port key={port} port={port} state={changes.length === 0 ? 'proven' : 'changed'} />
        ))}
        {awaited.map((port) => (
          <Port key={port} port={port} state="awaited" />
        ))}
      </Box>
      {changesOf(visits).map((change) => (
        <Box key={change} sx={{ gridColumn: '1 / -1', color: 'hues.amber.ink' }}>
          {change}
        </Box>
      ))}
    </Box>
  );
}

/** How many names stand in one line; a farm can have hundreds. */
const namesShown = 12;

function AbsentLine({ names, ports }: Absent) {
  const shown = names.slice(0, namesShown);
  return (
    <Box component="li" sx={lineSx}>
      <Box>
        {shown.map((name, index) => (
          <Fragment key={name}>
            {index === 0 ? null : ', '}
            <Mono>{name}</Mono>
          </Fragment>
        ))}
        {names.length > shown.length ? listenText.more(names.length - shown.length) : null}
      </Box>
      <Box sx={{ color: 'text.secondary' }}>{listenText.absent(names.length)}</Box>
      <Box component="ul" sx={portListSx}>
        {ports.map((port) => (
          <Port key={port} port={port} state="awaited" />
        ))}
      </Box>
    </Box>
  );
}

type VisitorListProps = {
  readonly visits: readonly ListenVisit[];
  readonly expected: OpenedListening['expected'];
  readonly strangers: ListenStrangers;
};

/**
 * Who has come, from where, to which ports, and what the network changed on the way; who should come and has not; those
 * without the code as a number.
 */
export function VisitorList({ visits, expected, strangers }: VisitorListProps) {
  const visitors = visitorsOf(visits, expected);
  const absent = absentOf(visits, expected);
  const missing = absent.reduce((sum, { names }) => sum + names.length, 0);
  const isExpected = ({ name }: Visitor): boolean =>
    visits.some((visit) => visit.name === name && visit.as.length > 0);
  return (
    <Box component="section" aria-labelledby="listen-who">
      <Box sx={{ display: 'flex', alignItems: 'baseline', flexWrap: 'wrap', columnGap: 1.5 }}>
        <Box component="h2" id="listen-who" sx={{ margin: 0, typography: 'h2' }}>
          {listenText.who}
        </Box>
        <Box sx={{ color: 'text.secondary' }}>
          {listenText.whoCount(expected.length - missing, expected.length)}
        </Box>
      </Box>
      <Announcement count={visitors.length} />
      {visitors.length === 0 ? <Box sx={{ color: 'text.secondary' }}>{listenText.nobody}</Box> : null}
      <Box component="ul" aria-labelledby="listen-who" sx={{ margin: 0, padding: 0, listStyle: 'none' }}>
        {visitors.map((visitor) => (
          <Line key={visitor.name} visitor={visitor} isExpected={isExpected(visitor)} />
        ))}
        {absent.map(({ names, ports }) => (
          <AbsentLine key={ports.join(' ')} names={names} ports={ports} />
        ))}
      </Box>
      {strangers.connections === 0 ? null : (
        <Box sx={{ marginBlockStart: 1 }}>{listenText.strangers(strangers)}</Box>
      )}
    </Box>
  );
}
