import { Box, IconButton, OutlinedInput, Typography } from '@mui/material';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { Busy } from '../../../components/Busy.tsx';
import { InlineMessage } from '../../../components/InlineMessage.tsx';
import { Icon } from '../../../components/icons/Icon.tsx';
import { useWidth } from '../../../components/use-width.ts';
import { reportText } from '../../../text/en/report.ts';
import { hiddenFromSight } from '../../../theme/hidden.ts';
import { bytesOfBase64 } from './base64.ts';
import type { PdfPages } from './pdf-pages.ts';

type PdfPreviewProps = {
  /** The file as Base64. */
  readonly pdf: string;
  readonly name: string;
  readonly onOpened: (pageCount: number) => void;
};

const { preview: texts } = reportText;

/** The widths at which a page is shown, as multiples of the column's width. */
const zooms = [1, 1.5, 2] as const;

type PageProps = {
  readonly pages: PdfPages;
  readonly page: number;
  /** CSS pixels. */
  readonly width: number;
};

/** One page, drawn when it is shown: a long report needs no more time or memory than a short one. */
function Page({ pages, page, width }: PageProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [isBroken, setIsBroken] = useState(false);
  useEffect(() => {
    if (canvas.current === null) return undefined;
    const drawing = pages.draw(page, canvas.current, width * window.devicePixelRatio);
    drawing.done.catch(() => setIsBroken(true));
    return drawing.cancel;
  }, [pages, page, width]);
  return (
    <Box sx={{ display: 'grid', justifyContent: 'safe center' }}>
      <Box
        style={{ inlineSize: width, blockSize: width * pages.ratio }}
        sx={{
          border: 1,
          borderColor: 'divider',
          backgroundColor: 'common.white',
          '& canvas': { display: 'block', inlineSize: '100%' },
        }}
      >
        {isBroken ? (
          <InlineMessage kind="problem">{texts.failed}</InlineMessage>
        ) : (
          <canvas ref={canvas} role="img" aria-label={texts.picture(page, pages.count)} />
        )}
      </Box>
    </Box>
  );
}

type TurnProps = {
  readonly page: number;
  readonly count: number;
  readonly onTurn: (page: number) => void;
};

/** A button that leads nowhere from here, and keeps the keyboard's focus. */
const ended = (isEnded: boolean) =>
  isEnded ? { 'aria-disabled': true, sx: { opacity: 0.4, cursor: 'default' } } : {};

/** Turns over the pages one by one, or goes to one by its number. */
function Turn({ page, count, onTurn }: TurnProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const leave = (): void => {
    const wanted = Number.parseInt(typed ?? '', 10);
    setTyped(null);
    if (wanted >= 1 && wanted <= count) onTurn(wanted);
  };
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 0.5 }}>
      <IconButton aria-label={texts.previous} {...ended(page <= 1)} onClick={() => onTurn(page - 1)}>
        <Icon name="chevron-left" />
      </IconButton>
      <OutlinedInput
        size="small"
        value={typed ?? String(page)}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={leave}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          leave();
        }}
        inputProps={{
          'aria-label': texts.pageLabel,
          inputMode: 'numeric',
          autoComplete: 'off',
          maxLength: 5,
        }}
        sx={{ inlineSize: '4rem', '& input': { paddingBlock: '4px', textAlign: 'end' } }}
        className="tabular"
      />
      <Box component="span" className="tabular" sx={{ whiteSpace: 'nowrap' }}>
        {texts.ofPages(count)}
      </Box>
      <IconButton aria-label={texts.next} {...ended(page >= count)} onClick={() => onTurn(page + 1)}>
        <Icon name="chevron-right" />
      </IconButton>
    </Box>
  );
}

type Opened =
  | { readonly kind: 'loading' }
  | { readonly kind: 'open'; readonly pages: PdfPages }
  | { readonly kind: 'broken' };

