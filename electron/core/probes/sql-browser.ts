import type { FactOf } from '../../../shared/probe/fact.ts';
import type { RequestOf } from '../../../shared/probe/probe-request.ts';
import type { ConnectTarget } from '../base/world.ts';
import { targetsOf } from './addresses.ts';
import { outcomeOfError } from './outcome-of-error.ts';
import { connectWait, ends, factCommon, type Probe, type ProbeContext } from './probe.ts';
import { withSecondAttempt } from './retried.ts';

type BrowserFact = FactOf<'sql-browser'>;

async function ask(
  target: ConnectTarget,
  instance: string,
  context: ProbeContext,
): Promise<readonly BrowserFact[]> {
  const { host } = target;
  const asked = await context.network.askSqlBrowser(target, instance, connectWait(context));
  const code = asked.ok ? null : asked.code;
  const outcome = asked.ok ? 'open' : outcomeOfError(asked.code, 'datagram');
  const { tcpPort = null, version = null } = asked.ok ? asked.value : {};
  return [
    {
      kind: 'sql-browser',
      ...factCommon(outcome, asked, code),
      ...ends(null, target),
      host,
      instance,
      ...(tcpPort === null ? {} : { tcpPort }),
      ...(version === null ? {} : { version }),
    },
  ];
}

/** Asks SQL Server Browser at every address of a host. A datagram can be lost, so silence is asked again. */
export async function askEveryBrowser(
  { host, port, instance }: RequestOf<'sql-browser'>,
  context: ProbeContext,
): Promise<readonly BrowserFact[]> {
  const targets = await targetsOf({ host, port }, context);
  const answers = await Promise.all(
    targets.map((target) => withSecondAttempt(() => ask(target, instance, context), context, 'udp')),
  );
  return answers.flat();
}

/** Where an instance of SQL Server listens. Asked once in a run; probes of that port wait for the same answer. */
export const sqlBrowser: Probe<'sql-browser'> = {
  observe: (request, context) => context.browse(request),
  unobserved: ({ host, port, instance }, common) => ({
    kind: 'sql-browser',
    ...common,
    remotePort: port,
    host,
    instance,
  }),
};
