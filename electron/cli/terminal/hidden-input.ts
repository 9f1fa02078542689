/** What of a terminal's input is used to ask for something that must not be seen. */
export type HiddenInput = {
  readonly isTTY?: boolean | undefined;
  readonly setRawMode: (raw: boolean) => unknown;
  readonly on: (event: 'data', listener: (chunk: Buffer | string) => void) => unknown;
  readonly off: (event: 'data', listener: (chunk: Buffer | string) => void) => unknown;
  readonly resume: () => unknown;
  readonly pause: () => unknown;
};

const keys = {
  interrupt: '\u{3}',
  endOfInput: '\u{4}',
  backspaces: ['\b', '\u{7f}'],
  enters: ['\r', '\n'],
} as const;

/** The longest line that is taken, in characters. */
const maxLength = 1024;

/**
 * Asks for a line that is not shown while it is typed. The terminal has stopped to show what is typed before the prompt
 * appears, so that whoever answers at once, a script too, is not shown either.
 * @param input a terminal; without one there is nobody to ask
 * @returns what was typed, or null when there is no terminal or the person cancelled (Ctrl+C, Ctrl+D)
 */
export function askHidden(
  prompt: string,
  input: HiddenInput,
  write: (text: string) => void,
): Promise<string | null> {
  if (input.isTTY !== true) return Promise.resolve(null);
  return new Promise((resolve) => {
    const decoder = new TextDecoder();
    let typed: readonly string[] = [];
    const end = (answer: string | null): void => {
      input.off('data', take);
      input.setRawMode(false);
      input.pause();
      write('\n');
      resolve(answer);
    };
    const take = (chunk: Buffer | string): void => {
      const text = typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
      for (const character of text) {
        const isEntered = keys.enters.some((key) => key === character);
        if (isEntered || character === keys.interrupt || character === keys.endOfInput) {
          end(isEntered ? typed.join('') : null);
          return;
        }
        if (keys.backspaces.some((key) => key === character)) typed = typed.slice(0, -1);
        else if (typed.length < maxLength) typed = [...typed, character];
      }
    };
    input.setRawMode(true);
    input.on('data', take);
    input.resume();
    write(prompt);
  });
}
