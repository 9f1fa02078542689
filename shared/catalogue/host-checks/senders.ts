/** Who connects to a host without a role of OutSystems, as the ends of a check: the only one by its name, and all of them. */
export const sendersOf = (hosts: readonly string[]) => ({
  fromHost: hosts.length === 1 ? (hosts[0] ?? null) : null,
  senders: hosts.filter((host) => host !== 'localhost'),
});
