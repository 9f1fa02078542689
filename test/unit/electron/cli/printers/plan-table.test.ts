import { describe, expect, it } from 'vitest';
import { planTable } from '../../../../../electron/cli/printers/plan-table.ts';
import { checks } from '../../../../../shared/catalogue/checks/index.ts';
import { buildPlan } from '../../../../../shared/plan/build-plan.ts';
import { profileSchema } from '../../../../../shared/profile/profile.ts';
import { viewPlan } from '../../../../../shared/run/view-plan.ts';

const terminal = { live: false, colour: false, unicode: true, asciiJson: false, columns: 120 };
const machine = { hostname: 'fe-01', os: 'Windows Server 2022', addresses: [] };

function linesFor(...databases: readonly object[]): readonly string[] {
  const roles = ['front-end'];
  const profile = profileSchema.parse({ schemaVersion: 1, machine: { roles }, databases });
  return planTable(viewPlan(buildPlan(checks, profile, machine), []), terminal);
}

const told = /SQL Server Browser \(UDP\) tells/;

describe('the table of a plan', () => {
  it('says how fast the run connects', () => {
    const text = linesFor({ purpose: 'platform', host: '10.1.2.3' }).join('\n');
    expect(text).toContain('At most 1000 new connections a second to other machines');
    expect(text).toContain('are in 10.1.2.0/24: 1.');
  });

  it('says what the pages of the report will leave out, where they will', () => {
    const linesOf = (count: number): string => {
      const frontEnds = Array.from({ length: count }, (_, index) => ({ host: `fe-${index}.example.local` }));
      const profile = profileSchema.parse({
        schemaVersion: 1,
        machine: { roles: ['controller'] },
        frontEnds,
      });
      return planTable(viewPlan(buildPlan(checks, profile, machine), []), terminal).join(' ');
    };
    expect(linesOf(401)).toMatch(
      /The pages of the report will show \d+ of the \d+ checks, at most 400 of one kind; its report\.json has all of them\./,
    );
    expect(linesOf(400)).not.toContain('The pages of the report');
  });

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

  it('begins with the edition and with what its version has and the profile leaves off, no line wider than the terminal', () => {
    const headOf = (environment: object): readonly string[] => {
      const profile = profileSchema.parse({ schemaVersion: 1, environment });
      const lines = planTable(viewPlan(buildPlan(checks, profile, machine), []), {
        ...terminal,
        columns: 60,
      });
      return lines.slice(0, lines.indexOf(''));
    };
    const named = headOf({ platformVersion: '11.41.0' });
    expect(named.every((line) => line.length <= 60)).toBe(true);
    const text = named.join(' ');
    expect(text).toMatch(/^Edition 2020, the source document; /);
    expect(text).toContain(
      'Not chosen: OutSystems 11.41.0 uses 12101 and 12102 and listens on 12100 without using it yet; overlay platform-ports is off. To choose them, write "edition": "2025" into the profile',
    );
    expect(headOf({}).join(' ')).toContain(
      'The profile does not name the version of the platform (environment.platformVersion), so nothing is proposed for it.',
    );
    expect(headOf({ platformVersion: '11.8.0' }).join(' ')).not.toMatch(/chosen|proposed/);
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
