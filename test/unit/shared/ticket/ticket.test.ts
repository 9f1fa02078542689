import { describe, expect, it } from 'vitest';
import type { EnvironmentResult } from '../../../../shared/environment/environment-result.ts';
import { redactResult } from '../../../../shared/redact/redact.ts';
import type { RunResult } from '../../../../shared/run/result.ts';
import { environmentTicket } from '../../../../shared/ticket/environment-ticket.ts';
import { runTicket } from '../../../../shared/ticket/run-ticket.ts';
import { type TicketSigner, ticketLimits } from '../../../../shared/ticket/ticket.ts';
import { ticketFormats, ticketText } from '../../../../shared/ticket/ticket-text.ts';
import { farmOfTwelve } from '../../../support/drawn-environments.ts';
import { environmentResults, farmOf } from '../../../support/environment-results.ts';
import { mergedOf } from '../../../support/merged-environments.ts';
import {
  cancelledResult,
  failedResult,
  farmResult,
  healthyWorld,
  passedResult,
  sampleResult,
  troubledWorld,
} from '../../../support/sample-results.ts';
import { severalEnvironments } from '../../../support/several-environments.ts';

const known: TicketSigner = { standing: 'known', fingerprint: 'ab'.repeat(32) };
const unknown: TicketSigner = { standing: 'unknown', fingerprint: `${'ab'.repeat(28)}0123456789abcdef` };

const firstOf = (results: readonly RunResult[], name: string): RunResult => {
  const found = results.find(({ machine }) => machine.hostname === name);
  if (found === undefined) throw new Error(`there is no report of ${name}`);
  return found;
};

/** A front-end that does not reach the database, after the installation. */
const databaseBlocked = (): RunResult =>
  sampleResult({
    world: troubledWorld(healthyWorld('after-install'), [
      { host: 'db01.example.local', port: 1433, outcome: 'timeout', code: 'ETIMEDOUT', durationMs: 5000 },
    ]),
    profile: {
      phase: 'after-install',
      machine: { roles: ['front-end'] },
      environment: { name: 'Production', oneProvider: 'yes' },
      controller: { host: 'controller.example.local' },
      frontEnds: [{ host: 'app01' }],
      databases: [{ purpose: 'platform', engine: 'sqlserver', host: 'db01.example.local' }],
    },
  });

const inspected = (): RunResult =>
  firstOf(
    environmentResults(
      farmOf(1, {
        fault: ({ kind, host }) =>
          kind === 'https' && host.endsWith('outsystems.com') ? 'tls-intercepted' : null,
      }),
    ),
    'fe1',
  );

const notRehearsed = (): RunResult =>
  sampleResult({
    world: troubledWorld(healthyWorld('before-install'), [
      { host: 'controller.example.local', outcome: 'refused', code: 'ECONNREFUSED', durationMs: 1 },
    ]),
    profile: {
      phase: 'before-install',
      machine: { roles: ['front-end'] },
      environment: { name: 'Production', oneProvider: 'yes' },
      controller: { host: 'controller.example.local' },
      frontEnds: [{ host: 'app01' }],
      databases: [{ purpose: 'platform', engine: 'sqlserver', host: 'db01.example.local' }],
    },
  });

const runText = (result: RunResult, signer = known): string =>
  ticketText(runTicket(result, signer), 'markdown');
const environmentText = (result: EnvironmentResult): string =>
  ticketText(environmentTicket(result, known), 'markdown');

