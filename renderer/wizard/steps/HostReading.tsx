import { Box, Button } from '@mui/material';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { Icon } from '../../components/icons/Icon.tsx';
import { Mono } from '../../components/Mono.tsx';
import { hostReadingText as texts } from '../../text/en/host-reading.ts';
import { visibleControls } from '../../text/visible-controls.ts';
import { type ListedHost, parseHostList, type Replacement, withReplaced } from '../host-list.ts';
import { type Doubt, doubtOf, hostsInText, type Offer } from '../host-reading.ts';

/** How many doubtful entries are shown at first. */
const shownAtFirst = 8;

/** From how many unclear entries on a text is taken for something else than a list. */
const unclearText = 3;

/** When what had the focus is gone because it was used, the next one has it, or else the input. */
function useKeptFocus(count: number, box: RefObject<HTMLElement | null>, inputId: string): void {
  const before = useRef(count);
  useEffect(() => {
    const isFewer = count < before.current;
    before.current = count;
    if (!isFewer || document.activeElement !== document.body) return;
    const next = box.current?.querySelector<HTMLElement>('button') ?? document.getElementById(inputId);
    next?.focus({ preventScroll: true });
  }, [count, box, inputId]);
}

type EntryProps = {
  readonly entry: ListedHost;
  readonly doubt: Doubt;
  readonly onUse: (hosts: readonly string[]) => void;
};

/** One doubtful entry: where it stands, what it looks like, what may be taken in its place. */
function Entry({ entry, doubt, onUse }: EntryProps) {
  const quoted = visibleControls(entry.text.replaceAll('\t', ' '));
  return (
    <Box
      component="li"
      sx={{
        display: 'grid',
        gridTemplateColumns: { xs: '48px minmax(0, 1fr)', md: '56px minmax(0, 1fr) minmax(0, 1fr) 20rem' },
        alignItems: 'center',
        columnGap: 1.5,
        rowGap: 0.5,
        paddingBlock: 0.5,
        borderTop: 1,
        borderColor: 'hues.amber.mark',
        '& > :nth-of-type(n + 3)': { gridColumn: { xs: '1 / -1', md: 'auto' } },
      }}
    >
      <Box component="span" className="tabular" sx={{ typography: 'caption', color: 'text.secondary' }}>
        {texts.line(entry.line)}
      </Box>
      <Box component="span" sx={{ minInlineSize: 0, overflowWrap: 'anywhere' }}>
        <Mono>{quoted}</Mono>
      </Box>
      <Box component="span">{texts.doubt[doubt.kind]}</Box>
      <Box component="span" sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.5, justifyContent: 'flex-end' }}>
        {doubt.offers.map((offer) => (
          <Button
            key={offer.hosts.join()}
            size="small"
            aria-label={texts.inPlaceOf(texts.takeHost(offer), quoted, entry.line)}
            onClick={() => onUse(offer.hosts)}
          >
            {texts.takeHost(offer)}
          </Button>
        ))}
        <Button
          size="small"
          variant="text"
          aria-label={texts.inPlaceOf(texts.leaveOut, quoted, entry.line)}
          onClick={() => onUse([])}
        >
          {texts.leaveOut}
        </Button>
      </Box>
    </Box>
  );
}

type ListReadingProps = {
  /** The id of the input. */
  readonly inputId: string;
  readonly text: string;
  readonly onChange: (text: string) => void;
};

type Read = { readonly entry: ListedHost; readonly doubt: Doubt };

/** The entries that mean one thing only, with what is taken in their place. */
const clearOffers = (read: readonly Read[]): readonly Replacement[] =>
  read.flatMap(({ entry, doubt: { offers } }) => {
    const [only] = offers;
    return only !== undefined && offers.length === 1 ? [{ entry, hosts: only.hosts }] : [];
  });

/** Everything at once: what is clear, or the names in a text that is no list. */
function AtOnce({ read, text, onChange }: Omit<ListReadingProps, 'inputId'> & { read: readonly Read[] }) {
  const clear = clearOffers(read);
  const isList = read.filter(({ doubt }) => doubt.offers.length === 0).length < unclearText;
  const found = isList ? [] : hostsInText(text);
  if (found.length > 0)
    return (
      <Button size="small" onClick={() => onChange(found.join('\n'))}>
        {texts.takeFound(found.length)}
      </Button>
    );
  if (clear.length < 2) return null;
  const servers = new Set(clear.flatMap(({ hosts }) => hosts)).size;
  return (
    <Button size="small" onClick={() => onChange(withReplaced(text, clear))}>
      {texts.takeAll(clear.length, servers)}
    </Button>
  );
}

/** What was read of a pasted list, where some of it is no host by itself: nothing of that is taken unless it is chosen. */
export function ListReading({ inputId, text, onChange }: ListReadingProps) {
  const [isWhole, setWhole] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const { hosts, wrong } = parseHostList(text);
  useKeptFocus(wrong.length, box, inputId);
  if (wrong.length === 0) return null;
  const read = wrong.map((entry) => ({ entry, doubt: doubtOf(entry.text) }));
  const shown = isWhole ? read : read.slice(0, shownAtFirst);
  return (
    <Box
      ref={box}
      sx={{
        marginBlockStart: 1,
        paddingInline: 1.5,
        paddingBlock: 1,
        border: 1,
        borderRadius: 1,
        borderColor: 'hues.amber.mark',
        backgroundColor: 'hues.amber.tint',
        typography: 'body2',
      }}
    >
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1, paddingBlockEnd: 0.5 }}>
        <Box component="span" sx={{ color: 'hues.amber.ink', display: 'inline-flex' }}>
          <Icon name="alert" />
        </Box>
        <Box role="status" sx={{ flex: 1, minInlineSize: '12rem' }}>
          <Box component="span" sx={{ fontWeight: 'fontWeightBold' }}>
            {texts.summary(hosts.length, wrong.length)}
          </Box>{' '}
          {texts.nothingSilently}
        </Box>
        <AtOnce read={read} text={text} onChange={onChange} />
      </Box>
      <Box component="ul" sx={{ listStyle: 'none', margin: 0, padding: 0 }}>
        {shown.map(({ entry, doubt }) => (
          <Entry
            key={`${entry.start} ${entry.text}`}
            entry={entry}
            doubt={doubt}
            onUse={(chosen) => onChange(withReplaced(text, [{ entry, hosts: chosen }]))}
          />
        ))}
      </Box>
      {shown.length === read.length ? null : (
        <Button size="small" variant="text" onClick={() => setWhole(true)}>
          {texts.more(read.length - shown.length)}
        </Button>
      )}
    </Box>
  );
}

type HostOffersProps = {
  /** What was typed and refused. */
  readonly text: string;
  readonly onUse: (offer: Offer) => void;
  /** Whether port and instance have fields beside it, which take what stood with the host. */
  readonly hasPort?: boolean;
};

/** What may have been meant where one host is asked for; nothing where nobody can tell. */
export function HostOffers({ text, onUse, hasPort = false }: HostOffersProps) {
  const { kind, offers } = doubtOf(text);
  const single = offers.filter(({ hosts }) => hosts.length === 1);
  if (single.length === 0) return null;
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1, marginBlockStart: 0.5 }}>
      <Box component="span" sx={{ typography: 'body2' }}>
        {texts.doubt[kind]}
      </Box>
      {single.map((offer) => (
        <Button key={offer.hosts.join()} size="small" onClick={() => onUse(offer)}>
          {hasPort ? texts.take(offer) : texts.takeHost(offer)}
        </Button>
      ))}
    </Box>
  );
}
