import { describe, expect, it } from 'vitest';
import { listEntries, parseHostList } from '../../../../renderer/wizard/host-list.ts';

describe('a pasted list of hosts', () => {
  it('is separated by line ends of every system, commas, semicolons and tabs, and keeps its order', () => {
    const text = 'fe1\nfe2\r\nfe3\rfe4,fe5;fe6\tfe7\u2028 fe8 ';
    expect(parseHostList(text)).toEqual({
      hosts: ['fe1', 'fe2', 'fe3', 'fe4', 'fe5', 'fe6', 'fe7', 'fe8'],
      wrong: [],
      repeated: 0,
    });
  });

  it('passes over what is empty', () => {
    expect(listEntries(' \n,;\t\n')).toEqual([]);
    expect(parseHostList('')).toEqual({ hosts: [], wrong: [], repeated: 0 });
  });

  it('writes one host one way and counts repetitions', () => {
    expect(parseHostList('FE1.Example.Local\nfe1.example.local, 10.0.0.1')).toEqual({
      hosts: ['fe1.example.local', '10.0.0.1'],
      wrong: [],
      repeated: 1,
    });
  });

  it('tells each wrong entry with its line, and keeps the good ones', () => {
    const { hosts, wrong } = parseHostList('fe1\nhttps://fe2, fe3\n\nfe 4\tfe5:80\n<b>');
    expect(hosts).toEqual(['fe1', 'fe3']);
    expect(wrong).toEqual([
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
});
