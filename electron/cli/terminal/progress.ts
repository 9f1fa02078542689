import { paint, type Terminal } from './terminal.ts';
import { cutText, safeText } from './text.ts';

type Output = { write(text: string): unknown };

/** What the live line shows: how far the run is, and which probe has been waiting longest, for how long (ms). */
export type ProgressState = {
  readonly done: number;
  readonly total: number;
  readonly waiting: { readonly what: string; readonly sinceMs: number } | null;
};

const barWidth = 20;

/** The live line for a state; the figures keep their width, so that nothing jumps. */
function progressLine({ done, total, waiting }: ProgressState, terminal: Terminal): string {
  const filled = total === 0 ? barWidth : Math.floor((done / total) * barWidth);
  const [full, empty] = terminal.unicode ? ['━', '─'] : ['#', '.'];
  const bar = full.repeat(filled) + paint(terminal, 'quiet', empty.repeat(barWidth - filled));
  const figures = `${String(done).padStart(String(total).length)} of ${total}`;
  const seconds = waiting === null ? '' : ` (${Math.floor(waiting.sinceMs / 1000)} s)`;
  const what = waiting === null ? '' : `waiting for ${safeText(waiting.what)}${seconds}`;
  const room = terminal.columns - barWidth - figures.length - 6;
  return `${bar}  ${figures}  ${cutText(what, Math.max(0, room), terminal.unicode ? '…' : '...')}`;
}

/** A line that is drawn over on a terminal that somebody watches, and nothing at all elsewhere. */
export type Progress = { readonly show: (state: ProgressState) => void; readonly clear: () => void };

export function openProgress(output: Output, terminal: Terminal): Progress {
  if (!terminal.live) return { show: () => undefined, clear: () => undefined };
  const clear = () => output.write('\r\u001b[2K');
  return {
    show: (state) => {
      clear();
      output.write(progressLine(state, terminal));
    },
    clear,
  };
}
