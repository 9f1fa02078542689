/** The kinds of networks for which a firewall of Windows has rules of their own. */
export const networkKinds = ['domain', 'private', 'public'] as const;
export type NetworkKind = (typeof networkKinds)[number];
