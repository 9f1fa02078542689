import { instantText } from '../../../shared/words/phrases.ts';
import type { RunSummary } from '../../core/runs/run-store.ts';
import { paint, type Terminal } from '../terminal/terminal.ts';
import { safeText, wrapText } from '../terminal/text.ts';
import { verdictGlyph } from '../terminal/verdict-mark.ts';

function runLines(run: RunSummary, terminal: Terminal): readonly string[] {
  const where = safeText(`${run.hostname}, ${run.environment}`);
  const sentence = safeText(run.sentence);
  const shown = terminal.live ? wrapText(sentence, terminal.columns - 4) : [sentence];
  return [
    `${verdictGlyph(run.verdict, terminal)} ${instantText(run.finishedAt)}  ${where}`,
    ...shown.map((line) => `    ${line}`),
    `    ${paint(terminal, 'quiet', run.id)}`,
    '',
  ];
}

/** Kept runs as a person reads them, newest first, with the id by which one is asked for. */
export function runList(runs: readonly RunSummary[], terminal: Terminal): readonly string[] {
  if (runs.length === 0) return ['No run is kept on this machine yet.'];
  const [first] = runs;
  return [
    ...runs.flatMap((run) => runLines(run, terminal)),
    `To write the files of one of them: netready run save ${first?.id.slice(0, 8)} --out FOLDER`,
  ];
}
