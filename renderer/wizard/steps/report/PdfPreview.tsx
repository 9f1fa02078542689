import { Box, IconButton, Typography } from '@mui/material';
import { type ReactNode, type RefObject, useEffect, useId, useRef, useState } from 'react';
import { Busy } from '../../../components/Busy.tsx';
import { InlineMessage } from '../../../components/InlineMessage.tsx';
import { Icon } from '../../../components/icons/Icon.tsx';
import { useWidth } from '../../../components/use-width.ts';
import { reportText } from '../../../text/en/report.ts';
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

/** How far outside the visible part a page is drawn already, so that scrolling meets no empty paper. */
const drawnAhead = '600px 0px';

/** Whether an element is in or near the visible part of its scroller. */
function useIsNear(element: RefObject<HTMLElement | null>, scroller: RefObject<HTMLElement | null>): boolean {
  const [isNear, setIsNear] = useState(false);
  useEffect(() => {
    if (element.current === null) return undefined;
    const observer = new IntersectionObserver(
      (entries) => setIsNear(entries.some(({ isIntersecting }) => isIntersecting)),
      { root: scroller.current, rootMargin: drawnAhead },
    );
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element, scroller]);
  return isNear;
}

type PageProps = {
  readonly pages: PdfPages;
  readonly page: number;
  /** CSS pixels. */
  readonly width: number;
  readonly scroller: RefObject<HTMLElement | null>;
};

/** One page. Its picture exists only while it is near, so that a long report needs no more memory than a short one. */
function Page({ pages, page, width, scroller }: PageProps) {
  const place = useRef<HTMLLIElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [isBroken, setIsBroken] = useState(false);
  const isNear = useIsNear(place, scroller);
  useEffect(() => {
    if (!isNear || canvas.current === null) return undefined;
    const drawing = pages.draw(page, canvas.current, width * window.devicePixelRatio);
    drawing.done.catch(() => setIsBroken(true));
    return drawing.cancel;
  }, [isNear, pages, page, width]);
  const label = texts.page(page, pages.count);
  return (
    <Box component="li" ref={place} sx={{ display: 'grid', justifyContent: 'safe center', gap: 0.5 }}>
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
        ) : isNear ? (
          <canvas ref={canvas} role="img" aria-label={texts.picture(page, pages.count)} />
        ) : null}
      </Box>
      <Box
        component="span"
        className="tabular"
        sx={{ typography: 'caption', color: 'text.secondary', textAlign: 'center' }}
      >
        {label}
      </Box>
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

const numbersTo = (count: number): readonly number[] =>
  Array.from({ length: count }, (_, index) => index + 1);

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

/** The report itself, page by page, as it will be saved and printed. */
export function PdfPreview({ pdf, name, onOpened }: PdfPreviewProps) {
  const headingId = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [zoom, setZoom] = useState(0);
  const opened = usePdf(pdf, onOpened);
  const columnWidth = useWidth(scroller);
  const width = Math.max(0, columnWidth - 2) * (zooms[zoom] ?? 1);
  return (
    <Box component="section" aria-labelledby={headingId} sx={{ display: 'grid', gap: 1, minInlineSize: 0 }}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
        <Typography component="h2" variant="h3" id={headingId} sx={{ flex: 1 }}>
          {texts.heading}
        </Typography>
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
      <Box
        ref={scroller}
        role="region"
        aria-label={texts.label(name)}
        tabIndex={0}
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
        {opened.kind !== 'open' || width === 0 ? null : (
          <Box component="ol" sx={{ display: 'grid', gap: 1.5, margin: 0, padding: 0, listStyle: 'none' }}>
            {numbersTo(opened.pages.count).map((page) => (
              <Page key={page} pages={opened.pages} page={page} width={width} scroller={scroller} />
            ))}
          </Box>
        )}
      </Box>
    </Box>
  );
}
