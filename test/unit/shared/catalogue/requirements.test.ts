import { describe, expect, it } from 'vitest';
import { requirementKeys, requirements } from '../../../../shared/catalogue/requirements.ts';
import { severities } from '../../../../shared/words/verdict.ts';

const keysWith = (matches: (key: (typeof requirementKeys)[number]) => boolean) =>
  requirementKeys.filter(matches);

describe('the requirements', () => {
  it('are the 41 rows and bullets of the source document, each under its key', () => {
    expect(requirementKeys).toHaveLength(41);
    expect(Object.keys(requirements)).toEqual([...requirementKeys]);
    for (const key of requirementKeys) expect(requirements[key].key).toBe(key);
  });

  it('each stand in one place of the document', () => {
    const places = requirementKeys.map((key) => requirements[key].where);
    expect(new Set(places).size).toBe(41);
  });

  it('are satisfied by one way alone only where there are two ways in', () => {
    expect(keysWith((key) => requirements[key].satisfiedBy === 'any')).toEqual(['R1']);
  });

  it('are as severe as the source document says', () => {
    const bySeverity = Object.fromEntries(
      severities.map((severity) => [severity, keysWith((key) => requirements[key].severity === severity)]),
    );
    expect(bySeverity['monitoring']).toEqual(['M1', 'M2', 'M3', 'M4', 'M5', 'M6', 'M7']);
    expect(bySeverity['advisory']).toEqual(['B3', 'B4', 'H1', 'C6', 'L1', 'L2']);
    expect(bySeverity['required']).toHaveLength(41 - 7 - 6);
  });

  it.each([
    ['R1', 'sysops', 'server', [22, 3389]],
    ['R7', 'front-end', 'controller', [5672]],
    ['R9', 'front-end', 'database', [1433, 1521]],
    ['R10', 'controller', 'front-end', [12001]],
    ['M7', 'controller', 'front-end', [12002]],
    ['C3', 'container-runtime', 'controller', [12000]],
    ['T3', 'front-end', 'lifetime', [80]],
    ['D1', 'lifetime', 'outsystems-cloud', [443]],
  ] as const)('%s leads from %s to %s', (key, source, destination, ports) => {
    expect(requirements[key]).toMatchObject({ source, destination, ports, protocol: 'TCP' });
  });
});
