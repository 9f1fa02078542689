import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../../shared/errors/app-error.ts';
import { type ErrorCode, errorTexts } from '../../../shared/errors/codes.ts';
import { instantSchema } from '../../../shared/words/instant.ts';
import { codeOf } from '../base/error-code.ts';
import { createInOrder } from '../files/in-order.ts';
import { replacePrivateFile } from '../files/private-file.ts';
import { readLimited } from '../files/read-limited.ts';

/** How many failures are remembered; the oldest make room for the next. */
export const maxTroubles = 200;
const maxBytes = 256 * 1024;
const mostFrames = 8;

const schemaId = 'netready.troubles/1';

const codes = Object.keys(errorTexts) as [ErrorCode, ...ErrorCode[]];
const word = z.string().regex(/^[\w.-]{1,60}$/);

/**
 * One failure of Netready itself, in codes alone: no message, because messages name hosts and paths. `frames` say where in the
 * program it was, by function and place in the built file.
 */
export const troubleSchema = z.strictObject({
  at: instantSchema,
  /** The operation of the page that failed. */
  operation: word,
  code: z.enum(codes),
  /** The kind of error behind it, and the code of the system; null where there is none. */
  error: word.nullable(),
  system: word.nullable(),
  frames: z.array(z.string().regex(/^[\w.<>$# ]{1,80}:\d{1,7}:\d{1,7}$/)).max(mostFrames),
});
export type Trouble = Readonly<z.infer<typeof troubleSchema>>;

const fileSchema = z.strictObject({
  schema: z.literal(schemaId),
  troubles: z.array(troubleSchema).max(maxTroubles),
});

/** What this installation remembers of its own failures. */
export type TroubleLog = {
  /** Remembers one. Rejects where it cannot be written. */
  readonly note: (trouble: Trouble) => Promise<void>;
  /** All that are remembered, oldest first; none where the file is missing or damaged. */
  readonly read: () => Promise<readonly Trouble[]>;
};

/** Failures of Netready or of what it stands on; the others are what a person wished, chose, or did in another window. */
const telling: readonly ErrorCode[] = [
  'internal',
  'output-unwritable',
  'data-folder-unset',
  'file-unreadable',
  'identity-damaged',
  'identity-exposed',
  'host-lost',
];

/** A word that may be kept: a name that a programmer chose, never a text. */
const asWord = (text: string): string | null => word.safeParse(text).data ?? null;

/** The calls that led to an error, without its message, which stands before them and may read like one; none where it has changed. */
function callsOf({ stack = '', message }: Error): string {
  const start = stack.indexOf(message);
  return start === -1 ? '' : stack.slice(start + message.length);
}

/** Where in the program an error was made: function and place in the built file, without the folder it lies in. */
function framesOf(error: unknown): readonly string[] {
  return (error instanceof Error ? callsOf(error) : '')
    .split('\n')
    .flatMap((line) => {
      const match =
        /^\s*at (?:(?:async )?([\w.<>$# ]{1,40}) \()?.*?([\w.-]{1,30}):(\d{1,7}):(\d{1,7})\)?$/.exec(line);
      if (match === null) return [];
      const [, name = '', file = '', row = '', column = ''] = match;
      return [`${`${name} ${file.replaceAll('-', '_')}`.trim()}:${row}:${column}`];
    })
    .slice(0, mostFrames);
}

/** What is remembered of a failure; null for one that says nothing about Netready. */
export function troubleOf(operation: string, error: unknown, at: Date): Trouble | null {
  const code: ErrorCode = error instanceof AppError ? error.code : 'internal';
  if (!telling.includes(code)) return null;
  const behind = error instanceof AppError && error.cause !== undefined ? error.cause : error;
  const system = codeOf(behind);
  const trouble = {
    at: at.toISOString(),
    operation,
    code,
    error: behind instanceof Error ? asWord(behind.name) : null,
    system: asWord(system),
    frames: code === 'internal' ? framesOf(behind) : [],
  };
  return troubleSchema.safeParse(trouble).data ?? { ...trouble, operation: 'unknown', frames: [] };
}

/** Opens the log of failures in a data folder, which need not exist yet. */
export function createTroubleLog(dataFolder: string): TroubleLog {
  const path = join(dataFolder, 'troubles.json');
  const inOrder = createInOrder();

  async function read(): Promise<readonly Trouble[]> {
    try {
      const bytes = await readLimited(path, maxBytes, 'file-unreadable');
      return fileSchema.safeParse(JSON.parse(new TextDecoder().decode(bytes))).data?.troubles ?? [];
    } catch (error) {
      if (error instanceof AppError || error instanceof SyntaxError) return [];
      throw error;
    }
  }

  async function note(trouble: Trouble): Promise<void> {
    const troubles = [...(await read()), trouble].slice(-maxTroubles);
    await replacePrivateFile(path, new TextEncoder().encode(JSON.stringify({ schema: schemaId, troubles })));
  }

  return { note: (trouble) => inOrder(() => note(trouble)), read: () => inOrder(read) };
}
