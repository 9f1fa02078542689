import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../../shared/catalogue/catalogue.ts';
import { explain } from '../../../../shared/symptoms/explain.ts';
import { explanationSchema } from '../../../../shared/symptoms/explanation.ts';
import { indexOf } from '../../../../shared/symptoms/find-symptoms.ts';
import { lexicon } from '../../../../shared/symptoms/lexicon/index.ts';
import { compiled } from '../../../../shared/symptoms/pattern.ts';
import { mostRead } from '../../../../shared/symptoms/words.ts';
import { failedResult, sampleProfile } from '../../../support/sample-results.ts';
import { foreignLines, laterForeignLines, publishedLines } from './published-lines.ts';

const nothing = { profile: null, checks: [] };
const refusedAt = (address: string): string =>
  `No connection could be made because the target machine actively refused it ${address}`;
const idsIn = (text: string, context = nothing): readonly string[] =>
  explain(text, context).answers.map(({ id }) => id);
const firstIn = (text: string): string | undefined => idsIn(text)[0];

describe('the lexicon', () => {
  it('has 60 entries and more, each with an id of its own, a source and a next step', () => {
    expect(lexicon.length).toBeGreaterThanOrEqual(60);
    expect(new Set(lexicon.map(({ id }) => id)).size).toBe(lexicon.length);
    for (const { id, lines, basis, steps, reasons, signs } of lexicon) {
      expect({ id, hasSource: lines.length > 0 || basis !== undefined }).toEqual({ id, hasSource: true });
      expect({ id, steps: steps.length > 0, reasons: reasons.length > 0, signs: signs.length > 0 }).toEqual({
        id,
        steps: true,
        reasons: true,
        signs: true,
      });
      for (const { source } of lines) expect(source).toMatch(/^https:\/\/\S+$/);
    }
  });

  it('leads to checks that exist', () => {
    const checks = [...catalogue.checks, ...catalogue.overlays.flatMap((overlay) => overlay.checks)];
    const ids = new Set(checks.map(({ id }) => id));
    for (const { id, checks: named } of lexicon)
      expect({ id, unknown: named.filter((check) => !ids.has(check)) }).toEqual({ id, unknown: [] });
  });

  it('has no published line that it would not answer by that entry, alone or in a log of the platform', () => {
    const missed = lexicon.flatMap(({ id, lines }) =>
      lines.flatMap(({ text }) =>
        firstIn(text) === id || firstIn(`OutSystems Platform Server\n${text}`) === id
          ? []
          : [`${id}: ${text}`],
      ),
    );
    expect(missed).toEqual([]);
  });

  it('is refused with a sign that begins with no word, or with a placeholder that is none', () => {
    const [symptom] = lexicon;
    if (symptom === undefined) throw new Error('the lexicon is empty');
    expect(() => indexOf([{ ...symptom, signs: [{ says: '{controller} refused' }] }])).not.toThrow();
    expect(() => indexOf([{ ...symptom, signs: [{ says: '{controller} … {number}' }] }])).toThrow(RangeError);
    expect(() => compiled('refused at {nowhere}')).toThrow(RangeError);
  });
});

describe('lines that others have published', () => {
  it('are 40 and more, none of them an example of the lexicon', () => {
    const own = new Set(lexicon.flatMap(({ lines }) => lines.map(({ text }) => text)));
    expect(publishedLines.length).toBe(40);
    expect(publishedLines.filter(({ text }) => own.has(text))).toEqual([]);
    expect(foreignLines.length).toBe(20);
  });

  it('are answered rightly', () => {
    const wrong = publishedLines.flatMap(({ text, means }) => {
      const found = firstIn(text);
      return found === means ? [] : [{ means, found, text }];
    });
    expect(wrong).toEqual([]);
  });

  it.each([...foreignLines, ...laterForeignLines])(
    'are not claimed where they are of another program: $text',
    ({ text }) => {
      expect(idsIn(text)).toEqual([]);
    },
  );
});

