import { describe, expect, it } from 'vitest';
import type { Subject } from '../../../../../shared/catalogue/check.ts';
import { inbound } from '../../../../../shared/catalogue/families/inbound.ts';
import { tcpFact } from '../facts.ts';

const bare: Subject = { source: null, destination: null, probes: [], parameters: { host: 'fe1' } };

describe('the family inbound', () => {
  it('leaves the proof to the other machine, whatever was observed here', () => {
    for (const facts of [[], [tcpFact('open')]])
      expect(inbound.find(facts, bare)).toEqual({
        finding: 'needs-other-machine',
        parameters: { host: 'fe1' },
      });
  });
});
