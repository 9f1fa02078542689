import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../../shared/catalogue/catalogue.ts';
import { param } from '../../../../shared/catalogue/parameter.ts';
import { connectionsCsv, firewallCsv } from '../../../../shared/report/firewall-csv.ts';
import { kindOfFinding, obstacleTexts } from '../../../../shared/report/firewall-obstacles.ts';
import { firewallRequest } from '../../../../shared/report/firewall-request.ts';
import { firewallRules } from '../../../../shared/report/firewall-rules.ts';
import { buildReportModel } from '../../../../shared/report/model.ts';
import type { CheckResult, RunResult } from '../../../../shared/run/result.ts';
import { farmResult, passedResult } from '../../../support/sample-results.ts';

const modelOf = (result: RunResult) =>
  buildReportModel(result, { fingerprint: 'ab'.repeat(32), signerName: 'Netready on app01' });

/** A farm of which some checks came to something else. */
function farmWith(id: RegExp, change: Partial<CheckResult>): RunResult {
  const result = farmResult();
  return {
    ...result,
    checks: result.checks.map((check) =>
      id.test(check.id) ? { ...check, ...change, headline: `${check.destination?.host} is odd` } : check,
    ),
  };
}

describe('what stands in the way beside a firewall', () => {
  it('follows from findings that the catalogue has', () => {
    const known = new Set(catalogue.checks.flatMap(({ rulings }) => Object.keys(rulings())));
    expect(Object.keys(kindOfFinding).filter((finding) => !known.has(finding))).toEqual([]);
  });

  it.each([
    ['other-machine', 'A rule does not help until the name, the translation of addresses (NAT)'],
    ['accepted-for-it', 'Opening a port does not help: take what answers in its place out of the way.'],
    ['tls-inspected', 'A rule does not help against a device that changes what is sent'],
  ])('is said of the rule, in the report and in both tables: %s', (finding, words) => {
    const result = farmWith(/^out-deploy@frontend-03/, { finding });
    const rows = firewallRequest(result);
    const { rules, groups } = firewallRules(rows);
    const { notes } = modelOf(result).firewall;
    expect(notes.items).toHaveLength(1);
    const number = Number(/^Rule (\d+): frontend-03\S* is odd\. /.exec(notes.items[0] ?? '')?.[1]);
    expect(notes.items[0]).toContain(words);
    const rule = rules[number - 1];
    expect(rule?.services.map(({ port }) => port)).toContain(12001);
    const csv = firewallCsv({ groups, rules }, { redacted: false });
    expect(csv.split('\r\n')[number]).toContain(words);
    expect(csv.split(words)).toHaveLength(2);
    expect(connectionsCsv(rows, { redacted: false }).split(words)).toHaveLength(2);
  });

  it('tells addresses that were translated by what both ends saw', () => {
    const seen = param.phrase('came-from', { seen: param.host('10.9.9.9:1'), own: param.host('10.1.1.1:1') });
    const result = farmWith(/^out-deploy@frontend-03/, {
      finding: 'proven-via',
      parameters: [{ name: 'via', ...param.list('and', [seen]) }],
    });
    expect(modelOf(result).firewall.notes.items).toEqual([
      expect.stringContaining('write the rule for those that the firewall sees.'),
    ]);
  });

  it('is told once for what is alike', () => {
    const fact = (host: string) => ({ kind: 'impostor' as const, fact: `${host} is odd` });
    expect(obstacleTexts([fact('fe1'), fact('fe2'), fact('fe1')])).toEqual([
      expect.stringMatching(/^fe1 is odd, and 1 more\. Opening/),
    ]);
  });

  it('is nothing where nothing is known', () => {
    const { notes } = modelOf(passedResult()).firewall;
    expect(notes).toMatchObject({ items: [], more: null });
    expect(firewallRequest(farmResult()).flatMap(({ obstacles }) => obstacles)).toEqual([]);
  });
});
