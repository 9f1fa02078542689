import { describe, expect, it } from 'vitest';
import { planDrawing } from '../../../../../../renderer/wizard/steps/review/plan-drawing.ts';
import {
  contactRows,
  inboundRows,
  localChecks,
  missingChecks,
} from '../../../../../../renderer/wizard/steps/review/plan-rows.ts';
import { planText } from '../../../../../../renderer/wizard/steps/review/plan-text.ts';
import { catalogue } from '../../../../../../shared/catalogue/catalogue.ts';
import { checksInForce } from '../../../../../../shared/catalogue/in-force.ts';
import { buildPlan } from '../../../../../../shared/plan/build-plan.ts';
import type { Plan } from '../../../../../../shared/plan/plan.ts';
import { type Profile, profileSchema } from '../../../../../../shared/profile/profile.ts';
import { screenForm } from '../../../../../../shared/report/environment-drawing.ts';
import { type PlanView, planViewSchema } from '../../../../../../shared/run/plan-view.ts';
import { viewPlan } from '../../../../../../shared/run/view-plan.ts';
import { fakeAbout } from '../../../../../support/fake-bridge.ts';

const hosts = Array.from({ length: 40 }, (_, index) => `fe-${index}.example.local`);

const profile: Profile = profileSchema.parse({
  schemaVersion: 1,
  machine: { roles: ['controller'] },
  controller: { host: 'osfe01' },
  frontEnds: hosts.map((host) => ({ host })),
  databases: [{ purpose: 'platform', host: 'sql1', port: 1433 }],
  lifetime: { host: 'lt.example.local' },
});

const planOf = (of: Profile): PlanView =>
  viewPlan(buildPlan(catalogue.checks, of, fakeAbout.machine), fakeAbout.nameServers);

const plan = planOf(profile);

describe('a plan', () => {
  it('is one that the contract allows, also with what its version could choose', () => {
    const later = planOf(
      profileSchema.parse({
        ...profile,
        environment: { ...profile.environment, platformVersion: '11.41.0' },
      }),
    );
    expect(later.proposals.length).toBeGreaterThan(1);
    expect(planViewSchema.parse(later)).toEqual(later);
  });
});

describe('the rows of a plan', () => {
  it('name every contact of the plan once and nothing else', () => {
    const named = contactRows(plan).flatMap((row) =>
      row.hosts.flatMap((host) => row.ports.map(({ port }) => `${host} ${port}`)),
    );
    expect(named.toSorted()).toEqual(plan.contacts.map(({ host, port }) => `${host} ${port}`).toSorted());
  });

  it('name who is asked to confirm the time, once, also where checks go to the same port', () => {
    const asked = planOf(
      profileSchema.parse({ ...profile, timestamp: { url: 'https://tsa.example.local/' } }),
    );
    const row = contactRows(asked).find(({ hosts }) => hosts.includes('tsa.example.local'));
    expect(row).toMatchObject({
      ports: [
        { port: '443', protocol: 'TCP', reasons: ['Asked to confirm the time when a report is made.'] },
      ],
    });
    expect(planText(asked, 'osfe01')).toContain('tsa.example.local\n    443 TCP');
    expect(asked.names).toContain('tsa.example.local');
    const shared = planOf(profileSchema.parse({ ...profile, timestamp: { url: 'http://sql1:1433/' } }));
    const ports = contactRows(shared).find(({ hosts }) => hosts.includes('sql1'))?.ports ?? [];
    expect(ports.map(({ port }) => port)).toEqual(['1433']);
    expect(ports[0]?.reasons.at(-1)).toBe('Asked to confirm the time when a report is made.');
  });

  it('put servers with the same ports and reasons into one row', () => {
    const row = contactRows(plan).find(({ hosts: [first] }) => first === hosts[0]);
    expect(row?.hosts.toSorted()).toEqual(hosts.toSorted());
    expect(row?.places).toEqual(['Front-end']);
    expect(row?.ports.map(({ port, protocol, requirements }) => [port, protocol, requirements])).toEqual([
      ['80', 'TCP/HTTP', ['M5']],
      ['12001', 'TCP', ['R10', 'M6', 'L1']],
      ['12002', 'TCP', ['M7']],
    ]);
    expect(row?.ports.every(({ reasons }) => reasons.length > 0)).toBe(true);
  });

  it('say in words which port is told only during the run, and give a host that is no destination no place', () => {
    const [check] = plan.checks.filter(({ direction }) => direction === 'outbound');
    if (check === undefined) throw new TypeError('the plan has no outbound check');
    const told: PlanView = {
      ...plan,
      checks: [check],
      contacts: [
        { host: 'sql2', port: null, protocol: 'TCP', instance: 'OS', checks: [check.id] },
        { host: 'proxy.example.local', port: 3128, protocol: 'TCP', checks: [check.id] },
      ],
    };
    expect(contactRows(told).map(({ hosts: own, places, ports }) => [own, places, ports[0]?.port])).toEqual([
      [['sql2'], [], 'as told for OS'],
      [['proxy.example.local'], [], '3128'],
    ]);
  });

  it('sort every check into exactly one part', () => {
    const outbound = plan.checks.filter(
      ({ direction, missing }) => direction === 'outbound' && missing === null,
    );
    const parts = [outbound, localChecks(plan), inboundRows(plan), missingChecks(plan)];
    const ids = parts.flat().map(({ id }) => id);
    expect(ids.toSorted()).toEqual(plan.checks.map(({ id }) => id).toSorted());
  });

  it('tell what an answer is missing for', () => {
    const gaps = missingChecks(planOf({ ...profile, frontEnds: [], databases: [] }));
    expect(gaps.map(({ missing }) => missing?.reason)).toContain('The profile names no database.');
  });

  it('name who opens a connection to this machine: its host where there is one, else its place', () => {
    const from = inboundRows(plan).map((row) => row.from);
    expect(from).toContain('lt.example.local');
    expect(from).toContain('System operators');
  });
});

