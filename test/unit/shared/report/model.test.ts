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

  it.each(samples)('puts each failed check into one cause, and no other: %s', (_, make) => {
    const result = make();
    const blocks = modelOf(result).failures.groups.flatMap((group) => group.blocks);
    const failed = result.checks.filter((check) => check.verdict === 'fail').map(({ id }) => id);
    const shown = blocks.flatMap(({ checks }) => checks);
    expect(shown.map(({ id }) => id).sort()).toEqual(failed.sort());
    expect(shown.every((check) => check.verdict === 'fail')).toBe(true);
    expect(blocks.map(({ number }) => number)).toEqual(blocks.map((_block, index) => index + 1));
    for (const { references, checks } of blocks)
      for (const { id } of checks)
        expect(references.some((reference) => reference.startsWith(definitionOf(id)))).toBe(true);
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
    const farm = modelOf(farmResult()).cover;
    expect(farm.sentence).toContain('6 required and 16 monitoring checks failed');
    expect(farm.counts[0]?.text).toBe('22 failed (6 required, 16 monitoring)');
  });

  it('lists on page 1 what has to be done, failures first, checks of one kind as one line', () => {
    const { rows, leftOut } = modelOf(farmResult()).cover.tasks;
    expect(rows[0]?.verdict).toBe('fail');
    expect(rows).toContainEqual({
      verdict: 'fail',
      title: '1. No way from this server to port 12001 of 3 hosts explains 9 of 22, each by itself',
      where: '9 checks',
      typed: false,
      owner: 'Network team',
    });
    expect(rows[1]?.title).toBe(
      '2. Connections from this server to database-platform.produc…mple-bank.internal:1521 are cut off, which explains 2 of 22',
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

  it('tells causes first, required ones first, with what to do once', () => {
    const { groups, intro } = modelOf(farmResult()).failures;
    expect(intro).toMatch(/^5 causes explain 22 of 22 failed checks \(6 required, 16 monitoring\)\. /);
    expect(groups.map(({ heading }) => heading)).toEqual(['5 causes for 22 failed checks']);
    const blocks = groups.flatMap((group) => group.blocks);
    expect(blocks.map(({ checks }) => checks[0]?.severity)).toEqual([
      'Required',
      'Required',
      'Required',
      'Monitoring',
      'Monitoring',
    ]);
    expect(blocks[0]).toMatchObject({
      why: [
        'What was seen: no answer (3).',
        'This server gets through to 38 other ends, so it is up and routed.',
      ],
      advice: [
        {
          owner: 'Network team',
          text: expect.stringMatching(
            /^Allow TCP from controller-01\S+ to port 12001 of 3 hosts in every firewall/,
          ),
        },
      ],
      counterproof: expect.stringContaining('shows the packets arriving'),
      references: [
        'out-deploy (3 checks; R10, required)',
        'mon-fe-deploy (3 checks; M3, monitoring)',
        'mon-ctrl-deploy (3 checks; M6, monitoring)',
      ],
    });
    expect(blocks[0]?.places).toHaveLength(1);
  });

  it('keeps a failure by itself that nothing explains', () => {
    const { groups, intro } = modelOf(failedResult()).failures;
    expect(intro).toMatch(/^2 failed checks, which nothing but themselves explains\. /);
    expect(groups.map(({ heading }) => heading)).toEqual(['Not explained: 2 failed checks']);
    const [block] = groups.flatMap(({ blocks }) => blocks);
    expect(block).toMatchObject({
      heading: '1. controller.example.local:5672 does not answer',
      why: [],
      counterproof: null,
    });
    expect(block?.advice).toHaveLength(1);
  });

  it('shows waivers with their reasons, and those without effect', () => {
    expect(modelOf(failedResult()).waivers.rows).toEqual([
      {
        check: 'out-mabs',
        headline: 'nativebuilder.api.outsystems.com:443 does not answer',
        places: [],
        instead: 'Failed',
        reason: 'Mobile apps are built in another environment, agreed with support.',
      },
      {
        check: 'no-such-check',
        headline: 'No such check needed a waiver in this run.',
        places: [],
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
    const pairs = rows.flatMap(({ host, address, ports, each }) => {
      const domain = / under (.*)$/.exec(host)?.[1];
      const own = domain === undefined ? '' : `.${domain}`;
      const ends =
        each.length === 0 ? [{ host, address }] : each.map((end) => ({ ...end, host: end.host + own }));
      return ends.flatMap((end) => ports.map((port) => `${end.host} ${end.address} ${port}`));
    });
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
    const part = {
      ...result,
      checks: result.checks.filter(({ id }) => id !== 'mon-fe-deploy@fe2.example.local'),
    };
    const blocksOf = (of: RunResult) => modelOf(of).failures.groups.flatMap((group) => group.blocks);
    const countsOf = (of: RunResult) => blocksOf(of).map((block) => block.checks.length);
    expect(countsOf(part)).toEqual([5, 2]);
    expect(countsOf(result)).toEqual([6, 2]);
    const { evidence, checks } = modelOf(result);
    expect(blocksOf(result).map((block) => block.heading)).toEqual([
      '1. No way from this server to port 12001 of every host: 6 of 8 agree',
      '2. No way from this server to db01.example.local:1433 explains 2 of 8',
    ]);
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
      const many = new Set(
        modelOf(result).checks.groups.flatMap(({ rows }) =>
          rows.flatMap((row) => (row.many === null ? [] : row.checks.map(({ id }) => id))),
        ),
      );
      const untold = result.checks.filter(
        ({ id, reason, finding }) => finding !== 'cancelled' && !texts.has(reason) && !many.has(id),
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

  it('asks for few rules between groups, which stand for every connection', () => {
    const { rules, groups } = modelOf(sampleResult()).firewall;
    expect(rules.rows.map(({ from, to, ports }) => `${from} ${to} ${ports}`)).toContain(
      'OPS FE 22, 3389 TCP',
    );
    const behind = rules.rows.flatMap(({ connections }) => connections.match(/\d+/g) ?? []).map(Number);
    expect(behind.reduce((sum, count) => sum + count, 0)).toBe(firewallRequest(sampleResult()).length);
    expect(groups.rows).toContainEqual({
      id: 'OPS',
      what: 'System operators',
      members: ['to be named'],
      addresses: [],
    });
    const other = sampleResult({
      profile: {
        machine: { roles: ['front-end'] },
        controller: { host: 'ctl' },
        frontEnds: [{ host: 'app01' }],
      },
    });
    expect(
      modelOf(other).firewall.groups.rows.map(({ id, what, members }) => [id, what, ...members]),
    ).toContainEqual(['FE', 'Front-end, this machine', 'app01']);
  });

  it('puts first what is blocked, with what was observed', () => {
    const [first] = modelOf(failedResult()).firewall.rules.rows;
    expect(first).toMatchObject({
      number: '1',
      verdict: 'fail',
      connections: expect.stringMatching(/^\d+ blocked/),
    });
    expect(first?.blocked).toEqual(['no answer: 5672 of controller.example.local']);
  });

  it('gives the network team addresses, because firewalls know no names', () => {
    const { firewall } = modelOf(failedResult());
    const database = firewall.groups.rows.find(({ members }) => members.includes('db01.example.local'));
    expect(database?.addresses).toEqual(['10.20.205.127']);
    expect(firewall.intro).toMatch(/ app01 has the addresses 10\.20\.30\.11, fd12:3456:789a::11\.$/);
    const numbered = modelOf(
      sampleResult({
        profile: { databases: [{ purpose: 'platform', engine: 'sqlserver', host: '10.9.8.7' }] },
      }),
    );
    const { rows } = numbered.firewall.groups;
    expect(rows.find(({ members }) => members.includes('10.9.8.7'))?.addresses).toEqual([]);
    const nowhere = modelOf({ ...failedResult(), machine: { ...failedResult().machine, addresses: [] } });
    expect(nowhere.firewall.intro).toMatch(/Open: it came about\.$/);
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

describe('the report model of a farm', () => {
  const result = largeFarm(70);
  const model = modelOf(result);

  it('shows every check and leaves none to report.json', () => {
    const shown = model.checks.groups.flatMap(({ rows }) => rows.flatMap(({ checks }) => checks));
    expect(new Set(shown.map(({ id }) => id))).toEqual(new Set(result.checks.map(({ id }) => id)));
    expect(shown).toHaveLength(result.checks.length);
    expect(model.checks.groups.flatMap(({ more }) => more ?? [])).toEqual([]);
  });

  it('names the hosts of a long list once, and then the row or the cause that has them', () => {
    const many = model.checks.groups.flatMap(({ rows }) => rows.flatMap((row) => row.many ?? []));
    const lists = many.flatMap(({ places }) => places).filter((place) => place.includes('under'));
    expect(new Set(lists).size).toBe(lists.length);
    const referred = many.flatMap(({ places }) => places).filter((place) => / hosts of /.test(place));
    expect(referred.length).toBeGreaterThan(2);
    for (const place of referred) {
      const [, count, id] = /the (\d+) hosts of (.*)$/.exec(place) ?? [];
      const row = many.find((other) => other.id === id);
      expect(row?.places[0], place).toMatch(/^\d+ of frontend-|^\d+ of managed-/);
      expect(Number(count)).toBeGreaterThan(7);
    }
    const failedRows = model.checks.groups.flatMap(({ rows }) =>
      rows.filter(({ verdict, many: text }) => verdict === 'fail' && text !== null),
    );
    expect(failedRows.length).toBeGreaterThan(0);
    for (const row of failedRows)
      expect(row.many?.places).toEqual([expect.stringMatching(/^Where cause \d+ says$/)]);
  });

  it('has what was waived of many servers in one row, with every server', () => {
    const waived = result.checks.filter(({ waiver }) => waiver !== null);
    const { rows } = model.waivers;
    expect(waived.length).toBeGreaterThan(15);
    expect(rows.length).toBeLessThanOrEqual(2);
    const counts = rows.map(({ check }) => Number(/\((\d+) checks\)/.exec(check)?.[1]));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(waived.length);
  });

  it('has servers that were asked at the same ports in few rows, each with its address', () => {
    const { rows } = model.contacts;
    const each = rows.flatMap((row) => row.each);
    const addressOf = new Map(result.contacted.map(({ host, address }) => [host.split('.')[0], address]));
    expect(each.length).toBeGreaterThan(100);
    expect(each.filter(({ host, address }) => addressOf.get(host) !== address)).toEqual([]);
    expect(rows.length).toBeLessThan(20);
  });

  it('says what is not yet there on many servers once', () => {
    const waiting = sampleResult({
      profile: {
        machine: { roles: ['controller'] },
        controller: { host: 'app01' },
        frontEnds: Array.from({ length: 30 }, (_, index) => ({ host: `fe${index + 1}.example.local` })),
      },
      world: troubledWorld(healthyWorld('before-install'), [
        { host: /^fe\d+/, port: 12001, outcome: 'refused', code: 'ECONNREFUSED', durationMs: 1 },
      ]),
    });
    const group = modelOf(waiting).attention.groups.find(({ verdict }) => verdict === 'not-yet');
    const many = group?.rows.filter((row) => row.many !== null) ?? [];
    expect(many.length).toBeGreaterThan(0);
    for (const row of many) {
      expect(row.many?.places).toEqual([expect.stringContaining('fe1-30 (under example.local)')]);
      expect(row.reason).toContain('nothing listens on port 12001 yet');
    }
  });
});

describe('the report model of a farm beyond every limit', () => {
  const result = largeFarm(450);
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
      `${shown} of ${result.checks.length} checks, at most 400 of one kind; the attached report.json has all.`,
    ]);
    expect(groups.flatMap(({ more }) => more ?? [])).toContainEqual(
      expect.stringMatching(
        /^And \d+ more checks, all of them in report\.json\. Of these: \d+ failed, .*\d+ passed\.$/,
      ),
    );
    expect(model.evidence.more).toMatch(/^And the facts of \d+ more checks, all of them in report\.json\.$/);
    expect(model.latency.more).toMatch(
      /^And \d+ more measurements, none of them slower, all of them in report\.json\.$/,
    );
    const named = Array.from({ length: 50 }, (_, index) => ({ host: `fe${index}`, name: `Server ${index}` }));
    const { answers } = modelOf(sampleResult({ profile: { frontEnds: named } }));
    const frontEnds = answers.fields.find(({ label }) => label === 'Front-ends')?.values ?? [];
    expect(frontEnds).toHaveLength(41);
    expect(frontEnds.at(-1)).toBe('And 10 more entries, all of them in report.json.');
  });

  it('counts every failed check in one cause, and makes few of many', () => {
    const { groups } = model.failures;
    const blocks = groups.flatMap((group) => group.blocks);
    expect(groups.reduce((sum, { heading }) => sum + Number(/(\d+) failed/.exec(heading)?.[1]), 0)).toBe(
      failed.length,
    );
    expect(blocks.flatMap(({ checks }) => checks)).toHaveLength(failed.length);
    expect(blocks.length).toBeLessThanOrEqual(6);
    expect(blocks.every(({ advice, moreAdvice }) => advice.length > 0 && moreAdvice === null)).toBe(true);
  });

  it('tells in the list of all checks what it has not told before', () => {
    const told = new Set(
      [
        ...model.failures.groups.flatMap(({ blocks }) => blocks.filter(({ meaning }) => meaning !== null)),
        ...model.attention.groups.flatMap(({ rows }) => rows),
      ].flatMap(({ checks }) => checks.map(({ id }) => id)),
    );
    for (const { rows } of model.checks.groups)
      for (const { reason, checks, many } of rows)
        if (many === null) expect(reason === null).toBe(checks.every(({ id }) => told.has(id)));
  });

  it('has lists of a limited length, however large the farm', () => {
    const large = modelOf(largeFarm(450));
    const most = (things: readonly string[]): number =>
      Math.max(...grouped(things, (thing) => thing).map(({ length }) => length));
    const listed = large.checks.groups.flatMap(({ rows }) => rows.flatMap(({ checks }) => checks));
    expect(most(listed.map(({ id }) => definitionOf(id)))).toBe(400);
    expect(large.failures.groups.flatMap(({ blocks }) => blocks).length).toBeLessThanOrEqual(60);
    expect(large.firewall.rules.rows.length).toBeLessThanOrEqual(100);
    for (const { blocked } of large.firewall.rules.rows)
      for (const line of blocked) expect(line.split(', ').length).toBeLessThanOrEqual(12);
    for (const { members, addresses } of large.firewall.groups.rows)
      expect(Math.max(members.length, addresses.length)).toBeLessThanOrEqual(41);
    expect(large.evidence.blocks.length).toBeLessThanOrEqual(60);
    expect(large.contacts.rows.reduce((sum, { each }) => sum + Math.max(1, each.length), 0)).toBe(500);
    expect(large.contacts.more).toMatch(/^And \d+ more lines, all of them in report\.json\.$/);
    expect(large.latency.rows).toHaveLength(20);
    for (const { label, values } of large.answers.fields)
      expect(values.length, label).toBeLessThanOrEqual(41);
  });

  it('is silent where everything is shown', () => {
    const { cover, checks, failures, attention, firewall, contacts, evidence, latency, waivers } = modelOf(
      farmResult(),
    );
    const mores = [checks, failures, attention].flatMap((section): readonly (string | null)[] =>
      section.groups.map(({ more }) => more),
    );
    const others = [firewall.rules, firewall.groups, contacts, evidence, latency, waivers].map(
      ({ more }) => more,
    );
    expect([...mores, ...others].filter((more) => more !== null)).toEqual([]);
    expect(cover.fields.map(({ label }) => label)).not.toContain('Pages');
  });
});
