import { describe, expect, it } from 'vitest';
import { synsIn, synTimes } from '../../truth/support/syn-times.ts';

/**
 * What `pktmon etl2txt` writes, shortened: two lines for each packet in English, three with `--verbose`, and the words of
 * Korean and Chinese, from the notes and tests of public tools that read it (search words "PktGroupId", "모양", "出现").
 * Addresses are replaced.
 */
const packet = (time: string, group: number, appearance: number, rest: string): string =>
  `[00]0000.0000::2026-08-19 ${time} [Microsoft-Windows-PktMon] PktGroupId ${group}, PktNumber 1, Appearance ${appearance}, Direction Tx , Type Ethernet , Component 4, Edge 1, Filter 1, OriginalSize 66, LoggedSize 66 \r\n` +
  `\t12-34-56-78-9A-BC > 7C-1E-52-18-C0-A5, ethertype IPv4 (0x0800), length 66: 198.51.100.8.50037 > ${rest}, seq 41154943, win 65535, length 0\r\n`;

const syn = '192.0.2.1.12000: Flags [S]';

describe('the first packets of a connection', () => {
  it('are counted once each, though every component of the network lists them', () => {
    const text = [
      packet('15:48:45.963348000', 1, 0, syn),
      packet('15:48:45.963352800', 1, 1, syn),
      packet('15:48:46.970000000', 7, 0, syn),
      packet('15:48:48.980000000', 9, 0, syn),
      packet('15:48:48.980000000', 10, 0, '192.0.2.1.12000: Flags [S.]'),
      packet('15:48:48.980000000', 11, 0, '192.0.2.1.443: Flags [S]'),
      packet('15:48:48.980000000', 12, 0, '192.0.2.10.12000: Flags [S]'),
    ].join('');
    const seen = synsIn(Buffer.from(text), '192.0.2.1', 12_000);
    expect(seen.map(({ atMs }) => Math.round(atMs - (seen[0]?.atMs ?? 0)))).toEqual([0, 1007, 3017]);
    expect(synsIn(Buffer.from(`\uFEFF${text}`, 'utf16le'), '192.0.2.1', 12_000)).toEqual(seen);
  });

  it.each([
    [
      'Korean',
      '[00]49DC.4A38::',
      'PktGroupId 556, PktNumber 1, 모양 0, 방향 Tx , 유형 Ethernet , 구성 요소 80',
    ],
    ['Chinese', '[00]2070.1620::', 'PktGroupId 42351，PktNumber 1，出现 8，方向 Tx ，类型 以太网 ，组件 1'],
    ['a padded processor', '[ 0]0000.0000::', 'PktGroupId 281474976711135, PktNumber 479, Appearance 1'],
  ])('are found in any language: %s', (_language, start, words) => {
    const text = `${start}2026-08-17 15:52:24.345685300 [Microsoft-Windows-PktMon] ${words}\n\tB0 > 00, ethertype IPv4 (0x0800), length 66: (tos 0x0, ttl 128, id 46774, offset 0, flags [DF])\n    198.51.100.8.14813 > ${syn}, seq 1\n`;
    expect(synsIn(Buffer.from(text), '192.0.2.1', 12_000)).toEqual([{ atMs: 57_144_345.6853 }]);
  });

  it('follow each other in doubled waits', () => {
    expect(synTimes({ initialRtoMs: 1000, maxSynRetransmissions: 4 })).toEqual([0, 1000, 3000, 7000, 15_000]);
    expect(synTimes({ initialRtoMs: 3000, maxSynRetransmissions: 2 })).toEqual([0, 3000, 9000]);
  });
});
