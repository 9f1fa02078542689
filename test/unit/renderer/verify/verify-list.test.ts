import { describe, expect, it } from 'vitest';
import { type CheckFile, emptyVerifyList } from '../../../../renderer/verify/verify-list.ts';
import { checked, type FileStatus } from '../../../../renderer/verify/verify-state.ts';
import { toFailure } from '../../../../shared/contract/reply.ts';
import { AppError } from '../../../../shared/errors/app-error.ts';
import { pagesNotChecked, verifyOutcome } from '../../../../shared/report/verify-outcome.ts';

const fileOf = (name: string): File => new File(['%PDF-'], name);
const quick = verifyOutcome('KNOWN_SIGNER', null, null, pagesNotChecked('not-asked'));
const whole = verifyOutcome('KNOWN_SIGNER', null, null, { pages: 'match', pagesReason: null });

type Asked = {
  readonly name: string;
  readonly pages: boolean;
  readonly answer: () => void;
  readonly fail: () => void;
  isCancelled: boolean;
};

/** A list whose host answers when the test says so, and whose clock stands where the test puts it. */
function scene() {
  const asked: Asked[] = [];
  let now = 0;
  let timers: { readonly at: number; readonly work: () => void }[] = [];
  const check: CheckFile = (file, pages, signal) =>
    new Promise<FileStatus>((resolve) => {
      const call: Asked = {
        name: file.name,
        pages,
        answer: () => resolve(checked(file.name, pages ? whole : quick)),
        fail: () => resolve({ kind: 'failed', failure: toFailure(new AppError('file-unreadable', 'Gone.')) }),
        isCancelled: false,
      };
      asked.push(call);
      signal.addEventListener('abort', () => {
        call.isCancelled = true;
        resolve({ kind: 'failed', failure: toFailure(new AppError('cancelled', 'Cancelled.')) });
      });
    });
  const list = emptyVerifyList(check, {
    now: () => now,
    after: (ms, work) => void timers.push({ at: now + ms, work }),
  });
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  };
  /** Lets time pass until all that is due is done. */
  const pass = async (ms = 200): Promise<void> => {
    await settle();
    now += ms;
    const due = timers.filter(({ at }) => at <= now);
    timers = timers.filter(({ at }) => at > now);
    for (const { work } of due) work();
    await settle();
  };
  const open = (): readonly Asked[] => asked.filter(({ isCancelled }) => !isCancelled);
  return { list, asked, open, pass, settle };
}

describe('a list of files', () => {
  it('asks for four at once, and for the next as soon as one is answered', async () => {
    const { list, asked, settle } = scene();
    list.add(['a', 'b', 'c', 'd', 'e', 'f'].map(fileOf));
    await settle();
    expect(asked.map(({ name }) => name)).toEqual(['a', 'b', 'c', 'd']);
    asked[1]?.answer();
    await settle();
    expect(asked.map(({ name }) => name)).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(asked.every(({ pages }) => !pages)).toBe(true);
  });

  it('tells several answers in one go', async () => {
    const { list, asked, pass } = scene();
    let told = 0;
    list.add(['a', 'b', 'c'].map(fileOf));
    await pass();
    list.subscribe(() => {
      told += 1;
    });
    for (const call of asked) call.answer();
    await pass();
    expect(told).toBe(1);
    expect(list.state().files.every(({ status }) => status.kind === 'checked')).toBe(true);
  });

  it('compares pages only while somebody is there, one after the other', async () => {
    const { list, asked, pass } = scene();
    list.add(['a', 'b'].map(fileOf));
    await pass();
    for (const call of asked) call.answer();
    await pass();
    expect(asked).toHaveLength(2);
    const leave = list.attend();
    await pass();
    expect(asked.slice(2).map(({ name, pages }) => [name, pages])).toEqual([['a', true]]);
    leave();
    expect(asked[2]?.isCancelled).toBe(true);
    await pass();
    list.attend();
    await pass();
    expect(asked.slice(3).map(({ name, pages }) => [name, pages])).toEqual([['a', true]]);
    asked[3]?.answer();
    await pass();
    expect(list.state().files[0]?.status).toMatchObject({ outcome: { pages: 'match' }, pages: 'settled' });
    expect(asked.at(-1)).toMatchObject({ name: 'b', pages: true });
  });

  it('goes on with the next where the pages of a file can be read no more, and keeps its answer', async () => {
    const { list, asked, pass } = scene();
    list.attend();
    list.add(['a', 'b'].map(fileOf));
    await pass();
    for (const call of [...asked]) call.answer();
    await pass();
    asked[2]?.fail();
    await pass();
    expect(list.state().files[0]?.status).toMatchObject({
      kind: 'checked',
      outcome: { code: 'KNOWN_SIGNER' },
    });
    expect(asked.at(-1)).toMatchObject({ name: 'b', pages: true });
  });

  it('stops at once, and goes on with what was begun', async () => {
    const { list, asked, open, pass } = scene();
    list.add(['a', 'b', 'c', 'd', 'e'].map(fileOf));
    await pass();
    asked[0]?.answer();
    await pass();
    list.stop();
    expect(asked.slice(1).every(({ isCancelled }) => isCancelled)).toBe(true);
    await pass();
    expect(list.state().files.map(({ status }) => status.kind)).toEqual([
      'checked',
      'waiting',
      'waiting',
      'waiting',
      'waiting',
    ]);
    const before = asked.length;
    list.goOn();
    await pass();
    expect(asked.slice(before).map(({ name }) => name)).toEqual(['b', 'c', 'd', 'e']);
    expect(open()).toHaveLength(5);
  });

  it('lets go of files that are taken off, and of their selection', async () => {
    const { list, asked, pass } = scene();
    list.add(['a', 'b'].map(fileOf));
    await pass();
    list.look({ selected: new Set([1, 2]), words: 'fe' });
    list.remove([1]);
    expect(asked[0]?.isCancelled).toBe(true);
    expect(list.fileOf(1)).toBeNull();
    expect(list.fileOf(2)?.name).toBe('b');
    expect([...list.state().view.selected]).toEqual([2]);
    list.clear();
    expect(list.state()).toMatchObject({ files: [], view: { words: '' } });
    expect(list.fileOf(2)).toBeNull();
  });
});
