import { Box, Button, Paper } from '@mui/material';
import { useEffect, useId, useRef, useState } from 'react';
import { Mono } from '../../../components/Mono.tsx';
import { environmentText } from '../../../text/en/environment.ts';
import { visibleControls } from '../../../text/visible-controls.ts';
import { type OwnPlace, ownPlaceOf } from '../../own-place.ts';
import type { PartProps } from '../Answer.tsx';

const { ownPlace: texts } = environmentText;

/** How many names are offered at first. */
const offeredAtFirst = 6;

/** When what had the focus is gone because it was used, what stands in its place has it. */
function useKeptFocus(kind: OwnPlace['kind']) {
  const box = useRef<HTMLDivElement>(null);
  const before = useRef(kind);
  useEffect(() => {
    const isOther = before.current !== kind;
    before.current = kind;
    if (isOther && document.activeElement === document.body)
      box.current?.querySelector<HTMLElement>('button')?.focus({ preventScroll: true });
  }, [kind]);
  return box;
}

/** The names to choose from, the first of many. */
function Candidates({
  hosts,
  onChoose,
}: {
  readonly hosts: readonly string[];
  readonly onChoose: (host: string) => void;
}) {
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole || hosts.length <= offeredAtFirst + 1 ? hosts : hosts.slice(0, offeredAtFirst);
  return (
    <>
      {shown.map((host) => (
        <Button key={host} size="small" onClick={() => onChoose(host)}>
          <Mono>{host}</Mono>
        </Button>
      ))}
      {shown.length === hosts.length ? null : (
        <Button size="small" variant="text" onClick={() => setWhole(true)}>
          {texts.more(hosts.length - shown.length)}
        </Button>
      )}
    </>
  );
}

/**
 * Asks which of the named servers is this machine, where neither its name nor its addresses tell. The answer is the name by
 * which the others know it; nothing is chosen by itself.
 */
export function OwnPlaceQuestion({
  about,
  answers,
  onAnswer,
}: Pick<PartProps, 'about' | 'answers' | 'onAnswer'>) {
  const id = useId();
  const place = ownPlaceOf(answers, about);
  const box = useKeptFocus(place.kind);
  if (place.kind === 'clear') return null;
  const { hostname, addresses } = about.machine;
  return (
    <Paper
      ref={box}
      role="group"
      aria-labelledby={`${id}-question`}
      sx={{ padding: 2, display: 'grid', gap: 1, overflowWrap: 'anywhere' }}
    >
      {place.kind === 'chosen' ? (
        <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1.5 }}>
          <Box id={`${id}-question`} sx={{ flex: '1 1 16rem' }}>
            {place.host === null ? texts.none(visibleControls(hostname)) : texts.is(place.host)}
          </Box>
          <Button size="small" variant="text" onClick={() => onAnswer({ machineName: '' })}>
            {texts.change}
          </Button>
        </Box>
      ) : (
        <>
          <Box id={`${id}-question`} role="status" sx={{ typography: 'subtitle2' }}>
            {texts.question(place.candidates.length)}
          </Box>
          <Box>{texts.itself(visibleControls(hostname), addresses)}</Box>
          <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
            <Candidates hosts={place.candidates} onChoose={(host) => onAnswer({ machineName: host })} />
            <Button size="small" variant="text" onClick={() => onAnswer({ machineName: hostname })}>
              {texts.noneOfThem(place.candidates.length)}
            </Button>
          </Box>
          <Box sx={{ typography: 'caption', color: 'text.secondary' }}>{texts.means}</Box>
        </>
      )}
    </Paper>
  );
}
