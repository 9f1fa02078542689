import { describe, expect, it } from 'vitest';
import {
  buildEnvironmentModel,
  environmentFirewallRows,
} from '../../../../shared/environment/environment-model.ts';
import { mergeResults } from '../../../../shared/environment/merge-results.ts';
import { farmOfTwelve, largeEnvironment, twoServers } from '../../../support/drawn-environments.ts';
import { environmentResults, farmOf } from '../../../support/environment-results.ts';
import { digitsOf, inputOf, listenerOf, mergedOf, merging } from '../../../support/merged-environments.ts';

const options = { fingerprint: 'ab12cd34'.repeat(8), signerName: 'Netready on support-04' };

describe('the model of an environment report', () => {
  it('asks for few rules, and says where one will not help', () => {
    const open = environmentResults(farmOf(3, { phase: 'before-install' }));
    const named = (name: string) => {
      const found = open.find(({ machine }) => machine.hostname === name);
      if (found === undefined) throw new Error(`there is no report of ${name}`);
      return found;
    };
    const merged = mergedOf([named('fe1'), listenerOf(named('ctrl'), [])]);
    const { firewall } = buildEnvironmentModel(merged, options);
    expect(firewall.notes.items.join(' ')).toContain(
      'fe1 is answered at ctrl:5672, and ctrl says that nobody came',
    );
    expect(firewall.notes.items.join(' ')).toContain('Opening a port does not help');
    const rows = environmentFirewallRows(merged);
    expect(rows).toHaveLength(merged.connections.filter(({ port }) => port !== null).length);
    expect(buildEnvironmentModel(largeEnvironment(60), options).firewall.rules.rows.length).toBeLessThan(12);
  });

  it('tells failed pairs that say the same in one row, whatever they are many of', () => {
    const { pairs } = buildEnvironmentModel(largeEnvironment(60), options);
    expect(pairs.rows.length).toBeLessThan(12);
    expect(pairs.more).toBeNull();
    expect(buildEnvironmentModel(farmOfTwelve(), options).pairs.rows).toContainEqual(
      expect.objectContaining({
        from: 'fe02',
        to: 'ctl01',
        ports: '5672 12000',
        source: 'refused',
        destination: 'listener was up, nobody came',
        so: 'Blocked on the way, cause 3',
      }),
    );
  });

  it('tells first what the two ends tell differently, and what works one way alone', () => {
    const { pairs } = buildEnvironmentModel(farmOfTwelve(), options);
    expect(pairs.rows.map(({ so }) => so)).toEqual([
      'Blocked on the way, cause 3',
      'Failed, cause 1',
      'Failed, cause 2',
    ]);
    expect(pairs.intro).toContain(
      'One way alone: lt01 reaches ctl01 and fe01-05, and is not reached from there.',
    );
    expect(buildEnvironmentModel(twoServers(), options).pairs.intro).not.toContain('One way alone');
  });

  it('names the files that were not intact, and whether pages were compared', () => {
    const inputs = environmentResults(farmOf(2)).map((result, index) =>
      inputOf(result, { pages: index === 0 ? 'match' : 'not-checked' }),
    );
    const refused = [{ file: 'netready-fe9.pdf', fileSha256: digitsOf('fe9'), code: 'changed' }];
    const { inputs: all, remarks } = buildEnvironmentModel(
      mergeResults(inputs, { ...merging, refused }),
      options,
    );
    expect(all.intro).toContain('The pages of 1 were compared');
    expect(all.intro).toContain('Not intact, and not used: netready-fe9.pdf (changed).');
    expect(remarks.more).toContain('1 file was not intact and is left out.');
  });
});
