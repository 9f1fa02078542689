import type { Farm } from './farm.ts';
import { type Hook, table } from './firewall.ts';
import type { Listener } from './listeners.ts';
import { type HostName, labHosts, nameServers } from './map.ts';
import type { NameFiles, Namespace } from './namespace.ts';
import { type Site, startListeners, startNginx } from './services.ts';

/** A rule of a firewall, on the machine itself or on a host on its way. */
export type Rule = { readonly at: HostName | 'machine'; readonly hook: Hook; readonly rule: string };

/** The state of a machine from which the command is run, as far as it differs from a machine in good order. */
export type MachineState = Partial<NameFiles> & {
  /** Commands of ip(8), after the machine has joined the network. */
  readonly ip?: readonly string[];
  /** Kernel settings of the machine's network, as sysctl(8) takes them. */
  readonly settings?: readonly string[];
  /** Processes that listen on the machine, by the name under which the system shows them. */
  readonly listeners?: Readonly<Record<string, readonly Listener[]>>;
  readonly sites?: readonly Site[];
};

/** A machine that has joined the farm. */
export type Machine = { readonly namespace: Namespace; readonly leave: () => Promise<void> };

/** The addresses of a machine. */
export type Place = {
  readonly address: string;
  readonly ipv6: string;
  /** An address of the machine's own link that nobody has. */
  readonly emptyNeighbour: string;
};

/** The machines whose links share the first two numbers of their addresses; higher third numbers stand for nobody. */
const machinesPerBlock = 200;

/** The most machines that fit into the lab's addresses. */
export const maxMachines = 4 * machinesPerBlock;

const linkOf = (index: number) => {
  const block = 77 + Math.floor(index / machinesPerBlock);
  return { ipv4: `10.${block}.${1 + (index % machinesPerBlock)}`, ipv6: `fd77:0:0:${1 + index}:` };
};

/** The addresses of the n-th machine. Each machine has a link of its own to the router. */
export function placeOf(index: number): Place {
  if (index >= maxMachines) throw new Error(`The lab has room for ${maxMachines} machines.`);
  const { ipv4, ipv6 } = linkOf(index);
  return { address: `${ipv4}.2`, ipv6: `${ipv6}:2`, emptyNeighbour: `${ipv4}.3` };
}

async function join({ lab, hosts }: Farm, index: number, state: MachineState): Promise<Namespace> {
  const { hosts: lines = labHosts, nameServers: servers = [nameServers.honest], ...names } = state;
  const machine = await lab.addNamespace(`machine${index}`, { ...names, hosts: lines, nameServers: servers });
  const { ipv4, ipv6 } = linkOf(index);
  const { address, ipv6: ipv6Address } = placeOf(index);
  await hosts.router.ip(
    `link add m${index} type veth peer name eth0 netns ${machine.name}`,
    `link set m${index} up`,
    `addr add ${ipv4}.1/29 dev m${index}`,
    `addr add ${ipv6}:1/64 dev m${index} nodad`,
  );
  await machine.ip(
    'link set eth0 up',
    `addr add ${address}/29 dev eth0`,
    `addr add ${ipv6Address}/64 dev eth0 nodad`,
    `route add default via ${ipv4}.1`,
    `route add ::/0 via ${ipv6}:1`,
  );
  const { settings = [], ip = [] } = state;
  if (settings.length > 0) await machine.run(['sysctl', '-qw', ...settings]);
  await machine.ip(...ip);
  return machine;
}

/**
 * Puts a machine into the farm, with its own processes and with firewalls on its ways.
 * @param index a number that no other machine of the lab has; it decides its addresses
 */
export async function joinMachine(
  farm: Farm,
  index: number,
  state: MachineState,
  rules: readonly Rule[],
): Promise<Machine> {
  const namespace = await join(farm, index, state);
  const tableName = `machine${index}`;
  const guarded = new Set(rules.map(({ at }) => at));
  const at = (place: Rule['at']): Namespace => (place === 'machine' ? namespace : farm.hosts[place]);
  for (const place of guarded) {
    const own = rules.filter((rule) => rule.at === place);
    await at(place).run(['nft', '-f', '-'], table(tableName, own));
  }
  for (const [name, listeners] of Object.entries(state.listeners ?? {}))
    await startListeners(farm.lab, namespace, listeners, name);
  if (state.sites !== undefined) await startNginx(farm.lab, namespace, state.sites);
  return {
    namespace,
    leave: async () => {
      for (const place of guarded)
        if (place !== 'machine') await at(place).run(['nft', 'delete', 'table', 'inet', tableName]);
      await farm.lab.removeNamespace(namespace);
    },
  };
}