describe('what surrounds a line', () => {
  const line = `Initialization error: System.Net.Sockets.SocketException: ${refusedAt('10.0.0.5:12000')}`;

  it.each([
    ['a time and a level before it', `2026-03-02 14:05:09,120 [12] ERROR DeployService - ${line}`],
    ['a trace behind it', `${line}\n   at System.Net.Sockets.Socket.DoConnect(EndPoint a)\n   at X.Y()`],
    ['entities and tags of HTML', line.replaceAll(' ', '&nbsp;').replace('actively', '<b>actively</b>')],
    ['ends of lines between its words', line.replaceAll(' ', '\r\n')],
    ['ends of lines that were written out', `{"m":"Failed\\r\\n${line}\\r\\n"}`],
    ['other quotation marks', `“${line}”`],
    ['capitals', line.toUpperCase()],
    ['lone halves of characters', `\ud800${line}\udc00`],
  ])('does not keep it from being known: %s', (_, text) => {
    expect(firstIn(text)).toBe('controller-refused');
  });

  it.each([
    [
      'German',
      'Es konnte keine Verbindung hergestellt werden, da der Zielcomputer die Verbindung verweigerte 10.0.0.5:12001',
    ],
    [
      'Portuguese',
      'Nenhuma conexão pôde ser feita porque a máquina de destino as recusou ativamente 10.0.0.5:12001',
    ],
    [
      'Spanish',
      'No se puede establecer una conexión ya que el equipo de destino denegó expresamente dicha conexión 10.0.0.5:12001',
    ],
    [
      'French',
      'Aucune connexion n’a pu être établie car l’ordinateur cible l’a expressément refusée 10.0.0.5:12001',
    ],
    ['any language, by its number', 'SocketException (10061): 対象のコンピューター 10.0.0.5:12001'],
  ])('nor does the language of Windows: %s', (_, text) => {
    expect(firstIn(text)).toBe('deployment-refused');
  });
});

describe('several lines', () => {
  const log = [
    '2026-03-02 14:05:09 INFO nothing of note',
    `2026-03-02 14:05:10 ERROR ${refusedAt('10.0.0.5:12000')}`,
    '2026-03-02 14:05:11 ERROR ORA-12541: TNS:no listener',
    `2026-03-02 14:05:12 ERROR ${refusedAt('10.0.0.5:12000')}`,
    '2026-03-02 14:05:13 ERROR The licence of the frobnicator failed in an unheard-of way',
  ].join('\n');

  it('have several answers, each with its lines and how often it was seen', () => {
    const { answers, unknown, lines } = explain(log, nothing);
    expect(answers.map(({ id, times, seen }) => [id, times, seen.map(({ line }) => line)])).toEqual([
      ['controller-refused', 2, [2, 4]],
      ['oracle-no-listener', 1, [3]],
    ]);
    expect(lines).toBe(5);
    expect(unknown.map(({ line }) => line)).toEqual([5]);
  });

  it('are told with what says the most first', () => {
    const { answers } = explain(
      `An existing connection was forcibly closed by the remote host (OutSystems)\n${refusedAt('10.0.0.5:12000')}`,
      nothing,
    );
    expect(answers.map(({ id }) => id)).toEqual(['controller-refused', 'connection-cut-off']);
  });

  it('are one answer where one of them says only what many programs say around the reason', () => {
    const line = `OutSystems: Unable to connect to the remote server ---> ${refusedAt('10.0.0.5:12000')}`;
    expect(idsIn(line)).toEqual(['controller-refused']);
    expect(idsIn('OutSystems: Unable to connect to the remote server')).toEqual([
      'remote-server-not-connected',
    ]);
  });

  it('fit the contract', () => {
    expect(explanationSchema.safeParse(explain(log, nothing)).error).toBeUndefined();
  });
});

describe('a line that is not known', () => {
  it('says so, and shows what is nearest as no answer', () => {
    const { answers, unknown } = explain(
      'The target machine refused to make tea and the connection was lost',
      nothing,
    );
    expect(answers).toEqual([]);
    expect(unknown.map(({ line }) => line)).toEqual([1]);
  });

  it('has something near it where it shares telling words', () => {
    const { answers, unknown } = explain('Error Locating the Server or the Instance', nothing);
    expect(answers).toEqual([]);
    expect(unknown[0]?.nearest.map(({ id }) => id)).toContain('sql-instance');
  });

  it('has nothing near it where it shares none', () => {
    expect(explain('Segmentation fault (core dumped)', nothing).unknown[0]?.nearest).toEqual([]);
  });

  it('is none where there is nothing', () => {
    expect(explain('  \n\n ', nothing)).toEqual({
      answers: [],
      unknown: [],
      moreUnknown: 0,
      lines: 0,
      isCut: false,
    });
  });
});

