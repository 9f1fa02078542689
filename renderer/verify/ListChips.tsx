import { Box, ButtonBase, InputAdornment, OutlinedInput } from '@mui/material';
import { type FileLook, fileLooks } from '../../shared/report/report-list.ts';
import { Icon } from '../components/icons/Icon.tsx';
import { Mark } from '../components/Mark.tsx';
import { verifyText } from '../text/en/verify.ts';
import type { ListFilter, ListView } from './list-view.ts';

const { list: texts } = verifyText;

/** What a filter shows, as its lines are marked; null where they are not marked alike. */
const marks: Readonly<Record<ListFilter, Pick<FileLook, 'shape' | 'hue'> | null>> = {
  all: null,
  refused: fileLooks.changed,
  'key-changed': { shape: 'square-unequal', hue: 'red' },
  'key-unknown': { shape: 'diamond-question', hue: 'violet' },
  'not-ready': null,
  old: null,
  unread: fileLooks['not-read'],
};

type ListChipsProps = Pick<ListView, 'filter' | 'words'> & {
  readonly counts: readonly { readonly filter: ListFilter; readonly count: number }[];
  readonly onLook: (view: Partial<ListView>) => void;
};

/** What a list is narrowed to: one press for what needs somebody, and a field for words. */
export function ListChips({ counts, filter, words, onLook }: ListChipsProps) {
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
      <Box role="group" aria-label={texts.filter} sx={{ display: 'contents' }}>
        {counts.map(({ filter: own, count }) => {
          const mark = marks[own];
          const isChosen = own === filter;
          return (
            <ButtonBase
              key={own}
              aria-pressed={isChosen}
              onClick={() => onLook({ filter: own, scrolled: 0, active: null })}
              sx={{
                gap: 0.75,
                minHeight: 28,
                paddingInline: 1,
                border: 1,
                borderRadius: '3px',
                borderColor: isChosen ? 'primary.main' : 'border',
                backgroundColor: isChosen ? 'accentTint' : 'background.paper',
                typography: 'body2',
                fontSize: '0.8125rem',
                '&:hover': { borderColor: 'primary.main', backgroundColor: 'accentTint' },
                ...(isChosen ? { '@media (forced-colors: active)': { outline: '2px solid Highlight' } } : {}),
              }}
            >
              {mark === null ? null : <Mark {...mark} />}
              {texts.filters[own]}
              <Box component="span" className="tabular" sx={{ fontWeight: 'fontWeightBold' }}>
                {count}
              </Box>
            </ButtonBase>
          );
        })}
      </Box>
      <Box role="search" sx={{ flex: '1 1 12rem', minInlineSize: 0 }}>
        <OutlinedInput
          fullWidth
          type="search"
          size="small"
          placeholder={texts.search}
          value={words}
          onChange={(event) => onLook({ words: event.target.value, scrolled: 0, active: null })}
          onKeyDown={(event) => {
            if (event.key === 'Enter') event.preventDefault();
          }}
          inputProps={{ 'aria-label': texts.search, autoComplete: 'off', spellCheck: false }}
          startAdornment={
            <InputAdornment position="start">
              <Icon name="search" />
            </InputAdornment>
          }
        />
      </Box>
    </Box>
  );
}
