import { describe, expect, it } from 'vitest';
import { planTable } from '../../../../../electron/cli/printers/plan-table.ts';
import { checks } from '../../../../../shared/catalogue/checks/index.ts';
import { buildPlan } from '../../../../../shared/plan/build-plan.ts';
import { profileSchema } from '../../../../../shared/profile/profile.ts';
import { viewPlan } from '../../../../../shared/run/plan-view.ts';

const terminal = { live: false, colour: false, unicode: true, asciiJson: false, columns: 120 };
const machine = { hostname: 'fe-01', os: 'Windows Server 2022', addresses: [] };

function linesFor(...databases: readonly object[]): readonly string[] {
  const roles = ['front-end'];
  const profile = profileSchema.parse({ schemaVersion: 1, machine: { roles }, databases });
  return planTable(viewPlan(buildPlan(checks, profile, machine), []), terminal);
}

const told = /SQL Server Browser \(UDP\) tells/;

describe('the table of a plan', () => {
  it('lists the port of an instance as one that is told, and says by whom', () => {
    const lines = linesFor({ purpose: 'platform', host: 'sql1.example.local\\OS' });
    expect(lines).toContainEqual(
      expect.stringMatching(/^ {2}sql1\.example\.local:1434\s+UDP {2}out-fe-db-sql@platform/),
    );
    expect(lines).toContainEqual(
      expect.stringMatching(/^ {2}sql1\.example\.local\\OS\s+TCP {2}out-fe-db-sql@platform/),
    );
    expect(lines).toContainEqual(expect.stringMatching(told));
    expect(lines).toContainEqual(expect.stringMatching(/out-fe-db-sql@platform\s.* sql1\.example\.local$/));
  });

  it('lists the authority that is asked for the time, or the proxy in its place', () => {
    const url = 'https://tsa.example.local/';
    const linesWith = (proxy: object): string => {
      const profile = profileSchema.parse({ schemaVersion: 1, timestamp: { url }, proxy });
      return planTable(viewPlan(buildPlan(checks, profile, machine), []), terminal).join('\n');
    };
    expect(linesWith({ mode: 'none' })).toContain(
      '  tsa.example.local:443  TCP  Asked to confirm the time when a report is made.\n',
    );
    const manual = linesWith({ mode: 'manual', url: 'http://proxy.example.local:3128' });
    expect(manual.replaceAll(/\n +/g, ' ')).toContain(
      'proxy.example.local:3128  TCP  Asked to confirm the time when a report is made. Through the proxy http://proxy.example.local:3128, which asks https://tsa.example.local/.',
    );
    expect(linesFor().join()).not.toContain('confirm');
  });

  it('says nothing of it where every port is known', () => {
    const lines = linesFor({ purpose: 'platform', host: 'sql1.example.local,1500' });
    expect(lines).toContainEqual(expect.stringMatching(/^ {2}sql1\.example\.local:1500\s+TCP/));
    expect(lines.some((line) => told.test(line) || line.includes('null'))).toBe(false);
  });
});
