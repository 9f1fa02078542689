import { Box, Button, Paper, Typography } from '@mui/material';
import { useEffect, useRef, useState } from 'react';
import { CopyButton } from '../components/CopyButton.tsx';
import { Mono } from '../components/Mono.tsx';
import { commonText } from '../text/en/common.ts';
import { endedText } from '../text/en/ended.ts';
import type { About } from '../wizard/own-name.ts';

type HostGoneProps = {
  readonly about: About;
  /** Whether the person ended it; otherwise it does not answer, and may be there again. */
  readonly isEnded: boolean;
  /** Something was typed that could not be kept. */
  readonly hasUnsaved: boolean;
  readonly onAsk: () => void;
};

/** Asks once more; while there is no answer, it says when that was. */
function AskAgain({ onAsk }: Pick<HostGoneProps, 'onAsk'>) {
  const [askedAt, setAskedAt] = useState<string | null>(null);
  const ask = (): void => {
    setAskedAt(new Date().toISOString());
    onAsk();
  };
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 2 }}>
      <Button onClick={ask}>{endedText.ask}</Button>
      <Box role="status" sx={{ color: 'text.secondary' }}>
        {askedAt === null ? '' : endedText.noAnswer(askedAt)}
      </Box>
    </Box>
  );
}

/** Stands in place of the wizard when the program behind the page is gone: what is kept, and how to go on. */
export function HostGone({ about, isEnded, hasUnsaved, onAsk }: HostGoneProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const title = isEnded ? endedText.ended : endedText.lost;
  useEffect(() => {
    document.title = commonText.pageTitle(title);
    heading.current?.focus();
  }, [title]);
  return (
    <Box
      component="main"
      sx={{
        display: 'grid',
        alignContent: 'start',
        gap: 2,
        maxInlineSize: 720,
        marginInline: 'auto',
        paddingInline: { xs: 2, md: 4 },
        paddingBlockStart: '16vh',
        paddingBlockEnd: 4,
        overflowWrap: 'anywhere',
      }}
    >
      <Typography
        component="h1"
        variant="h1"
        ref={heading}
        tabIndex={-1}
        sx={{ '&:focus': { outline: 'none' } }}
      >
        {title}
      </Typography>
      {isEnded ? null : <Box>{endedText.lostWhy}</Box>}
      <Box>{endedText.kept(about.machine.hostname)}</Box>
      {about.host === 'desktop' ? (
        <Box>{endedText.again.desktop}</Box>
      ) : (
        <>
          <Box>{endedText.again.browser}</Box>
          <Paper
            sx={{
              display: 'flex',
              alignItems: 'center',
              justifyContent: 'space-between',
              gap: 2,
              padding: 1,
              paddingInlineStart: 2,
              maxInlineSize: 440,
            }}
          >
            <Mono>{endedText.again.command}</Mono>
            <CopyButton text={endedText.again.command} what={endedText.again.command} />
          </Paper>
        </>
      )}
      {isEnded ? (
        <Box sx={{ color: 'text.secondary' }}>{endedText.close}</Box>
      ) : (
        <>
          <Box sx={{ color: 'text.secondary' }}>{hasUnsaved ? endedText.unsaved : endedText.waiting}</Box>
          <AskAgain onAsk={onAsk} />
        </>
      )}
    </Box>
  );
}
