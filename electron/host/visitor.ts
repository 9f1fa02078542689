import type { Socket } from 'node:net';
import type { ConnectionOwner } from '../core/platform/connection-owner.ts';

/** Whose program is at the other end of a connection. */
export type Visitor =
  | { readonly kind: 'account'; readonly uid: number; readonly name: string | null }
  /** This system tells, but not of this connection. */
  | { readonly kind: 'unclear' }
  /** This system does not tell. */
  | { readonly kind: 'untold' };

/** What the host knows of the accounts of this machine. */
export type Accounts = {
  /** Null where this system does not tell. */
  readonly ownerOf: ConnectionOwner | null;
  readonly nameOf: (uid: number) => Promise<string | null>;
  /** The accounts whose browsers are let in, by uid; null for every account. */
  readonly welcome: readonly number[] | null;
};

async function accountOf(uid: number, { nameOf }: Accounts): Promise<Visitor> {
  return { kind: 'account', uid, name: await nameOf(uid) };
}

/** Finds out whose program is at the other end of a connection. */
export async function visitorOf(socket: Socket, accounts: Accounts): Promise<Visitor> {
  const { localAddress, localPort, remoteAddress, remotePort } = socket;
  if (accounts.ownerOf === null) return { kind: 'untold' };
  if (localAddress === undefined || localPort === undefined) return { kind: 'unclear' };
  if (remoteAddress === undefined || remotePort === undefined) return { kind: 'unclear' };
  const owner = await accounts.ownerOf({
    local: { address: localAddress, port: localPort },
    remote: { address: remoteAddress, port: remotePort },
  });
  return owner === null ? { kind: 'unclear' } : accountOf(owner, accounts);
}

/** Whether browsers of a visitor's account are let in. What this system could tell and does not is not taken on trust. */
export function isWelcome(visitor: Visitor, { welcome }: Accounts): boolean {
  if (welcome === null || visitor.kind === 'untold') return true;
  return visitor.kind === 'account' && welcome.includes(visitor.uid);
}

const nameOrNumber = (uid: number, name: string | null): string =>
  name === null ? `uid ${uid}` : `user ${name}`;

/** A visitor inside a sentence: `user anna`, `uid 1001`; null where this system does not tell. */
export function visitorInWords(visitor: Visitor): string | null {
  switch (visitor.kind) {
    case 'account':
      return nameOrNumber(visitor.uid, visitor.name);
    case 'unclear':
      return 'an account that could not be found out';
    case 'untold':
      return null;
  }
}

/** The accounts that are let in, inside a sentence. */
export async function welcomeInWords({ welcome, nameOf }: Accounts): Promise<string> {
  const names = (welcome ?? []).map(async (uid) => nameOrNumber(uid, await nameOf(uid)));
  return (await Promise.all(names)).join(' and ');
}
