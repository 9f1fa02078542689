import { describe, expect, it } from 'vitest';
import type { Fact } from '../../../../../shared/probe/fact.ts';
import type { ProbeRequest } from '../../../../../shared/probe/probe-request.ts';
import {
  holdClosedPort,
  startAnsweringServer,
  startDrippingServer,
  startFloodingServer,
  startResettingServer,
  startSilentServer,
} from '../../../../support/servers/tcp-servers.ts';
import { during, networkWith, observe, only, shortLimits } from '../probe-world.ts';

/** What a probe of a service's own protocol is put to. */
export type Hostilities = {
  readonly request: (port: number, host?: string) => ProbeRequest;
  /** Answers that are none, and the code with which each is reported. */
  readonly garbage: Readonly<Record<string, readonly [answer: string | Buffer, code: string]>>;
  /** The beginning of an answer that never ends: read to the end it would be a good one. */
  readonly beginning: Buffer;
  /** The head of an answer that says that it is larger than any, and the code with which it is reported. */
  readonly oversized: readonly [head: Buffer, code: string];
};

const others = {
  HTTP: 'HTTP/1.1 400 Bad Request\r\n\r\n',
  SSH: 'SSH-2.0-test\r\n',
  SMTP: '220 mail ESMTP\r\n',
  'a TLS alert': '\x15\x03\x03\x00\x02\x02\x46',
  zeros: '\0'.repeat(32),
} as const;

const bothOf = (facts: readonly Fact[]) =>
  facts.map(({ outcome, code, attempt }) => [outcome, code, attempt]);

/** Tests that a probe comes to an end, in time and in bytes, with whatever answers it. */
export function describeHostileServers({ request, garbage, beginning, oversized }: Hostilities): void {
  const ask = (port: number) => observe(request(port), { limits: shortLimits });
  const all = Object.entries({
    ...Object.fromEntries(Object.entries(others).map(([name, answer]) => [name, [answer, null] as const])),
    ...garbage,
  });

  describe('with a server that is none', () => {
    it.each(all)('reports %s as another service, once', async (_name, [answer, code]) => {
      const server = await during(startAnsweringServer(answer.toString('latin1')));
      const fact = only(await ask(server.port));
      expect(fact).toMatchObject({ outcome: 'wrong-service', remotePort: server.port });
      expect(fact.code).toMatch(
        code === null ? /^NOT_|^AMQP_VERSION$|^ANSWER_ENDED$/ : new RegExp(`^${code}$`),
      );
      expect(server.connections().total).toBe(1);
    });

    it('reports an answer that is cut off as another service', async () => {
      const server = await during(startAnsweringServer(beginning.toString('latin1')));
      expect(only(await ask(server.port))).toMatchObject({ outcome: 'wrong-service', code: 'ANSWER_ENDED' });
    });

    it('does not take a server that hangs up without a word for another service', async () => {
      const server = await during(startAnsweringServer(''));
      expect(bothOf(await ask(server.port))).toEqual([
        ['reset', 'HUNG_UP', undefined],
        ['reset', 'HUNG_UP', 2],
      ]);
    });

    it('reads no answer that is larger than any, whatever else comes', async () => {
      const [head, code] = oversized;
      const server = await during(startFloodingServer(head));
      expect(only(await ask(server.port))).toMatchObject({ outcome: 'wrong-service', code });
      await server.idle();
    });

    it('gives a silent server two turns, and leaves no connection behind', async () => {
      const server = await during(startSilentServer());
      const facts = await ask(server.port);
      expect(bothOf(facts)).toEqual([
        ['timeout', 'DEADLINE', undefined],
        ['timeout', 'DEADLINE', 2],
      ]);
      expect(server.connections().total).toBe(2);
      await server.idle();
    });

    it('does not wait longer for one that sends a byte at a time', async () => {
      const server = await during(startDrippingServer(beginning, 20));
      const start = performance.now();
      expect(bothOf(await ask(server.port))).toEqual([
        ['timeout', 'DEADLINE', undefined],
        ['timeout', 'DEADLINE', 2],
      ]);
      expect(performance.now() - start).toBeLessThan(2 * (shortLimits.answerTimeoutMs + 700));
      await server.idle();
    });

    it('gives one that resets two turns', async () => {
      const server = await during(startResettingServer());
      const facts = await ask(server.port);
      expect(facts.map(({ outcome, attempt }) => [outcome, attempt])).toEqual([
        ['reset', undefined],
        ['reset', 2],
      ]);
    });

    it('reports a closed port as refused, once', async () => {
      const closed = await during(holdClosedPort());
      expect(only(await ask(closed.port))).toMatchObject({ outcome: 'refused', remotePort: closed.port });
    });

    it('reports nothing for a name that does not resolve', async () => {
      expect(await observe(request(1, 'no.test'), { network: networkWith({}) })).toEqual([]);
    });

    it('stops at once when it is cancelled, without a second attempt', async () => {
      const server = await during(startSilentServer());
      const stop = new AbortController();
      const observing = observe(request(server.port), { signal: stop.signal });
      await server.reached(1);
      stop.abort();
      expect(only(await observing)).toMatchObject({ outcome: 'cancelled', code: 'CANCELLED' });
      await server.idle();
      expect(server.connections().total).toBe(1);
    });
  });
}
