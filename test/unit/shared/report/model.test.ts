import { describe, expect, it } from 'vitest';
import { definitionOf } from '../../../../shared/catalogue/check-id.ts';
import { requirementKeys } from '../../../../shared/catalogue/requirements.ts';
import { redactResult } from '../../../../shared/redact/redact.ts';
import { grouped } from '../../../../shared/report/alike-checks.ts';
import { firewallRequest } from '../../../../shared/report/firewall-request.ts';
import { buildReportModel, type ReportModel } from '../../../../shared/report/model.ts';
import { verdictSentence } from '../../../../shared/report/verdict-sentence.ts';
import { type RunResult, runResultSchema } from '../../../../shared/run/result.ts';
import { largeFarm } from '../../../support/large-farm.ts';
import {
  cancelledResult,
  containerResult,
  failedResult,
  farmResult,
  healthyWorld,
  lifetimeResult,
  passedResult,
  sampleResult,
  troubledWorld,
} from '../../../support/sample-results.ts';

const fingerprint = 'ab12cd34ef567890a1b2c3d4e5f60718293a4b5c6d7e8f90123456789abcdef0';
const modelOf = (result: RunResult): ReportModel =>
  buildReportModel(result, { fingerprint, signerName: 'Netready on app01' });

const samples: readonly (readonly [string, () => RunResult])[] = [
  ['passed', passedResult],
  ['failed', failedResult],
  ['farm', farmResult],
  ['cancelled', cancelledResult],
  ['LifeTime', lifetimeResult],
  ['containers', containerResult],
];

/** Every text of a model. */
function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(textsOf) : [];
}