describe('hosts and ports in a line', () => {
  it.each([
    [refusedAt('10.0.0.5:12000'), ['10.0.0.5:12000']],
    [refusedAt('[fe80::1]:12000'), ['[fe80::1]:12000']],
    [`(HOST = db01.example.local)(PORT = 1521) ORA-12541: TNS:no listener`, ['db01.example.local:1521']],
    [
      "Login failed for user 'OSRuntime'. Data Source=tcp:sql01.example.local,1444",
      ['sql01.example.local:1444'],
    ],
    [
      "Unable to contact OutSystems Deployment Controller Service. Please make sure this service is running on 'ctrl01'",
      ['ctrl01'],
    ],
    ['ORA-12541: TNS:no listener', []],
  ])('are read: %s', (text, places) => {
    expect(explain(text, nothing).answers[0]?.places).toEqual(places);
  });

  it.each([
    ['of the message', 'Connecting to db01.example.local:1521', ['db01.example.local:1521']],
    ['of another message', '2026-03-02 14:05:10 INFO Connecting to db01.example.local:1521', []],
    ['that is about something else', refusedAt('ctrl01.example.local:12000'), []],
  ])('are also read in the next line %s', (_, next, places) => {
    const { answers } = explain(`ORA-12541: TNS:no listener\n${next}`, nothing);
    expect(answers.find(({ id }) => id === 'oracle-no-listener')?.places).toEqual(places);
  });

  it('lead to the checks of a run that are about them, failed ones first', () => {
    const run = failedResult();
    const failed = run.checks.find(({ id, verdict }) => verdict === 'fail' && id.startsWith('out-ctrl'));
    const { destination } = failed ?? run.checks.find(({ id }) => id.startsWith('out-ctrl')) ?? {};
    const host = destination?.host ?? '';
    const { answers } = explain(`${refusedAt(`${host}:${destination?.port}`)} (12000)`, {
      profile: run.profile,
      checks: run.checks,
    });
    expect(answers[0]?.known[0]).toMatchObject({ isSamePlace: true, destination: { host } });
  });

  it('are those of the profile, also where it has other ports than the published ones', () => {
    const profile = sampleProfile({ ports: { deploymentController: 13_000 } });
    const text = refusedAt('10.0.0.5:13000');
    expect(idsIn(text)).toEqual([]);
    expect(idsIn(text, { profile, checks: [] } as never)[0]).toBe('controller-refused');
  });

  it('are the context of what any program could say', () => {
    const text = "The remote name could not be resolved: 'ctrl01.example.com'";
    const profile = sampleProfile({ controller: { host: 'ctrl01.example.com' } });
    expect(idsIn(text)).toEqual([]);
    expect(idsIn(text, { profile, checks: [] } as never)).toEqual(['name-not-known']);
    expect(idsIn(`OutSystems: ${text}`)).toEqual(['name-not-known']);
    expect(idsIn("The remote name could not be resolved: 'ctrl01'")).toEqual(['name-not-known']);
  });
});

describe('a large text', () => {
  const within = (processorMs: number, text: string): void => {
    const begun = process.cpuUsage();
    explain(text, nothing);
    expect(process.cpuUsage(begun).user / 1000).toBeLessThan(processorMs);
  };

  it.each([
    ['one line again and again', `${refusedAt('10.0.0.5:12000')}\n`],
    [
      'the words of signs in any order',
      'refused it connection actively target machine port error 127 0 0 1 ',
    ],
    ['errors that nobody knows', 'connection refused error exception failed timeout\n'],
    ['one letter', 'a.'],
    ['names that cannot be looked up', "The remote name could not be resolved: 'x' "],
    ['brackets', '(HOST=(HOST=(HOST='],
  ])('of a million characters is read in a few seconds: %s', (_, part) => {
    within(6000, part.repeat(Math.ceil(mostRead / part.length)));
  });

  it('is Unicode as a whole, also where its entities are not', () => {
    const half = explain('&#xD800; error that nobody knows &#56320;', nothing);
    expect(explanationSchema.parse(half).unknown).toMatchObject([
      { text: '\uFFFD error that nobody knows \uFFFD' },
    ]);
  });

  it('is read up to a limit, which is said', () => {
    const { isCut, answers } = explain(`${'x'.repeat(mostRead)}\n${refusedAt('10.0.0.5:12000')}`, nothing);
    expect({ isCut, answers }).toEqual({ isCut: true, answers: [] });
  });
});
