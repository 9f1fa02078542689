import { describe, expect, it } from 'vitest';
import {
  bandTexts,
  cellText,
  environmentCauseTexts,
  groupTexts,
  inputRemark,
  islandsText,
  islandTexts,
  noteText,
  wholeTexts,
} from '../../../../shared/environment/environment-sentences.ts';
import { matrixOf } from '../../../../shared/environment/matrix.ts';
import { farmOfTwelve, largeEnvironment, twoServers } from '../../../support/drawn-environments.ts';
import { environmentResults, farmOf } from '../../../support/environment-results.ts';
import { mergedOf } from '../../../support/merged-environments.ts';

const twelve = farmOfTwelve();
const large = largeEnvironment(184);

describe('an environment in words', () => {
  it('begins with what is wrong, and how much of it few causes explain', () => {
    expect(bandTexts(twelve)).toEqual({
      sentence: 'Not ready: 18 of 207 connections fail, all required; three causes explain all.',
      detail:
        '82 are undecided, 62 of them because fe06, End users, Development tools and System operators sent no report. 107 passed, 94 of them by rehearsal.',
    });
    expect(bandTexts(large).sentence).toBe(
      'Not ready: 299 required connections fail; three causes explain 298.',
    );
    expect(bandTexts(large).detail).toMatch(
      /^With monitoring, 16316 of 103964 connections fail\. 1671 are undecided/,
    );
    expect(bandTexts(twoServers()).sentence).toBe('Not ready: 1 of 16 connections fails, a required one.');
  });

  it('names who does not get through where others do, and does not accuse everybody or the service', () => {
    const merged = mergedOf(
      environmentResults(
        farmOf(12, {
          fault: ({ from, port }) => {
            if (port === 1433 && ['fe3', 'fe7'].includes(from.name)) return 'timeout';
            return port === 5672 && from.name === 'fe5' ? 'refused' : null;
          },
        }),
      ),
    );
    expect(environmentCauseTexts(merged).map(({ what, remedy }) => [what, remedy])).toEqual([
      [
        'No way from fe3 and fe7 to db01:1433',
        'Allow TCP from fe3 and fe7 to db01:1433 in every firewall on the way, and see that the route leads there and back.',
      ],
      [
        'ctrl:5672 refuses fe5 and accepts others',
        'Allow fe5 on ctrl:5672, in the firewall of that machine and in every one on the way.',
      ],
    ]);
    const most = mergedOf(
      environmentResults(
        farmOf(12, {
          fault: ({ from, port }) => (port === 1433 && /^fe[1-5]$/.test(from.name) ? 'timeout' : null),
        }),
      ),
    );
    expect(environmentCauseTexts(most)[0]?.what).toBe('No way from 5 servers to db01:1433');
  });

  it('says what is not proven where nothing failed', () => {
    const merged = mergedOf(environmentResults(farmOf(2)));
    expect(bandTexts(merged).sentence).toMatch(/^Not proven: \d+ required connections are undecided\.$/);
  });

  it('tells each cause with its share, in short names', () => {
    expect(
      environmentCauseTexts(twelve).map(({ number, what, share, owner }) => [number, what, share, owner]),
    ).toEqual([
      [1, 'No way from every server that asked to lt01, ports 80 and 443', '12 of 18', 'Network team'],
      [2, 'No way from 10.1.2.0/24 to port 1433 in 10.1.5.0/24', '4 of 18', 'Network team'],
      [3, 'No way from fe02 to ctl01', '2 of 18', 'Network team'],
    ]);
  });

  it('says of a report what is to be known of it', () => {
    const remarks = twelve.inputs.map((input) => `${input.hostname}: ${inputRemark(input, twelve)}`);
    expect(remarks).toContain('fe03: 19 days older than the newest');
    expect(remarks).toContain('fe05: signed with a key that is not known');
    expect(remarks).toContain('fe01: ');
  });

  it('says of a cell what it shows', () => {
    const matrix = matrixOf(twelve, { mostColumns: 40 });
    const texts = matrix.cells
      .flat()
      .flatMap((cell) => (cell === null || cell === 'itself' ? [] : [cellText(cell, 3)]));
    expect(texts).toEqual(
      expect.arrayContaining([
        'Passed',
        'Passed, by rehearsal',
        'Failed, cause 2 of 3',
        'Not yet',
        'Needs a report',
        'Passed, by rehearsal, from a report out of date',
      ]),
    );
  });

  it('says who works as a whole, who stands outside, and what sets groups apart', () => {
    expect(wholeTexts(twelve)).toEqual({
      inside: '5 of 10: ctl01, fe01, fe03, db01 and db02.',
      outside: 'fe02 (3), fe04 and fe05 (2), fe06 (not decided), lt01 (1).',
    });
    expect(islandTexts(twelve)).toEqual([]);
    expect(islandsText(twelve)).toBeNull();
    expect(islandsText(large)).toBe('A 169 servers and B 16 servers; nothing passes between them.');
    expect(islandTexts(large)).toEqual([
      { letter: 'A', text: '169 servers' },
      { letter: 'B', text: '16 servers' },
    ]);
    const many = { islands: Array.from({ length: 30 }, (_, index) => [index]) };
    expect(islandTexts(many).map(({ letter, text }) => `${letter} ${text}`)).toEqual([
      'A 1 server',
      'B 1 server',
      'C 1 server',
      'D 1 server',
      'null 26 more islands',
    ]);
    const matrix = matrixOf(large, { mostColumns: 22 });
    const ids = matrix.rows.flat().map(({ id }) => id);
    expect(
      groupTexts(matrix, large).flatMap((text, index) => (text === null ? [] : [`${ids[index]} ${text}`])),
    ).toEqual([
      'F1 single pairs by cause 5',
      'F2 causes 2, 3',
      'F3 nothing but what all have',
      'F4 cause 4',
      'F5 report out of date',
      'F6 no report',
      'F7 island B; cause 1',
    ]);
    expect(matrix.notes.map((note) => noteText(note, large))).toEqual([
      'every server that asked arrives at fe060 as 10.1.250.9: addresses are translated on the way.',
    ]);
  });
});
