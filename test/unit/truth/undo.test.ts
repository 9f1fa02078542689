import { describe, expect, it } from 'vitest';
import { change, withUndo } from '../../truth/support/undo.ts';

describe('changes of a machine by the suite', () => {
  const done: string[] = [];
  const noted = (what: string, fails = false) => ({
    what,
    run: async () => {
      done.push(`undo ${what}`);
      if (fails) throw new Error('busy');
    },
  });
  const during = (work: Parameters<typeof withUndo<string>>[0]) => {
    done.length = 0;
    return withUndo(work);
  };

  it('are taken back when the work is done, the last one first', async () => {
    const result = during(async (later) => {
      later(noted('rule'));
      later(noted('site'));
      done.push('work');
      return 'seen';
    });
    expect(await result).toBe('seen');
    expect(done).toEqual(['work', 'undo site', 'undo rule']);
  });

  it('are taken back when the work fails, and its own failure is what is said', async () => {
    const failing = during(async (later) => {
      later(noted('rule'));
      throw new RangeError('seen otherwise');
    });
    await expect(failing).rejects.toThrow(RangeError);
    expect(done).toEqual(['undo rule']);
  });

  it('are all tried, and what stays behind is named', async () => {
    const left = during(async (later) => {
      later(noted('rule'));
      later(noted('site', true));
      return 'seen';
    });
    await expect(left).rejects.toThrow('not taken back: site');
    expect(done).toEqual(['undo site', 'undo rule']);
    const both = during(async (later) => {
      later(noted('rule', true));
      throw new Error('seen otherwise');
    });
    await expect(both).rejects.toThrow(/seen otherwise; not taken back: rule/);
  });

  it('that failed half-way are taken back too, and say their own failure', async () => {
    const half = (fails: boolean) =>
      during(async (later) => {
        await change(later, noted('range', fails), async () => {
          throw new Error('netsh ended with 1');
        });
        return 'seen';
      });
    for (const fails of [false, true]) {
      await expect(half(fails)).rejects.toThrow(/^netsh ended with 1$/);
      expect(done).toEqual(['undo range']);
    }
    const made = during(async (later) => {
      await change(later, noted('range', true), async () => undefined);
      return 'seen';
    });
    await expect(made).rejects.toThrow('not taken back: range');
  });
});
