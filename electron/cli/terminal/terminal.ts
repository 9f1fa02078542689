import { styleText } from 'node:util';

/** What a stream can show: decided once, from the stream and the environment, and passed to every printer. */
export type Terminal = {
  /** Whether somebody watches: a live line may be drawn over. */
  readonly live: boolean;
  readonly colour: boolean;
  /** Whether shapes beyond ASCII can be shown. */
  readonly unicode: boolean;
  /**
   * Whether JSON is written in ASCII alone: Windows PowerShell reads what it is passed on in the code page of the console,
   * which is UTF-8 hardly anywhere.
   */
  readonly asciiJson: boolean;
  /** Width in columns. */
  readonly columns: number;
};

type Stream = { readonly isTTY?: boolean | undefined; readonly columns?: number | undefined };
type Environment = Readonly<Record<string, string | undefined>>;

const widest = 160;

/** UTF-8 is promised by the locale on POSIX; on Windows by the terminals that say who they are. */
function showsUnicode(environment: Environment, platform: string): boolean {
  if (platform === 'win32')
    return environment['WT_SESSION'] !== undefined || environment['TERM_PROGRAM'] !== undefined;
  const locale = environment['LC_ALL'] || environment['LC_CTYPE'] || environment['LANG'] || '';
  return environment['TERM'] !== 'linux' && /utf-?8/i.test(locale);
}

/**
 * What a stream can show. No colour in a pipe, with `NO_COLOR` (any value that is not empty, https://no-color.org)
 * or with `TERM=dumb`; no live line then either, except that `NO_COLOR` alone keeps it.
 */
export function describeTerminal(stream: Stream, environment: Environment, platform: string): Terminal {
  const watched = stream.isTTY === true && environment['TERM'] !== 'dumb';
  return {
    live: watched,
    colour: watched && (environment['NO_COLOR'] ?? '') === '',
    unicode: showsUnicode(environment, platform),
    asciiJson: platform === 'win32' && stream.isTTY !== true,
    columns: Math.min(stream.columns ?? 100, widest),
  };
}

/** The few styles that the terminal uses; colour only ever means a verdict. */
export type Style = 'strong' | 'quiet' | 'green' | 'red' | 'amber' | 'blue' | 'violet' | 'slate';

const formats = {
  strong: 'bold',
  quiet: 'dim',
  green: 'green',
  red: 'red',
  amber: 'yellow',
  blue: 'blue',
  violet: 'magenta',
  slate: 'gray',
} as const satisfies Record<Style, Parameters<typeof styleText>[0]>;

/** A text in a style where the terminal shows colour, and as it is elsewhere. */
export function paint(terminal: Terminal, style: Style, text: string): string {
  return terminal.colour ? styleText(formats[style], text, { validateStream: false }) : text;
}