describe('the answer to a report', () => {
  it.each([
    ['one-server-well', () => runText(passedResult())],
    ['database-blocked', () => runText(databaseBlocked())],
    ['farm-split', () => environmentText(farmOfTwelve())],
    ['inspection', () => runText(inspected())],
    ['rehearsal-missing', () => runText(notRehearsed())],
  ])('reads as its sender needs it: %s', async (name, text) => {
    await expect(text()).toMatchFileSnapshot(`golden/${name}.md`);
  });

  it('is plain text for a mail, in lines that none breaks', async () => {
    const text = ticketText(runTicket(databaseBlocked(), known), 'text');
    await expect(text).toMatchFileSnapshot('golden/database-blocked.txt');
    const long = text.split('\n').filter((line) => line.length > 80);
    expect(long.every((line) => line.startsWith('  netready '))).toBe(true);
  });

  it('says what is required before what is not', () => {
    const { problems } = runTicket(failedResult(), known);
    const isLesser = problems.map(({ what }) => / \((?:monitoring only|advice)/.test(what));
    expect(isLesser).toEqual(isLesser.toSorted((left, right) => Number(left) - Number(right)));
    expect(problems.map(({ number }) => number)).toEqual(problems.map((_, index) => index + 1));
  });

  it('asks the network team for what is blocked, and for nothing that is open', () => {
    const { rules } = runTicket(databaseBlocked(), known);
    expect(rules?.rows.map(({ to, ports }) => [to, ports])).toEqual([
      [expect.stringContaining('db01.example.local'), '1433 TCP'],
    ]);
    expect(runTicket(passedResult(), known).rules).toBeNull();
    const waived = runTicket(failedResult(), known).rules?.rows ?? [];
    expect(waived.length).toBeGreaterThan(0);
    expect(waived.filter(({ to }) => to.includes('nativebuilder'))).toEqual([]);
  });

  it('names the checks to run again, and all of them where they are too many', () => {
    expect(runTicket(databaseBlocked(), known).again?.commands).toEqual([
      {
        machine: null,
        command: expect.stringMatching(
          /^netready check --profile profile\.json --phase after-install --role front-end( --only [\w@.:-]+)+ --out reports$/,
        ),
      },
    ]);
    const [many] = runTicket(farmResult(), known).again?.commands ?? [];
    expect(many?.command).toBe(
      'netready check --profile profile.json --phase after-install --role controller --role front-end --out reports',
    );
    expect(runTicket(passedResult(), known).again).toBeNull();
  });

  it('has no more than a person reads, and says how much it leaves out', () => {
    const { problems, moreProblems, rules } = runTicket(farmResult(), known);
    expect(problems.length).toBeLessThanOrEqual(ticketLimits.problems);
    expect(moreProblems === null).toBe(problems.length < ticketLimits.problems);
    expect(rules?.rows.length ?? 0).toBeLessThanOrEqual(ticketLimits.rules);
  });

  it('says of a run that ended early that it is to be made again', () => {
    expect(runText(cancelledResult())).toMatch(/checks of the run were not made, because it ended early/);
  });

  it('says that a key is not known, and how the fingerprint ends', () => {
    const text = runText(passedResult(), unknown);
    expect(text).toContain('We do not know the key that signed your report yet');
    expect(text).toContain('ends with 0123 4567 89ab cdef');
    expect(runText(passedResult())).not.toContain('We do not know the key');
  });

  it('writes names as they are written', () => {
    expect(runText(failedResult())).toMatch(/other machines \([^)]*LifeTime/);
  });

  it('says that the key of the machine is known as another one, and that nobody relies on the report yet', () => {
    const text = runText(passedResult(), { ...unknown, standing: 'changed' });
    expect(text).toContain('is another one than we know for this machine');
    expect(text).toContain('ends with 0123 4567 89ab cdef');
    expect(text).not.toContain('We do not know the key');
  });

  it('speaks of aliases as such, and asks for aliases again', () => {
    const { result } = redactResult(databaseBlocked());
    const text = runText(result, unknown);
    expect(text).toContain('The names and addresses in this answer are aliases');
    expect(text).toContain('Add --redact again');
    expect(text).toContain('netready identity show --redacted');
    expect(text).not.toContain('db01.example.local');
  });

  it('takes nothing in a name or a text for a sign of Markdown', () => {
    const { subject, opening } = runTicket(passedResult(), known);
    const hostile = ticketText(
      {
        subject: `# ${subject}`,
        opening: [...opening, '[here](https://example.com) <img src=x> `code` *bold* | cell\n# heading'],
        problems: [],
        moreProblems: null,
        rules: {
          intro: 'Rules',
          rows: [{ from: 'a | b', to: '<c>', ports: '1 TCP', why: '`x`' }],
          notes: [],
        },
        open: [],
        openCommands: [{ machine: null, command: 'netready check ``` # evil' }],
        again: null,
        others: [],
        send: [],
        notes: [],
      },
      'markdown',
    );
    expect(hostile).toContain('# \\# ');
    expect(hostile).toContain(
      '\\[here\\](https://example.com) \\<img src=x\\> \\`code\\` \\*bold\\* \\| cell # heading',
    );
    expect(hostile).toContain('| a \\| b | \\<c\\> | 1 TCP | \\`x\\` |');
    expect(hostile).toContain("netready check ''' # evil");
  });
});

describe('a report of somebody who means ill', () => {
  const evil = 'app01\u001b]0;x\u0007\u202e\n\n## Pay here &lt;';
  const hostile = (): RunResult => {
    const result = databaseBlocked();
    return { ...result, machine: { ...result.machine, hostname: evil } };
  };

  it.each(ticketFormats)(
    'has nothing in its answer as %s that a terminal obeys or that turns it around',
    (format) => {
      const text = ticketText(runTicket(hostile(), unknown), format);
      expect(text).not.toMatch(/[^\P{Cc}\n]|\p{Bidi_Control}/u);
      expect(text).not.toMatch(/^#+ Pay here/m);
      expect(text).toContain('app01U+001B');
    },
  );

  it('writes out no entity of HTML', () => {
    expect(runText(hostile())).toContain('Pay here \\&lt;');
  });

  it.each(['$(id)', '%PATH%', '`id`', '!x', '" & id "', 'x\nid', "'; id", 'a|b', 'a\\'])(
    'has no command with a check that a shell would take for more: %s',
    (end) => {
      const result = databaseBlocked();
      const checks = result.checks.map((check) => ({ ...check, id: `${check.id}${end}` }));
      const again = runTicket({ ...result, checks }, known).again;
      expect(again?.intro).toContain('run all checks again');
      expect(again?.commands.map(({ command }) => command)).toEqual([
        'netready check --profile profile.json --phase after-install --role front-end --out reports',
      ]);
    },
  );
});

describe('the answer to the reports of an environment', () => {
  it('names who has not reported yet, and what to run where', () => {
    const { open, again } = environmentTicket(farmOfTwelve(), known);
    expect(open.join(' ')).toContain('There is no report of fe06 yet.');
    expect(open.join(' ')).toContain('end users, development tools and system operators');
    expect(again?.commands.every(({ machine }) => machine?.startsWith('on '))).toBe(true);
  });

  const several = mergedOf(severalEnvironments().all);
  const [beside] = several.others ?? [];
  if (beside === undefined) throw new Error('there is one environment');

  it('names the other environments under the same LifeTime, each with its verdict', () => {
    const { opening } = environmentTicket(several, known);
    expect(opening.join('\n')).toMatch(
      /^Acceptance, under the same LifeTime: Not proven: \d+ required connections are undecided\. More of it stands below\.$/m,
    );
  });

  it('tells of each of them what it tells of the first', () => {
    const { others } = environmentTicket(several, known);
    const alone = environmentTicket({ ...several, ...beside, others: undefined }, known);
    expect(others).toMatchObject([{ name: 'Acceptance', open: alone.open, problems: alone.problems }]);
    expect(others[0]?.open.join(' ')).toContain('There is no report of ');
    const text = ticketText(environmentTicket(several, known), 'text');
    expect(text).toContain('Acceptance: what is still open\n------');
    expect(text.match(/^About this report|^Send the result$/gm)).toEqual(['Send the result']);
  });

  it('asks for a new report where only another environment has something to run again', () => {
    const sound = mergedOf(environmentResults(farmOf(2)));
    const { again, others, send } = environmentTicket({ ...sound, others: [several] }, known);
    expect(again).toBeNull();
    expect(others[0]?.again).not.toBeNull();
    expect(send).toHaveLength(1);
  });

  it('tells five others in full, and of more only how they stand', () => {
    const many = Array.from({ length: 7 }, (_, index) => ({
      ...beside,
      environment: { ...beside.environment, name: `E${index}` },
    }));
    const { opening, others } = environmentTicket({ ...several, others: many }, known);
    expect(others.map(({ name }) => name)).toEqual(['E0', 'E1', 'E2', 'E3', 'E4']);
    expect(opening.filter((text) => text.endsWith('The report has its pages.'))).toHaveLength(2);
  });

  it.each(ticketFormats)('has no heading as %s that the name of an environment could make', (format) => {
    const name = 'a\n# Pay *here* \u202e';
    const hostile = { ...beside, environment: { ...beside.environment, name } };
    const text = ticketText(environmentTicket({ ...several, others: [hostile] }, known), format);
    expect(text).not.toMatch(/^# Pay|\u202e/m);
    expect(text).toContain(format === 'markdown' ? '## a # Pay \\*here\\* U+202E' : 'a # Pay *here* U+202E');
  });

  it('asks for nothing where all is well', () => {
    const ticket = environmentTicket(mergedOf(environmentResults(farmOf(2))), known);
    expect({
      problems: ticket.problems,
      rules: ticket.rules,
      again: ticket.again,
      send: ticket.send,
    }).toEqual({
      problems: [],
      rules: null,
      again: null,
      send: [],
    });
  });
});
