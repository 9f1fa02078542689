import type { FactOf, FirewallDecision, WindowsService } from './fact.ts';

/** How a SQL Server answers the question whether to encrypt, after the word "encryption". */
export const tdsEncryptionWords: Readonly<Record<NonNullable<FactOf<'tds'>['encryption']>, string>> = {
  off: 'off',
  on: 'on',
  'not-supported': 'not supported',
  required: 'required',
};

/** An error of Oracle as people look it up: `ORA-12514`. */
export const oracleError = (number: number): string => `ORA-${String(number).padStart(5, '0')}`;

/** What a firewall does with a connection that comes in, after a colon. */
export const firewallDecisionWords: Readonly<Record<FirewallDecision, string>> = {
  off: 'firewall off',
  allowed: 'allowed',
  'allowed-in-part': 'allowed in part',
  blocked: 'blocked',
  'blocked-in-part': 'blocked in part',
  open: 'open by default',
  closed: 'closed by default',
};

/** A service of Windows in one text: `RabbitMQ: Stopped (start mode Disabled)`. */
export const serviceText = ({ service, state, startMode }: WindowsService): string =>
  `${service}: ${state} (start mode ${startMode})`;
