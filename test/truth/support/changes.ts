import { change, type Later } from './undo.ts';
import { must, netsh, powershell, quoted, type Run, reg, scriptArguments } from './windows-commands.ts';

/** How everything that the suite makes is called, so that a person who finds it knows that it may go. */
export const mark = 'Netready-truth-suite';

/** The name of one thing that the suite makes. */
export const marked = (what: string): string => `${mark} ${what} (may be removed)`;

/** A rule of the firewall for incoming TCP connections to one port. */
export type TestRule = {
  readonly what: string;
  readonly action: 'allow' | 'block';
  readonly port: number;
  /** The full path of the program that it is for. */
  readonly program?: string;
  /** The identifier of the app container that it is for. */
  readonly package?: string;
};

/** The script that makes a rule; its name and its display name are the same, so that either finds it. */
export function addRuleScript({ what, action, port, program, package: container }: TestRule): string {
  const name = quoted(marked(what));
  return [
    `New-NetFirewallRule -Name ${name} -DisplayName ${name} -Direction Inbound -Profile Any -Enabled True`,
    `-Action ${action === 'allow' ? 'Allow' : 'Block'} -Protocol TCP -LocalPort ${port}`,
    ...(program === undefined ? [] : [`-Program ${quoted(program)}`]),
    ...(container === undefined ? [] : [`-Package ${quoted(container)}`]),
    '|Out-Null',
  ].join(' ');
}

/** The script that removes every rule of the suite; also those of a suite that was ended by force. */
export const removeRulesScript = `Get-NetFirewallRule -Name ${quoted(`${mark} *`)} -ErrorAction SilentlyContinue|Remove-NetFirewallRule;exit 0`;

/** Makes a rule until the test is over. */
export async function withRule(run: Run, later: Later, rule: TestRule): Promise<void> {
  const what = `the firewall rule "${marked(rule.what)}"`;
  const tell = (script: string) => must(run, powershell, scriptArguments(script));
  await change(later, { what, run: () => tell(removeRulesScript) }, () => tell(addRuleScript(rule)));
}

/** Keeps ports from everybody until the test is over, or until the machine starts again. */
export async function withReservedPorts(run: Run, later: Later, from: number, count: number): Promise<void> {
  const range = ['excludedportrange', 'protocol=tcp', `startport=${from}`, `numberofports=${count}`];
  const tell = (verb: 'add' | 'delete') => must(run, netsh, ['int', 'ipv4', verb, ...range, 'store=active']);
  const what = `the reserved ports ${from} to ${from + count - 1}`;
  await change(later, { what, run: () => tell('delete') }, () => tell('add'));
}

/** A value of the registry that a test sets. */
export type TestValue = {
  readonly key: string;
  readonly name: string;
  readonly type: 'REG_SZ' | 'REG_DWORD';
  readonly data: string;
};

const valueLine = /^ {4}.*? {4}(?<type>REG_[A-Z_]+)(?: {4}(?<data>.*))?$/m;

/** Sets a value of the registry until the test is over; then it is again what it was, or gone if it was not there. */
export async function withValue(run: Run, later: Later, value: TestValue): Promise<void> {
  const { key, name, type, data } = value;
  const asked = await run(reg, ['query', key, '/v', name, '/reg:64']);
  const before = valueLine.exec(asked.stdout.toString('latin1').replaceAll('\r\n', '\n'))?.groups;
  if (asked.code === 0 && before === undefined) throw new Error(`${key}\\${name} could not be read`);
  const write = (as: string, text: string) =>
    must(run, reg, ['add', key, '/v', name, '/t', as, '/d', text, '/f', '/reg:64']);
  const restore = () =>
    before?.['type'] === undefined
      ? must(run, reg, ['delete', key, '/v', name, '/f', '/reg:64'])
      : write(before['type'], before['data'] ?? '');
  await change(later, { what: `${key}\\${name}`, run: restore }, () => write(type, data));
}
