import { describe, expect, it } from 'vitest';
import { listEntries, parseHostList, withReplaced } from '../../../../renderer/wizard/host-list.ts';

describe('a pasted list of hosts', () => {
  it('is separated by line ends of every system, commas, semicolons and tabs, and keeps its order', () => {
    const text = 'fe1\nfe2\r\nfe3\rfe4,fe5;fe6\tfe7\u2028 fe8 ';
    expect(parseHostList(text)).toEqual({
      hosts: ['fe1', 'fe2', 'fe3', 'fe4', 'fe5', 'fe6', 'fe7', 'fe8'],
      wrong: [],
      repeated: 0,
      remarks: 0,
    });
  });

  it('passes over what is empty', () => {
    expect(listEntries(' \n,;\t\n')).toEqual([]);
    expect(parseHostList('')).toEqual({ hosts: [], wrong: [], repeated: 0, remarks: 0 });
  });

  it('writes one host one way and counts repetitions', () => {
    expect(parseHostList('FE1.Example.Local\nfe1.example.local, 10.0.0.1')).toEqual({
      hosts: ['fe1.example.local', '10.0.0.1'],
      wrong: [],
      repeated: 1,
      remarks: 0,
    });
  });

  it('tells each wrong entry with its line, and keeps the good ones', () => {
    const { hosts, wrong } = parseHostList('fe1\nhttps://fe2, fe3\n\nfe 4\tfe5:80\n<b>');
    expect(hosts).toEqual(['fe1', 'fe3']);
    expect(wrong.map(({ line, text }) => ({ line, text }))).toEqual([
      { line: 2, text: 'https://fe2' },
      { line: 4, text: 'fe 4' },
      { line: 4, text: 'fe5:80' },
      { line: 5, text: '<b>' },
    ]);
  });

  it('reads 500 servers of a spreadsheet column', () => {
    const names = Array.from({ length: 500 }, (_, index) => `fe-${index}.example.local`);
    expect(parseHostList(`\uFEFF${names.join('\r\n')}\r\n`).hosts).toEqual(names);
  });

  it('knows where each entry stands, on lines of every system', () => {
    const text = '\r\n fe1 ,fe 2\u2028\tfe 3\n';
    const entries = listEntries(text);
    expect(entries.map(({ line, text }) => [line, text])).toEqual([
      [2, 'fe1'],
      [2, 'fe 2'],
      [3, 'fe 3'],
    ]);
    for (const { text: entry, start, end } of entries) expect(text.slice(start, end)).toBe(entry);
  });

  it('takes a line of a hosts file for one machine, also with tabs, and leaves remarks out', () => {
    const { hosts, wrong, remarks } = parseHostList(
      '# ours\n10.0.0.7\tfe7 fe7.example.local\nfe8\n// old: fe9\n//fs1/share',
    );
    expect([hosts, remarks]).toEqual([['fe8'], 2]);
    expect(wrong.map(({ text }) => text)).toEqual(['10.0.0.7\tfe7 fe7.example.local', '//fs1/share']);
  });

  it('takes no range of addresses and no address of every machine for a host', () => {
    const { hosts, wrong } = parseHostList('10.0.0.1-10.0.0.20\n0.0.0.0, ::\nｆｅ１');
    expect([hosts, wrong.length]).toEqual([[], 4]);
  });
});

describe('entries of a list that are replaced', () => {
  const replaced = (text: string, by: Readonly<Record<string, readonly string[]>>): string => {
    const { wrong } = parseHostList(text);
    return withReplaced(
      text,
      wrong.flatMap((entry) =>
        by[entry.text] === undefined ? [] : [{ entry, hosts: by[entry.text] ?? [] }],
      ),
    );
  };

  it('are so where they stand, and what is around them stays', () => {
    expect(replaced('fe1\nhttp://fe2, fe3\n', { 'http://fe2': ['fe2'] })).toBe('fe1\nfe2, fe3');
    expect(replaced('fe 1\nfe2\nfe 1', { 'fe 1': ['a'] })).toBe('a\nfe2\na');
    expect(replaced('10.0.0.1-3', { '10.0.0.1-3': ['10.0.0.1', '10.0.0.2'] })).toBe('10.0.0.1\n10.0.0.2');
  });

  it('leave no empty line where they are left out', () => {
    expect(replaced('0.0.0.0\nfe1\n::\nfe2\n::', { '0.0.0.0': [], '::': [] })).toBe('fe1\nfe2');
    expect(parseHostList(replaced('fe1, ::, fe2', { '::': [] })).hosts).toEqual(['fe1', 'fe2']);
    expect(replaced('::', { '::': [] })).toBe('');
  });
});
