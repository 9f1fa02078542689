/** Firewalls of a server itself for which rules can be written out. */
export const firewallTools = ['netsh', 'powershell', 'nft'] as const;
export type FirewallTool = (typeof firewallTools)[number];
