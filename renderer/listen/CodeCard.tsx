import { Box, Button } from '@mui/material';
import { useState } from 'react';
import { spelled } from '../../shared/rehearsal/spelling.ts';
import { CopyButton } from '../components/CopyButton.tsx';
import { listenText } from '../text/en/listen.ts';
import { hiddenFromSight } from '../theme/hidden.ts';
import { monoFont } from '../theme/theme.ts';
import { clockTime } from './clock-time.ts';

type GroupProps = { readonly number: number; readonly characters: string; readonly isSpelled: boolean };

function Group({ number, characters, isSpelled }: GroupProps) {
  return (
    <Box
      component="li"
      sx={{
        display: 'flex',
        flexWrap: isSpelled ? 'wrap' : 'nowrap',
        alignItems: 'baseline',
        columnGap: 0.75,
      }}
    >
      <Box component="span" sx={hiddenFromSight}>
        {listenText.group(number, characters)}
      </Box>
      <Box component="span" aria-hidden="true" sx={{ typography: 'caption', color: 'text.secondary' }}>
        {number}
      </Box>
      <Box
        component="span"
        aria-hidden="true"
        sx={{
          fontFamily: monoFont,
          fontVariantLigatures: 'none',
          fontSize: { xs: '1.375rem', sm: '1.75rem' },
          letterSpacing: '0.04em',
          lineHeight: 1.4,
        }}
      >
        {characters}
      </Box>
      {isSpelled ? (
        <Box component="span" sx={{ flexBasis: '100%', paddingInlineStart: 1.75, marginBlockEnd: 0.5 }}>
          {spelled(characters).join(' ')}
        </Box>
      ) : null}
    </Box>
  );
}

type CodeCardProps = { readonly code: string; readonly tag: string; readonly until: string };

/** The code in its groups, to be read aloud by their numbers, spelled and copied; hidden on demand. */
export function CodeCard({ code, tag, until }: CodeCardProps) {
  const [isShown, setShown] = useState(true);
  const [isSpelled, setSpelled] = useState(false);
  return (
    <Box
      component="section"
      aria-labelledby="listen-code-title"
      sx={{ display: 'grid', gap: 1, padding: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}
    >
      <Box component="h2" id="listen-code-title" sx={{ margin: 0, typography: 'h3' }}>
        {listenText.codeTitle}
      </Box>
      <Box sx={{ color: 'text.secondary', maxWidth: '72ch' }}>
        {isShown ? listenText.codeIntro(tag, clockTime(until)) : listenText.hidden}
      </Box>
      {isShown ? (
        <Box
          component="ol"
          sx={{
            listStyle: 'none',
            margin: 0,
            padding: 0,
            display: 'grid',
            columnGap: { xs: 2, sm: 3 },
            justifyContent: 'start',
            gridTemplateColumns: isSpelled
              ? { xs: 'minmax(0, 1fr)', sm: 'repeat(2, minmax(0, auto))', md: 'repeat(3, minmax(0, auto))' }
              : { xs: 'repeat(2, auto)', sm: 'repeat(3, auto)' },
          }}
        >
          {code.split('-').map((characters, index) => (
            <Group
              key={characters + String(index)}
              number={index + 1}
              characters={characters}
              isSpelled={isSpelled}
            />
          ))}
        </Box>
      ) : null}
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
        <CopyButton text={code} what={listenText.copyWhat} />
        {isShown ? (
          <Button size="small" aria-pressed={isSpelled} onClick={() => setSpelled(!isSpelled)}>
            {listenText.spell}
          </Button>
        ) : null}
        <Button size="small" onClick={() => setShown(!isShown)}>
          {isShown ? listenText.hide : listenText.show}
        </Button>
      </Box>
    </Box>
  );
}