describe('the report model', () => {
  it.each(samples)('is made from a valid result: %s', (_, make) => {
    const result = make();
    expect(runResultSchema.parse(result)).toEqual(result);
  });

  it.each(samples)('shows every check exactly once in the list of all checks: %s', (_, make) => {
    const result = make();
    const shown = modelOf(result).checks.groups.flatMap(({ rows }) =>
      rows.flatMap((row) => row.checks.map(({ id }) => id)),
    );
    expect([...shown].sort()).toEqual(result.checks.map(({ id }) => id).sort());
  });

  it.each(samples)('shows every requirement exactly once: %s', (_, make) => {
    const { rows, others } = modelOf(make()).coverage;
    const shown = [...rows, ...others.rows.flatMap(({ requirements }) => requirements)].map(({ key }) => key);
    expect([...shown].sort()).toEqual([...requirementKeys].sort());
  });

  it.each(samples)('puts each failed check into one block, and no other: %s', (_, make) => {
    const result = make();
    const blocks = modelOf(result).failures.groups.flatMap((group) => group.blocks);
    const failed = result.checks.filter((check) => check.verdict === 'fail').map(({ id }) => id);
    const shown = blocks.flatMap((block) => block.stories.flatMap(({ checks }) => checks));
    expect(shown.map(({ id }) => id).sort()).toEqual(failed.sort());
    expect(shown.every((check) => check.verdict === 'fail')).toBe(true);
    for (const { questions, stories } of blocks) {
      const asked = stories.flatMap(({ checks }) => checks.map(({ id }) => definitionOf(id)));
      expect(new Set(asked)).toEqual(new Set(questions.map(({ id }) => id)));
    }
  });

  it.each(samples)('has no hole in any sentence: %s', (_, make) => {
    const broken = textsOf(modelOf(make())).filter((text) =>
      /undefined|\[object|NaN|\{[a-zA-Z]+\}/.test(text),
    );
    expect(broken).toEqual([]);
  });

  it('is the same for the same result', () => {
    expect(modelOf(failedResult())).toEqual(modelOf(failedResult()));
  });

  it('begins with what a manager asks', () => {
    const result = failedResult();
    const { cover } = modelOf(result);
    expect(cover.machine).toBe('app01');
    expect(cover.sentence).toBe(verdictSentence(result));
    const field = (label: string) => cover.fields.find((entry) => entry.label === label)?.values;
    expect(field('Roles')).toEqual(['Front-end']);
    expect(field('Phase')).toEqual(['Before the installation']);
    expect(field('Finished')?.[0]).toMatch(/^2026-03-02 14:05:\d\d UTC$/);
    expect(field('Report')).toEqual([result.id]);
    expect(cover.counts.map(({ text }) => text)).toEqual(
      expect.arrayContaining(['2 failed', '1 warning', '15 need another machine', '1 waived']),
    );
    expect(cover.counts.reduce((sum, { count }) => sum + count, 0)).toBe(result.checks.length);
  });

  it('lists on page 1 what has to be done, failures first, checks of one kind as one line', () => {
    const { rows, leftOut } = modelOf(farmResult()).cover.tasks;
    expect(rows[0]?.verdict).toBe('fail');
    expect(rows).toContainEqual({
      verdict: 'fail',
      title: 'frontend-03.production.datacentr…orp.example-bank.internal:12001 does not answer, and 2 more',
      where: '3 destinations',
      typed: false,
      owner: 'Network team',
    });
    expect(rows.find(({ where }) => where.endsWith(':1521'))?.where).toBe(
      'database-platform.produc…mple-bank.internal:1521',
    );
    expect(rows.at(-1)?.verdict).toBe('not-testable-here');
    expect(new Set(rows.map((row) => JSON.stringify(row))).size).toBe(rows.length);
    expect(leftOut).toHaveLength(rows.length);
    expect(leftOut.slice(0, 2)).toEqual([
      '1 more line on the following pages.',
      '2 more lines on the following pages.',
    ]);
  });

  it('sums up what was cancelled instead of repeating it', () => {
    const result = cancelledResult();
    const { cover, attention, evidence } = modelOf(result);
    const untested = result.checks.filter((check) => check.finding === 'cancelled').length;
    expect(cover.tasks.rows[0]).toMatchObject({ where: `${untested} checks`, verdict: 'unknown' });
    expect(attention.groups[0]).toMatchObject({ heading: `Cancelled: ${untested} checks`, rows: [] });
    expect(evidence.blocks).toEqual([]);
  });

  it('groups failures by who acts, required ones first', () => {
    const { groups } = modelOf(farmResult()).failures;
    expect(groups.map(({ heading }) => heading)).toEqual([
      expect.stringMatching(/^You, on this machine: \d+ failed checks$/),
      expect.stringMatching(/^Network team: \d+ failed checks$/),
      expect.stringMatching(/^DNS administrator: \d+ failed checks$/),
    ]);
    for (const { blocks } of groups) {
      const severities = blocks.flatMap(({ stories }) => stories[0]?.checks[0]?.severity ?? []);
      expect(severities.lastIndexOf('Required')).toBeLessThan(
        severities.includes('Monitoring') ? severities.indexOf('Monitoring') : severities.length,
      );
    }
  });

  it('shows waivers with their reasons, and those without effect', () => {
    expect(modelOf(failedResult()).waivers.rows).toEqual([
      {
        check: 'out-mabs',
        headline: 'nativebuilder.api.outsystems.com:443 does not answer',
        instead: 'Failed',
        reason: 'Mobile apps are built in another environment, agreed with support.',
      },
      {
        check: 'no-such-check',
        headline: 'No such check needed a waiver in this run.',
        instead: 'No effect',
        reason: 'Left over from another profile.',
      },
    ]);
  });

  it('says for each requirement which checks it rests on, or why none', () => {
    const { rows, others } = modelOf(farmResult()).coverage;
    const row = (key: string) => rows.find((entry) => entry.key === key);
    expect(row('R10')).toMatchObject({ verdict: 'fail' });
    expect(row('R10')?.basis).toContain('out-deploy (12)');
    expect(row('C1')).toBeUndefined();
    const reason = others.rows.find(({ requirements }) =>
      requirements.some(({ key }) => key === 'C1'),
    )?.reason;
    expect(reason).toMatch(/containers/);
  });

  it('lists every address contacted, with all connections', () => {
    const result = farmResult();
    const { rows } = modelOf(result).contacts;
    const pairs = rows.flatMap((row) => row.ports.map((port) => `${row.host} ${row.address} ${port}`));
    expect([...pairs].sort()).toEqual(
      result.contacted
        .map(
          ({ host, address, port, count }) => `${host} ${address} ${port}${count === 1 ? '' : ` (${count})`}`,
        )
        .sort(),
    );
  });

  it('says where a question went over UDP', () => {
    const result = sampleResult({
      profile: { databases: [{ purpose: 'platform', host: 'sql1.example.local\\OS' }] },
    });
    const row = modelOf(result).contacts.rows.find(({ host }) => host === 'sql1.example.local');
    expect(row?.ports.map((port) => port.replace(/ \(.*\)$/, ''))).toEqual(['1434 UDP', '49812']);
  });

  it('tells checks that share a connection once, with all their questions', () => {
    const refused = troubledWorld(healthyWorld('after-install'), [
      { port: 1433, outcome: 'timeout', code: 'ETIMEDOUT', durationMs: 5000 },
      { port: 12001, outcome: 'timeout', code: 'ETIMEDOUT', durationMs: 5000 },
    ]);
    const result = sampleResult({
      world: refused,
      profile: {
        phase: 'after-install',
        controller: { host: 'app01' },
        frontEnds: [{ host: 'fe1.example.local' }, { host: 'fe2.example.local' }],
        databases: [{ purpose: 'platform', host: 'db01.example.local' }],
      },
    });
    const { failures, evidence, checks } = modelOf(result);
    const blocks = failures.groups.flatMap((group) => group.blocks);
    const idsOf = (index: number) => blocks[index]?.questions.map(({ id }) => id);
    expect(idsOf(0)).toEqual(['out-fe-db-sql', 'out-ctrl-db-sql']);
    expect(blocks[0]?.stories.map((story) => story.checks.length)).toEqual([2]);
    expect(idsOf(1)).toContain('out-deploy');
    expect(blocks[1]?.questions.length).toBeGreaterThan(1);
    expect(blocks[1]?.stories).toHaveLength(2);
    const ids = result.checks.filter(({ verdict }) => verdict === 'fail').map(({ id }) => id);
    const shown = evidence.blocks.flatMap((block) => block.checks.map(({ id }) => id));
    expect(ids.filter((id) => !shown.includes(id))).toEqual([]);
    expect(evidence.blocks.length).toBeLessThan(shown.length);
    const told = checks.groups.flatMap(({ rows }) => rows).filter(({ reason }) => reason === null);
    expect(told.length).toBeGreaterThan(0);
    expect(told.every(({ verdict }) => verdict === 'fail' || verdict === 'unknown')).toBe(true);
  });

  it('says what every check means, in the list of all or before it', () => {
    for (const [, make] of samples) {
      const result = make();
      const texts = new Set(textsOf(modelOf(result)));
      const untold = result.checks.filter(
        ({ reason, finding }) => finding !== 'cancelled' && !texts.has(reason),
      );
      expect(untold.map(({ id }) => id)).toEqual([]);
    }
  });

  it('says that names and addresses are replaced', () => {
    const { cover, documentTitle } = modelOf(redactResult(failedResult()).result);
    expect(cover.heading).toBe('Network readiness report, names and addresses replaced');
    expect(documentTitle).toBe('Network readiness of fe-1, names and addresses replaced');
    expect(cover.fields[0]?.label).toBe('Redacted');
    const steps = (result: RunResult) => modelOf(result).verification.steps.join(' ');
    expect(steps(redactResult(failedResult()).result)).toContain('netready identity show --redacted');
    expect(steps(failedResult())).not.toContain('--redacted');
  });

  it('makes one row of rules that differ in their ports alone', () => {
    const rows = modelOf(sampleResult()).firewall.groups.flatMap((group) => group.rows);
    expect(rows.map(({ source, ports }) => `${source} ${ports.join(' ')}`)).toContain(
      'System operators 22 3389',
    );
    const asked = firewallRequest(sampleResult()).map(({ port }) => String(port));
    expect(rows.flatMap(({ ports }) => ports).sort()).toEqual([...asked].sort());
  });

  it('gives the network team addresses, because firewalls know no names', () => {
    const { firewall } = modelOf(failedResult());
    const [outbound, inbound] = firewall.groups;
    const database = outbound?.rows.find(({ destination }) => destination === 'db01.example.local');
    expect(database?.addresses).toEqual(['10.20.205.127']);
    expect(inbound?.rows.every(({ addresses }) => addresses.length === 0)).toBe(true);
    expect(firewall.intro).toMatch(/ app01 has the addresses 10\.20\.30\.11, fd12:3456:789a::11\.$/);
    const numbered = modelOf(
      sampleResult({
        profile: { databases: [{ purpose: 'platform', engine: 'sqlserver', host: '10.9.8.7' }] },
      }),
    );
    const rows = numbered.firewall.groups.flatMap((group) => group.rows);
    expect(rows.find(({ destination }) => destination === '10.9.8.7')?.addresses).toEqual([]);
    const nowhere = modelOf({ ...failedResult(), machine: { ...failedResult().machine, addresses: [] } });
    expect(nowhere.firewall.intro).toMatch(/the connection came about\.$/);
  });

  it('splits the firewall request by direction', () => {
    expect(modelOf(failedResult()).firewall.groups.map(({ direction }) => direction)).toEqual([
      'outbound',
      'inbound',
    ]);
    expect(modelOf(sampleResult()).firewall.groups.map(({ direction }) => direction)).toEqual(['inbound']);
  });

  it('says how to check the report and what a signature leaves open', () => {
    const { verification, foot } = modelOf(passedResult());
    expect(verification.fingerprint.join('')).toBe(fingerprint);
    expect(verification.qr.payload).toBe(fingerprint.toUpperCase());
    expect(verification.command).toContain('netready verify');
    expect(verification.leavesOpen.items.join(' ')).toContain("the signing computer's claim");
    expect(foot.key).toBe('Key ab12 cd34 ef56 7890');
  });

  it('calls the machine by the name that the profile gives it', () => {
    const { cover } = modelOf(sampleResult({ profile: { machine: { name: 'Production 1' } } }));
    expect(cover.machine).toBe('Production 1');
    expect(cover.fields.find((field) => field.label === 'Host name')?.values).toEqual(['app01']);
  });

  it('says with whose rights a machine was looked at, and what is installed on it', () => {
    const base = sampleResult();
    const shown = (machine: Partial<RunResult['machine']>) =>
      modelOf({ ...base, machine: { ...base.machine, ...machine } })
        .cover.fields.filter(({ label }) => ['Rights', 'Installed'].includes(label))
        .map(({ label, values }) => `${label}: ${values.join()}`);
    const running = { service: 'RabbitMQ', state: 'Running', startMode: 'Auto' };
    const stopped = { service: 'W3SVC', state: 'Stopped', startMode: 'Disabled' };
    expect(shown({ isElevated: false })).toEqual([
      'Rights: Without administrator rights, so some owners of ports cannot be named',
    ]);
    expect(
      shown({ isElevated: true, installation: { version: '11.28.1.44071', services: [running, stopped] } }),
    ).toEqual([
      'Rights: Administrator',
      'Installed: Platform Server 11.28.1.44071; W3SVC: Stopped (start mode Disabled)',
    ]);
    expect(shown({ isElevated: null, installation: { version: null, services: [running] } })).toEqual([
      'Installed: No Platform Server, 1 service running',
    ]);
    expect(shown({ installation: { version: null, services: [] } })).toEqual([
      'Installed: No Platform Server',
    ]);
    expect(shown({})).toEqual([]);
  });

  it('shows the first addresses of a machine that has many', () => {
    const addresses = Array.from({ length: 9 }, (_, index) => `10.0.0.${index + 1}`);
    const { cover } = modelOf(sampleResult({ machine: { addresses } }));
    expect(cover.fields.find((field) => field.label === 'Addresses')?.values).toEqual([
      ...addresses.slice(0, 4),
      'and 5 more',
    ]);
  });
});

describe('the report model of a large farm', () => {
  const result = largeFarm(70);
  const model = modelOf(result);
  const numberIn = (text: string | null): number => Number(/\d+/.exec(text ?? '0')?.[0]);
  const failed = result.checks.filter(({ verdict }) => verdict === 'fail');

  it('shows some checks of each kind, and counts the others', () => {
    const shown = model.checks.groups.flatMap(({ rows }) => rows.flatMap(({ checks }) => checks));
    const kinds = new Set(result.checks.map(({ id }) => definitionOf(id)));
    expect(new Set(shown.map(({ id }) => definitionOf(id)))).toEqual(kinds);
    const left = model.checks.groups.reduce((sum, { more }) => sum + numberIn(more), 0);
    expect(left).toBeGreaterThan(100);
    expect(shown.length + left).toBe(result.checks.length);
    expect(new Set(shown.map(({ id }) => id)).size).toBe(shown.length);
  });

  it('says on page 1 and below each list how much is left to report.json', () => {
    const { groups } = model.checks;
    const shown = groups.reduce(
      (sum, { rows }) => sum + rows.reduce((checks, row) => checks + row.checks.length, 0),
      0,
    );
    expect(model.cover.fields.find(({ label }) => label === 'Pages')?.values).toEqual([
      `${shown} of ${result.checks.length} checks, at most 50 of one kind; the attached report.json has all.`,
    ]);
    expect(groups.flatMap(({ more }) => more ?? [])).toContainEqual(
      expect.stringMatching(
        /^And \d+ more checks, all of them in report\.json\. Of these: \d+ failed, .*\d+ passed\.$/,
      ),
    );
    expect(model.firewall.groups.map(({ more }) => more)).toContainEqual(
      expect.stringMatching(/^And \d+ more lines: the CSV file of this request has all of them/),
    );
    expect(model.evidence.more).toMatch(/^And the facts of \d+ more checks, all of them in report\.json\.$/);
    expect(model.latency.more).toMatch(/^And \d+ more measurements, all of them in report\.json\.$/);
    const frontEnds = model.answers.fields.find(({ label }) => label === 'Front-ends')?.values ?? [];
    expect(frontEnds).toHaveLength(61);
    expect(frontEnds.at(-1)).toBe('And 10 more entries, all of them in report.json.');
  });

  it('counts every failed check where it tells who acts', () => {
    const { groups } = model.failures;
    expect(groups.reduce((sum, { heading }) => sum + numberIn(heading), 0)).toBe(failed.length);
    const told = groups.flatMap(({ blocks }) =>
      blocks.flatMap(({ stories }) => stories.flatMap(({ checks }) => checks)),
    );
    const left = groups.reduce((sum, { more }) => sum + numberIn(more), 0);
    expect(told.length + left).toBe(failed.length);
  });

  it('tells in the list of all checks what it has not told before', () => {
    const told = new Set(
      [
        ...model.failures.groups.flatMap(({ blocks }) => blocks.flatMap(({ stories }) => stories)),
        ...model.attention.groups.flatMap(({ rows }) => rows),
      ].flatMap(({ checks }) => checks.map(({ id }) => id)),
    );
    for (const { rows } of model.checks.groups)
      for (const { reason, checks } of rows)
        expect(reason === null).toBe(checks.every(({ id }) => told.has(id)));
  });

  it('has lists of a limited length, however large the farm', () => {
    const large = modelOf(largeFarm(260));
    const most = (things: readonly string[]): number =>
      Math.max(...grouped(things, (thing) => thing).map(({ length }) => length));
    const listed = large.checks.groups.flatMap(({ rows }) => rows.flatMap(({ checks }) => checks));
    expect(most(listed.map(({ id }) => definitionOf(id)))).toBe(50);
    for (const { heading, blocks } of large.failures.groups) {
      const told = blocks.flatMap(({ stories }) => stories.flatMap(({ checks }) => checks));
      expect(most(told.map(({ id }) => definitionOf(id))), heading).toBeLessThanOrEqual(50);
    }
    for (const { rows } of large.firewall.groups) {
      expect(rows.length).toBeLessThanOrEqual(500);
      expect(most(rows.map(({ state, ports, why }) => `${state} ${ports} ${why}`))).toBeLessThanOrEqual(50);
    }
    expect(large.evidence.blocks.length).toBeLessThanOrEqual(200);
    expect(large.contacts.rows).toHaveLength(250);
    expect(large.latency.rows).toHaveLength(50);
    expect(large.waivers.rows).toHaveLength(50);
    expect(large.waivers.more).toMatch(/^And \d+ more waivers, all of them in report\.json\.$/);
    for (const { label, values } of large.answers.fields)
      expect(values.length, label).toBeLessThanOrEqual(61);
  });

  it('is silent where everything is shown', () => {
    const { cover, checks, failures, attention, firewall, contacts, evidence, latency, waivers } = modelOf(
      farmResult(),
    );
    const mores = [checks, failures, attention, firewall].flatMap((section): readonly (string | null)[] =>
      section.groups.map(({ more }) => more),
    );
    const others = [contacts, evidence, latency, waivers].map(({ more }) => more);
    expect([...mores, ...others].filter((more) => more !== null)).toEqual([]);
    expect(cover.fields.map(({ label }) => label)).not.toContain('Pages');
  });
});
