import { describe, expect, it } from 'vitest';
import type { Causes } from '../../../../shared/causes/cause.ts';
import { drawSentence, titleSentence } from '../../../../shared/causes/cause-sentences.ts';
import { findCauses } from '../../../../shared/causes/find-causes.ts';
import { foldCauses } from '../../../../shared/causes/fold-causes.ts';
import { observe } from '../../../../shared/causes/observe.ts';
import type { Outcome } from '../../../../shared/probe/outcome.ts';
import type { RunResult } from '../../../../shared/run/result.ts';
import {
  type Asked,
  type Environment,
  environmentResults,
  farmOf,
} from '../../../support/environment-results.ts';

type Fault = (asked: Asked) => Outcome | null;

const resultsOf = (fault: Fault, changes: Partial<Environment> = {}): readonly RunResult[] =>
  environmentResults(farmOf(8, { ...changes, fault }));

const causesOf = (results: readonly RunResult[]): Causes => findCauses(observe(results));

/** Each cause in one line, as a person would read it. */
function linesOf(causes: Causes, isOneMachine = false): readonly string[] {
  const context = { failed: causes.failed, isOneMachine };
  return foldCauses(causes.causes).map((fold) => drawSentence(titleSentence(fold, context)));
}

const failedOf = (results: readonly RunResult[]): readonly string[] =>
  results.flatMap(({ checks }, machine) =>
    checks.filter(({ verdict }) => verdict === 'fail').map(({ id }) => `${machine} ${id}`),
  );

const explainedOf = ({ causes }: Causes): readonly string[] =>
  causes.flatMap(({ checks }) => checks.map(({ machine, id }) => `${machine} ${id}`));

const first: Fault = ({ from, fromAddress, host, address, port }) =>
  fromAddress.startsWith('10.1.2.') && host.startsWith('db01') && port === 1433 && from && address
    ? 'timeout'
    : null;
const isDatabase = ({ host, port }: Asked): boolean => host.startsWith('db01') && port === 1433;
const leavesFe3 = ({ from, address, fromAddress, port }: Asked): boolean =>
  from.name === 'fe3' && port !== null && address !== '127.0.0.1' && address !== fromAddress;
const isIisOfFe2 = ({ address, from, port }: Asked): boolean =>
  (port === 80 || port === 443) &&
  (address === '10.1.2.12' || (from.name === 'fe2' && address === '127.0.0.1'));

const withoutIis: Environment['around'] = (server, world) => (request) =>
  server.name === 'fe2' && 'port' in request && (request.port === 80 || request.port === 443)
    ? world(request).map((answer) => {
        if (answer.kind === 'bind') return { ...answer, outcome: 'free' as const };
        return answer.kind === 'port-owner' ? { ...answer, owners: [] } : answer;
      })
    : world(request);

const cases: readonly {
  readonly name: string;
  readonly fault: Fault;
  readonly changes?: Partial<Environment>;
  readonly says: readonly string[];
}[] = [
  {
    name: 'a subnet without a way to the database',
    fault: first,
    says: ['No way from 10.1.2.0/24 to db01.example.local:1433 explains 4 of 4'],
  },
  {
    name: 'a database that is down',
    fault: (asked) => (isDatabase(asked) ? 'timeout' : null),
    says: ['No way from every server that asked to db01.example.local:1433 explains 9 of 9'],
  },
  {
    name: 'a server without a name server',
    fault: ({ from, port }) => (from.name === 'fe3' && port === null ? 'dns-timeout' : null),
    says: ['No name server answers fe3 about any name, which explains 29 of 29'],
  },
  {
    name: 'inspection of TLS',
    fault: ({ kind, host }) =>
      kind === 'https' && host.endsWith('outsystems.com') ? 'tls-intercepted' : null,
    says: [
      'Something on the way opens the encryption to nativebuilder.api.outsystems.com:443, which explains 8 of 8',
    ],
  },
  {
    name: 'a firewall of a server that lets nothing out',
    fault: (asked) => (leavesFe3(asked) ? 'timeout' : null),
    says: ['No way from fe3 to anything explains 26 of 26'],
  },
  {
    name: 'IIS that is stopped',
    fault: (asked) => (isIisOfFe2(asked) ? 'refused' : null),
    changes: { around: withoutIis },
    says: ['Nothing listens on fe2.example.local, ports 80 and 443'],
  },
  {
    name: 'a firewall that rejects',
    fault: ({ fromAddress, address, port }) =>
      fromAddress.startsWith('10.1.2.') && address === '10.1.1.10' && port === 12000 ? 'refused' : null,
    says: ['ctrl.example.local:12000 refuses 10.1.2.0/24 and accepts others, which explains 8 of 8'],
  },
  {
    name: 'one connection alone',
    fault: ({ from, address, port }) =>
      from.name === 'fe3' && address === '10.1.1.10' && port === 5672 ? 'timeout' : null,
    says: ['No way from fe3 to ctrl.example.local:5672'],
  },
  {
    name: 'two causes at once',
    fault: (asked) => first(asked) ?? (isIisOfFe2(asked) ? 'refused' : null),
    changes: { around: withoutIis },
    says: [
      'No way from 10.1.2.0/24 to db01.example.local:1433',
      'Nothing listens on fe2.example.local, ports 80 and 443',
    ],
  },
  {
    name: 'three causes at once',
    fault: (asked) => {
      if (asked.from.name === 'fe7' && asked.port === null) return 'dns-timeout';
      return first(asked) ?? (isIisOfFe2(asked) ? 'refused' : null);
    },
    changes: { around: withoutIis },
    says: [
      'No name server answers fe7 about any name',
      'No way from 10.1.2.0/24 to db01.example.local:1433',
      'Nothing listens on fe2.example.local, ports 80 and 443',
    ],
  },
  {
    name: 'the address of another server for the controller',
    fault: ({ address, port }) =>
      address === '10.1.3.18' && [12000, 5672].includes(port ?? 0) ? 'refused' : null,
    changes: { addresses: { 'ctrl.example.local': ['10.1.3.18'] } },
    says: ['Nothing listens on the server called ctrl.example.local'],
  },
];

describe('causes of an environment', () => {
  for (const { name, fault, changes, says } of cases)
    it(`names ${name}`, () => {
      const results = resultsOf(fault, changes);
      const causes = causesOf(results);
      const lines = linesOf(causes);
      for (const line of says) expect(lines.some((said) => said.startsWith(line))).toBe(true);
      expect([...explainedOf(causes)].sort()).toEqual([...failedOf(results)].sort());
    });
});
