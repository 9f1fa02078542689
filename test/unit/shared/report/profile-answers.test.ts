import { describe, expect, it } from 'vitest';
import { profileSchema } from '../../../../shared/profile/profile.ts';
import { profileAnswers } from '../../../../shared/report/profile-answers.ts';
import { otherValues, put, wholeProfile } from '../../../support/profile-fields.ts';
import { sampleProfile } from '../../../support/sample-results.ts';

const answersOf = (answers: Readonly<Record<string, unknown>>) =>
  new Map(profileAnswers(sampleProfile(answers)).map((field) => [field.label, field.values]));

describe('what the administrator answered', () => {
  it('is complete for the default profile, in words', () => {
    const answers = answersOf({});
    expect(answers.get('Hosting')).toEqual(['Servers']);
    expect(answers.get('Databases')).toEqual(['localhost:1433 platform, SQL Server']);
    expect(answers.get('LifeTime')).toEqual(['None named']);
    expect(answers.get('Proxy')).toEqual(['As the system says']);
    expect(answers.has('VPN between the two parts')).toBe(false);
    expect(answers.has('TLS ends before the containers')).toBe(false);
  });

  it('says which ports are not the defaults', () => {
    const ports = answersOf({ ports: { deployment: 13001 } }).get('Ports');
    expect(ports).toContain('13001 Deployment Service, not the default 12001');
    expect(ports).toContain('12000 Deployment Controller Service');
  });

  it('shows which port of a database is told during the run', () => {
    const answers = answersOf({
      databases: [
        { purpose: 'platform', host: 'sql1\\OS' },
        { purpose: 'logging', host: 'sql1\\LOG,1500' },
        { purpose: 'session', host: 'sql1\\MSSQLSERVER' },
      ],
    });
    expect(answers.get('Databases')).toEqual([
      'sql1\\OS platform, SQL Server, port told by SQL Server Browser',
      'sql1:1500 logging, SQL Server, instance LOG',
      'sql1:1433 session, SQL Server, instance MSSQLSERVER',
    ]);
  });

  it('shows what only some environments answer', () => {
    const answers = answersOf({
      environment: { hybrid: true, vpn: 'yes', hosting: 'containers', sslOffloading: 'no' },
      frontEnds: [{ host: 'fe1', name: 'First' }, { host: 'fe2' }],
      managedServers: [{ host: 'prod', roles: ['controller', 'front-end'] }],
      containerRuntimes: [{ host: 'node1' }],
      cache: { tls: true },
      databases: [{ purpose: 'platform', engine: 'oracle', host: '::1', instance: 'ORCL' }],
      proxy: { mode: 'manual', url: 'http://proxy:8080', bypass: ['localhost'] },
      caFile: '/etc/ca.pem',
      timestamp: { url: 'http://tsa.example.local/' },
      limits: { latencyMs: 2, runBudgetMs: 60000 },
      waivers: [{ check: 'loc-http', reason: 'not yet' }],
    });
    expect(answers.get('VPN between the two parts')).toEqual(['Yes']);
    expect(answers.get('TLS ends before the containers')).toEqual(['No']);
    expect(answers.get('Front-ends')).toEqual(['fe1 First', 'fe2']);
    expect(answers.get('Servers that LifeTime manages')).toEqual(['prod Deployment Controller, Front-end']);
    expect(answers.get('Container runtimes')).toEqual(['node1']);
    expect(answers.get('Cache Invalidation Service')).toEqual(['localhost:5671 with TLS']);
    expect(answers.get('Databases')).toEqual(['[::1]:1521 platform, Oracle, instance ORCL']);
    expect(answers.get('Proxy')).toEqual(['http://proxy:8080, not for localhost']);
    expect(answers.get('Additional authorities')).toEqual(['/etc/ca.pem']);
    expect(answers.get('Time-stamping authority')).toEqual(['http://tsa.example.local/']);
    expect(answers.get('Limits')).toEqual([
      '5000 ms for a connection',
      '60000 ms for the whole run',
      '2 ms for latency',
    ]);
    expect(answers.get('Waivers')).toEqual(['1 waiver']);
  });

  it('has every answer: another one says something else, whichever it is', () => {
    const said = (profile: unknown) => profileAnswers(profileSchema.parse(profile));
    const unsaid = Object.entries(otherValues).filter(
      ([path, other]) =>
        JSON.stringify(said(put(wholeProfile, path, other))) === JSON.stringify(said(wholeProfile)),
    );
    expect(unsaid.map(([path]) => path)).toEqual(['waivers[].check', 'waivers[].reason']);
  });

  it('says what this run was of, and what was answered where nobody asks', () => {
    const answers = answersOf({
      phase: 'after-install',
      machine: { name: 'OSFE01', roles: ['front-end', 'sysops'] },
      environment: { vpn: 'no', sslOffloading: 'yes' },
    });
    expect(answers.get('Phase')).toEqual(['After the installation']);
    expect(answers.get('Roles of this machine')).toEqual(['Front-end', 'System operators']);
    expect(answers.get('Name of this machine')).toEqual(['OSFE01']);
    expect(answers.get('VPN between the two parts')).toEqual(['No']);
    expect(answers.get('TLS ends before the containers')).toEqual(['Yes']);
    expect(answers.has('Record added to OSSYS_PARAMETER by hand')).toBe(false);
  });

  it('says which exceptions of a proxy count, and what is named for one and not used', () => {
    const proxy = (given: unknown) => answersOf({ proxy: given }).get('Proxy');
    expect(proxy({ bypass: ['*.example.local'] })).toEqual(['As the system says, not for *.example.local']);
    expect(proxy({ url: 'http://proxy:8080' })).toEqual([
      'As the system says',
      'Named and not used: http://proxy:8080',
    ]);
    expect(proxy({ mode: 'none', bypass: ['db1'] })).toEqual(['None', 'Exceptions without a use: db1']);
  });

  it('says many servers in few lines, where that is asked for', () => {
    const frontEnds = Array.from({ length: 30 }, (_, index) => ({ host: `fe${index + 1}.example.local` }));
    const managedServers = frontEnds.map(({ host }) => ({ host, roles: ['front-end'] }));
    const profile = sampleProfile({ frontEnds, managedServers });
    const said = (form: 'each' | 'ranges', label: string) =>
      profileAnswers(profile, form).find((field) => field.label === label)?.values;
    expect(said('each', 'Front-ends')).toEqual(frontEnds.map(({ host }) => host));
    expect(said('ranges', 'Front-ends')).toEqual(['fe1-30 (under example.local)']);
    expect(said('ranges', 'Servers that LifeTime manages')).toEqual([
      'Front-end: fe1-30 (under example.local)',
    ]);
    const few = sampleProfile({ frontEnds: frontEnds.slice(0, 4) });
    expect(profileAnswers(few, 'ranges')).toEqual(profileAnswers(few));
  });

  it('names each label once', () => {
    const labels = profileAnswers(sampleProfile()).map(({ label }) => label);
    expect(new Set(labels).size).toBe(labels.length);
  });
});
