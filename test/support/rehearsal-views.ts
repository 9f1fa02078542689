import type { Fact, FactOf } from '../../shared/probe/fact.ts';
import type { CheckerView, ListenerView } from '../../shared/probe/rehearsal-view.ts';

const hash = 'A'.repeat(43);
const nonce = 'B'.repeat(22);
const signature = 'C'.repeat(86);

/** What a front-end saw that dialled its controller, with nothing between them. */
export const checkerView = (fields: Partial<CheckerView> = {}): CheckerView => ({
  version: 1,
  carrier: 'plain',
  nonces: [nonce, nonce],
  run: '11111111-1111-4111-8111-111111111111',
  reportKey: hash,
  sessionKey: 'D'.repeat(44),
  name: 'fe1',
  roles: ['front-end'],
  tls: null,
  head: null,
  wanted: 'ctl.test',
  dialled: { address: '10.0.0.20', port: 12_000 },
  own: { address: '10.0.0.11', port: 50_001 },
  profile: hash,
  ...fields,
});

/** What the controller saw of the same. */
export const listenerView = (fields: Partial<ListenerView> = {}): ListenerView => ({
  version: 1,
  carrier: 'plain',
  nonces: [nonce, nonce],
  run: '22222222-2222-4222-8222-222222222222',
  reportKey: hash,
  sessionKey: 'E'.repeat(44),
  name: 'ctl',
  roles: ['controller'],
  tls: null,
  head: null,
  meant: 'this',
  arrived: { address: '10.0.0.20', port: 12_000 },
  peer: { address: '10.0.0.11', port: 50_001 },
  answers: hash,
  clock: '2026-11-24T10:00:00.000Z',
  rehearsed: [80, 443, 12_000],
  inUse: [],
  notOpened: [],
  ...fields,
});

export const signedChecker = (fields: Partial<CheckerView> = {}) => ({
  view: checkerView(fields),
  signature,
});
export const signedListener = (fields: Partial<ListenerView> = {}) => ({
  view: listenerView(fields),
  signature,
});

/** An attempt at a rehearsal; without its parts both ends proved themselves and saw the same. */
export function rehearsalFact(fields: Partial<FactOf<'rehearsal'>> = {}): FactOf<'rehearsal'> {
  return {
    kind: 'rehearsal',
    outcome: 'open',
    startedAt: '2026-11-24T10:00:00.000Z',
    durationMs: 9,
    remoteAddress: '10.0.0.20',
    remotePort: 12_000,
    host: 'ctl.test',
    carrier: 'plain',
    tag: '7K2M',
    reached: 'answer',
    connectMs: 1.2,
    answerMs: 3.4,
    checker: signedChecker(),
    listener: signedListener(),
    ...fields,
  };
}

/** An attempt that got no answer. */
export function unansweredRehearsal(fields: Partial<FactOf<'rehearsal'>> = {}): FactOf<'rehearsal'> {
  const { checker: _, listener: __, answerMs: ___, ...bare } = rehearsalFact();
  return { ...bare, outcome: 'timeout', code: 'DEADLINE', reached: 'nothing', ...fields };
}

/** What a listener of another port says of this one. */
export const voucher = (fields: Partial<ListenerView> = {}): NonNullable<FactOf<'rehearsal'>['vouched']> => ({
  port: 80,
  listener: signedListener({ carrier: 'http', arrived: { address: '10.0.0.20', port: 80 }, ...fields }),
});

/** What a listener of this machine heard at a port. */
export const visitsFact = (
  visits: FactOf<'visits'>['visits'] = [],
  fields: Partial<FactOf<'visits'>> = {},
): FactOf<'visits'> => ({
  kind: 'visits',
  outcome: 'read',
  startedAt: '2026-11-24T10:05:00.000Z',
  durationMs: 0,
  port: 12_000,
  state: 'rehearsed',
  visits,
  ...fields,
});

/** One visit, from a front-end unless told otherwise. */
export const visitOf = (
  checker: Partial<CheckerView> = {},
  listener: Partial<ListenerView> = {},
): FactOf<'visits'>['visits'][number] => ({
  at: '2026-11-24T10:01:02.000Z',
  durationMs: 4,
  checker: signedChecker(checker),
  listener: signedListener(listener),
});

export type RehearsalSample = { readonly finding: string; readonly fact: Fact };

/** The same conversation, held with another machine. */
export const byMachine = (fact: FactOf<'rehearsal'>, name: string, run: string): FactOf<'rehearsal'> =>
  fact.listener === undefined
    ? fact
    : { ...fact, listener: { ...fact.listener, view: { ...fact.listener.view, name, run } } };

/** Attempts for each finding of a rehearsal, at an end; none for a finding of something else. */
export function rehearsalFactsFor(
  finding: string,
  end: { readonly host: string; readonly port: number },
): readonly FactOf<'rehearsal'>[] {
  const proven = rehearsalFactFor('proven', end);
  const refused = rehearsalFactFor('not-rehearsed', end);
  if (proven === null || refused === null) return [];
  switch (finding) {
    case 'several-machines':
      return [proven, byMachine(proven, 'fe3', '44444444-4444-4444-8444-444444444444')];
    case 'proven-in-part':
      return [proven, { ...refused, remoteAddress: '10.0.0.21' }];
    case 'proven-at-times':
      return [proven, refused];
    default: {
      const fact = rehearsalFactFor(finding, end);
      return fact === null ? [] : [fact];
    }
  }
}

/** One attempt for each finding of a rehearsal that one attempt shows, at an end. */
export function rehearsalFactFor(
  finding: string,
  end: { readonly host: string; readonly port: number; readonly address?: string },
): FactOf<'rehearsal'> | null {
  const { host, port, address = '10.0.0.20' } = end;
  const at = { address, port };
  const here = { host, remoteAddress: address, remotePort: port };
  const both = (
    checker: Partial<CheckerView> = {},
    listener: Partial<ListenerView> = {},
    fields: Partial<FactOf<'rehearsal'>> = {},
  ): FactOf<'rehearsal'> =>
    rehearsalFact({
      ...here,
      checker: signedChecker({ wanted: host, dialled: at, ...checker }),
      listener: signedListener({ arrived: at, ...listener }),
      ...fields,
    });
  const up = voucher({ rehearsed: [80, port] });
  switch (finding) {
    case 'proven':
      return both();
    case 'proven-via':
      return both({}, { peer: { address: '10.9.0.1', port: 40_000 } });
    case 'crossed':
      return both({}, { arrived: { address, port: 12_001 === port ? 12_002 : 12_001 } });
    case 'other-machine':
      return both({}, { meant: 'another', name: 'fe2' });
    case 'tls-inspected':
      return both(
        { tls: { certificate: hash, exporter: nonce } },
        { tls: { certificate: 'F'.repeat(43), exporter: nonce } },
        { issuer: 'CN=Inspector' },
      );
    case 'http-proxy':
      return both({ head: hash }, { head: 'F'.repeat(43) });
    case 'accepted-for-it':
      return unansweredRehearsal({ ...here, reached: 'connection', vouched: up });
    case 'cut-off-in-rehearsal':
      return unansweredRehearsal({ ...here, outcome: 'reset', code: 'ECONNRESET', reached: 'challenge' });
    case 'path-blocked':
      return unansweredRehearsal({ ...here, vouched: up });
    case 'unproven':
      return unansweredRehearsal({ ...here, outcome: 'reset', code: 'HUNG_UP', reached: 'connection' });
    case 'not-rehearsed':
      return unansweredRehearsal({ ...here, outcome: 'refused', code: 'ECONNREFUSED' });
    default:
      return null;
  }
}
