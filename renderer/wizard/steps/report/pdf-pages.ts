import 'pdfjs-dist/legacy/build/pdf.worker.mjs';
import { getDocument, type PDFPageProxy, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** A drawing under way. */
export type Drawing = {
  /** Whether the page was drawn to its end; false when it was called off. Rejects when the page cannot be drawn. */
  readonly done: Promise<boolean>;
  readonly cancel: () => void;
};

/** An open PDF whose pages can be drawn one by one. Pages count from 1. */
export type PdfPages = {
  readonly count: number;
  /** Height of the first page as a multiple of its width. */
  readonly ratio: number;
  /** Draws a page as wide as a number of device pixels. */
  readonly draw: (page: number, canvas: HTMLCanvasElement, width: number) => Drawing;
  readonly close: () => void;
};

function drawPage(loading: Promise<PDFPageProxy>, canvas: HTMLCanvasElement, width: number): Drawing {
  let isCancelled = false;
  let stop = (): void => undefined;
  const draw = async (): Promise<boolean> => {
    const page = await loading;
    if (isCancelled) return false;
    const viewport = page.getViewport({ scale: width / page.getViewport({ scale: 1 }).width });
    canvas.width = Math.floor(viewport.width);
    canvas.height = Math.floor(viewport.height);
    const task = page.render({ canvas, viewport });
    stop = () => task.cancel();
    await task.promise;
    page.cleanup();
    return true;
  };
  return {
    done: draw().catch((error: unknown) => {
      if (isCancelled) return false;
      throw error;
    }),
    cancel: () => {
      isCancelled = true;
      stop();
    },
  };
}

/**
 * Opens the bytes of a PDF that this program made. The library works in the page itself: its worker is imported as a
 * module beside it, so that the page's policy needs neither a worker's address nor a Trusted Types policy. It reads
 * only these bytes: no fonts, character maps or WebAssembly are fetched.
 * @throws when the bytes are not a PDF that the library can read
 */
export async function openPdf(bytes: Uint8Array): Promise<PdfPages> {
  const task = getDocument({
    data: bytes,
    verbosity: VerbosityLevel.ERRORS,
    useSystemFonts: false,
    useWasm: false,
    useWorkerFetch: false,
    disableWorkerRendering: true,
    enableXfa: false,
  });
  const pdf = await task.promise;
  const first = (await pdf.getPage(1)).getViewport({ scale: 1 });
  return {
    count: pdf.numPages,
    ratio: first.height / first.width,
    draw: (page, canvas, width) => drawPage(pdf.getPage(page), canvas, width),
    close: () => void task.destroy(),
  };
}
