import { needsRoot } from '../../support/needs.ts';

/** Announces the tests of the network lab, which need root and the commands of its servers and firewalls. */
export const needsLab = needsRoot(
  ...['ip', 'nft', 'unshare', 'setpriv', 'sysctl', 'hostname', 'tcpdump'],
  ...['nginx', 'rabbitmq-server', 'sshd', 'dnsmasq', 'tinyproxy', 'nmap', 'tsql'],
);