/** Opens a PDF for as long as it is shown. */
function usePdf(pdf: string, onOpened: (pageCount: number) => void): Opened {
  const [opened, setOpened] = useState<Opened>({ kind: 'loading' });
  useEffect(() => {
    let isShown = true;
    let pages: PdfPages | null = null;
    const open = async (): Promise<void> => {
      const { openPdf } = await import('./pdf-pages.ts');
      pages = await openPdf(bytesOfBase64(pdf));
      if (!isShown) return pages.close();
      setOpened({ kind: 'open', pages });
      onOpened(pages.count);
    };
    setOpened({ kind: 'loading' });
    open().catch(() => {
      if (isShown) setOpened({ kind: 'broken' });
    });
    return () => {
      isShown = false;
      pages?.close();
    };
  }, [pdf, onOpened]);
  return opened;
}

/** How tall the preview is in any window: as much of it as leaves heading and bottom bar in sight. */
const previewHeight = 'max(24rem, calc(100vh - 17rem))';

/** Stands in the preview's place while there is none. */
export function PreviewFrame({ children }: { readonly children: ReactNode }) {
  return (
    <Box
      sx={{
        display: 'grid',
        alignContent: 'start',
        blockSize: previewHeight,
        padding: 3,
        border: 1,
        borderColor: 'divider',
        borderRadius: 1,
        backgroundColor: 'raised',
      }}
    >
      {children}
    </Box>
  );
}

/** Which way a key turns over the pages: as in programs that show PDFs. 0 for any other key. */
function turnOf({ key, altKey, ctrlKey, metaKey }: KeyboardEvent): -1 | 0 | 1 {
  if (altKey || ctrlKey || metaKey) return 0;
  if (key === 'ArrowLeft') return -1;
  return key === 'ArrowRight' ? 1 : 0;
}

/** The report itself, one page at a time, as it will be saved and printed. */
export function PdfPreview({ pdf, name, onOpened }: PdfPreviewProps) {
  const headingId = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [zoom, setZoom] = useState(0);
  const [wanted, setWanted] = useState(1);
  const opened = usePdf(pdf, onOpened);
  const columnWidth = useWidth(scroller);
  const width = Math.max(0, columnWidth - 2) * (zooms[zoom] ?? 1);
  const pages = opened.kind === 'open' ? opened.pages : null;
  const count = pages?.count ?? 1;
  const page = Math.min(wanted, count);
  const turn = (next: number): void => {
    if (next < 1 || next > count) return;
    setWanted(next);
    scroller.current?.scrollTo({ top: 0 });
  };
  return (
    <Box component="section" aria-labelledby={headingId} sx={{ display: 'grid', gap: 1, minInlineSize: 0 }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1 }}>
        <Typography component="h2" variant="h3" id={headingId} sx={{ flex: 1 }}>
          {texts.heading}
        </Typography>
        {pages === null ? null : <Turn page={page} count={count} onTurn={turn} />}
        <Box sx={{ display: 'flex' }}>
          <IconButton aria-label={texts.smaller} disabled={zoom === 0} onClick={() => setZoom(zoom - 1)}>
            <Icon name="minus" />
          </IconButton>
          <IconButton
            aria-label={texts.larger}
            disabled={zoom === zooms.length - 1}
            onClick={() => setZoom(zoom + 1)}
          >
            <Icon name="plus" />
          </IconButton>
        </Box>
      </Box>
      <Box
        ref={scroller}
        role="region"
        aria-label={texts.label(name)}
        tabIndex={0}
        onKeyDown={(event) => {
          const way = turnOf(event);
          const isTooWide = event.currentTarget.scrollWidth > event.currentTarget.clientWidth;
          if (way === 0 || isTooWide) return;
          event.preventDefault();
          turn(page + way);
        }}
        sx={{
          overflow: 'auto',
          scrollbarGutter: 'stable',
          overscrollBehavior: 'contain',
          blockSize: previewHeight,
          padding: 1.5,
          border: 1,
          borderColor: 'divider',
          borderRadius: 1,
          backgroundColor: 'raised',
        }}
      >
        {opened.kind === 'loading' ? <Busy>{texts.loading}</Busy> : null}
        {opened.kind === 'broken' ? <InlineMessage kind="caution">{texts.failed}</InlineMessage> : null}
        {pages === null || width === 0 ? null : <Page key={page} pages={pages} page={page} width={width} />}
      </Box>
      <Box role="status" sx={hiddenFromSight}>
        {pages === null ? '' : texts.page(page, count)}
      </Box>
    </Box>
  );
}