describe('a plan as text', () => {
  const text = planText(plan, 'OSFE01');

  it('names the machine, the phase and everything on the page', () => {
    expect(text.startsWith('Netready plan for OSFE01, before the installation\n')).toBe(true);
    for (const part of [
      'fe-39.example.local',
      'sql1 (Database)',
      '  1433 TCP/TDS',
      '10.20.30.2',
      'Nothing else will be contacted.',
    ])
      expect(text).toContain(part);
    for (const { requirement } of plan.notApplicable) expect(text).toContain(`\n  ${requirement} `);
  });

  it('names the authority that is asked for the time, also when nothing else is contacted', () => {
    const asked = planOf({ ...profile, timestamp: { url: 'https://tsa.example.local/tsr' } });
    const lines = '  tsa.example.local (Time-stamping authority)\n    443 TCP Asked to confirm the time';
    expect(planText(asked, 'OSFE01')).toContain(lines);
    const alone = planText({ ...asked, contacts: [] }, 'OSFE01');
    expect(alone).toContain(lines);
    expect(alone).not.toContain('No host will be contacted.');
  });

  it('has no empty part', () => {
    expect(planText(planOf(profileSchema.parse({ schemaVersion: 1 })), 'OSFE01')).not.toContain(
      'Cannot be checked yet',
    );
    expect(planText({ ...plan, contacts: [] }, 'OSFE01')).toContain('  No host will be contacted.');
  });
});

describe('the drawing of a plan', () => {
  const drawing = planDrawing(plan, profile)(screenForm(800, false));

  it('shows this machine and the connections of the plan', () => {
    expect(drawing.machine.texts.map(({ text }) => text)).toEqual(
      expect.arrayContaining(['OSFE01', 'Controller', '12000']),
    );
    expect(drawing.lanes.find(({ side, peer }) => side === 'out' && peer === 'front-end')?.ports).toEqual([
      80, 12001, 12002,
    ]);
  });

  it('shows no verdict, and says none', () => {
    expect([...drawing.machine.marks, ...drawing.lanes.flatMap(({ mark }) => mark ?? [])]).toEqual([]);
    expect(drawing.description).toContain('OSFE01 as Deployment Controller');
    expect(drawing.description).toMatch(/It goes to: .*Front-end.*, ports 80, 12001 and 12002/);
    expect(drawing.description.toLowerCase()).not.toMatch(/passed|failed|not yet/);
  });
});

describe('what the pages of a report will leave out', () => {
  const farm = (count: number): PlanView =>
    planOf(
      profileSchema.parse({
        ...profile,
        frontEnds: Array.from({ length: count }, (_, index) => ({ host: `fe-${index}.example.local` })),
      }),
    );

  it('is said before the run where a farm has more checks of one kind than they show', () => {
    expect(planText(farm(401), 'osfe01')).toMatch(
      /^The pages of the report will show \d+ of the \d+ checks, at most 400 of one kind; its report\.json has all of them\.$/m,
    );
    expect(planText(farm(400), 'osfe01')).not.toContain('The pages of the report');
  });
});

describe('why something does not apply or cannot be checked', () => {
  const bare = profileSchema.parse({
    schemaVersion: 1,
    machine: { roles: ['controller'] },
    databases: [],
    overlays: catalogue.overlays.map(({ id }) => id),
  });
  const planFor = (fields: object): Plan => {
    const answers = profileSchema.parse({ ...bare, ...fields });
    return buildPlan(checksInForce(catalogue, answers), answers, fakeAbout.machine);
  };
  const plans = [
    planFor({ environment: { hosting: 'containers' } }),
    planFor({ edition: '2025', environment: { platformVersion: '11.10.0' } }),
    planFor({ machine: { roles: ['lifetime'] }, edition: '2025' }),
    planFor({ machine: { roles: ['front-end'] }, cache: { host: 'cache.example.local', tls: true } }),
  ];
  const told = (view: PlanView): readonly string[] => [
    ...view.notApplicable.map(({ reason }) => reason),
    ...view.checks.flatMap(({ missing }) => (missing === null ? [] : [missing.remedy])),
  ];

  it('is told in the words of the wizard there, which name no field of a file', () => {
    const inWizard = plans.flatMap((each) => told(viewPlan(each, [], 'wizard')));
    expect(inWizard).toContain('The environment is not hybrid.');
    expect(inWizard).toContain('No LifeTime server is named.');
    expect(inWizard).toContain('Add the platform, logging and session databases.');
    for (const sentence of inWizard) {
      expect(sentence).not.toMatch(/\bprofile\b|\([a-z]+[A-Z.]\w*|\(lifetime\)|\(zones\)|[[\]|]/);
      expect(sentence).toMatch(/^[A-Z].*\.$/);
    }
  });

  it('names the field of the profile to whoever has a file', () => {
    const inFile = plans.flatMap((each) => told(viewPlan(each, [])));
    expect(inFile).toContain('The environment is not hybrid (environment.hybrid).');
    expect(inFile).toContain('The profile names no LifeTime server (lifetime).');
    for (const sentence of inFile) expect(sentence).not.toMatch(/[[\]|]/);
  });
});
