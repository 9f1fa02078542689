import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { askHidden, type HiddenInput } from '../../../../../electron/cli/terminal/hidden-input.ts';

class Keyboard extends EventEmitter implements HiddenInput {
  readonly isTTY: boolean = true;
  readonly modes: boolean[] = [];
  setRawMode(raw: boolean): void {
    this.modes.push(raw);
  }
  resume(): void {
    this.emit('resumed');
  }
  pause(): void {
    this.emit('paused');
  }
}

function ask(...typed: readonly (string | Uint8Array)[]) {
  const keyboard = new Keyboard();
  const shown: string[] = [];
  const answer = askHidden('Password: ', keyboard, (text) => shown.push(text));
  for (const text of typed) keyboard.emit('data', typeof text === 'string' ? Buffer.from(text) : text);
  return { answer, shown, keyboard };
}

describe('asking for a password', () => {
  it('shows nothing of what is typed, and gives the terminal back', async () => {
    const { answer, shown, keyboard } = ask('se', 'cret', '\r');
    expect(await answer).toBe('secret');
    expect(shown).toEqual(['Password: ', '\n']);
    expect(keyboard.modes).toEqual([true, false]);
    expect(keyboard.listenerCount('data')).toBe(0);
  });

  it('has stopped the terminal from showing what is typed before it asks', () => {
    const keyboard = new Keyboard();
    const modesAtPrompt: (readonly boolean[])[] = [];
    void askHidden('Password: ', keyboard, () => modesAtPrompt.push([...keyboard.modes]));
    expect(modesAtPrompt).toEqual([[true]]);
    expect(keyboard.listenerCount('data')).toBe(1);
    keyboard.emit('data', '\r');
    expect(modesAtPrompt.at(-1)).toEqual([true, false]);
  });

  it('takes corrections, and characters of several bytes that come in parts', async () => {
    const euro = Buffer.from('€');
    const { answer } = ask('ab\u{7f}\u{7f}\u{7f}p', euro.subarray(0, 1), euro.subarray(1), '😀x\b\n');
    expect(await answer).toBe('p€😀');
  });

  it('ends with Ctrl+C and Ctrl+D without an answer', async () => {
    for (const key of ['\u{3}', '\u{4}']) {
      const { answer, keyboard } = ask('half', key);
      expect(await answer).toBeNull();
      expect(keyboard.modes).toEqual([true, false]);
    }
  });

  it('asks nobody where there is no terminal', async () => {
    const keyboard = Object.assign(new Keyboard(), { isTTY: false });
    expect(await askHidden('Password: ', keyboard, () => undefined)).toBeNull();
    expect(keyboard.modes).toEqual([]);
  });
});
