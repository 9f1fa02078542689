import { Command, type CommanderError } from 'commander';
import { AppError } from '../../shared/errors/app-error.ts';
import { capitalised } from '../../shared/words/phrases.ts';
import { textFields } from '../../shared/words/text-kind.ts';
import { toolVersion } from '../core/base/version.ts';
import { runCheckCommand } from './commands/check.ts';
import { runFirewallCommand } from './commands/firewall.ts';
import {
  runIdentityExportCommand,
  runIdentityImportCommand,
  runIdentityRenewCommand,
  runIdentityShowCommand,
} from './commands/identity.ts';
import { runPlanCommand } from './commands/plan.ts';
import {
  runProfileImportCommand,
  runProfileNewCommand,
  runProfileValidateCommand,
} from './commands/profile.ts';
import { runListCommand, runSaveCommand } from './commands/run.ts';
import { runServeCommand } from './commands/serve.ts';
import { runVerifyCommand } from './commands/verify.ts';
import type { CliContext } from './context.ts';
import {
  checkOptionsSchema,
  firewallOptionsSchema,
  identityExportOptionsSchema,
  identityImportOptionsSchema,
  identityShowOptionsSchema,
  parseOptions,
  planOptionsSchema,
  profileOutOptionsSchema,
  runListOptionsSchema,
  runSaveOptionsSchema,
  serveOptionsSchema,
  verifyOptionsSchema,
} from './options.ts';

const collect = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

const outWords = 'file to write; an existing file is never overwritten';

const mainHelp = `
Examples:
  netready check --out reports                            this machine, built-in default profile
  netready check --profile prod.json --role front-end --out reports
  netready plan --profile prod.json                       what would be contacted; sends nothing
  netready verify reports/*.pdf --trust trust.json
  netready firewall --profile prod.json                   firewall rules, as a table or as commands
  netready run list                                       earlier runs, to write their reports again
  netready profile new --out prod.json                    a profile to fill in
  netready serve                                          the wizard in a browser

Exit codes:
  0    no required check failed; a report is not refused and its signer known
  1    Netready itself failed, or could not write
  2    wrong command line, profile or trust file
  3    a required check failed
  4    the time that the profile allows was used up before all was tested;
       with --strict also: something is a warning or unknown
  5    a report is refused: not as it was signed, its pages do not fit, or not one of ours
  6    a report is not refused, but its signer is not known
  130  cancelled; the report of what was done is written
  141  whoever read the output went away before its end`;

const checkHelp = `
Without --profile the built-in default is used: one server with the controller and front-end roles,
everything on this machine, before the installation. It contacts nothing but this machine.

Examples:
  netready check
  netready check --profile prod.json --phase after-install --out reports
  netready check --profile prod.json --only out-ctrl --only out-deploy@fe-02.example.local
  netready check --profile prod.json --waive "out-mabs=mobile apps are built elsewhere" --format json`;

const firewallHelp = `
The rules come from the profile alone: nothing is contacted, and no rule is set.

Examples:
  netready firewall --profile prod.json --out firewall.csv
  netready firewall --profile prod.json --role front-end --format powershell
  netready firewall --profile prod.json --format nft --direction both`;

const serveHelp = `
The address that is printed lets one browser in, once. Enter in this terminal, or --new-code in another one of the same
user, shows a new address and ends what the one before has opened. On Linux browsers of this account are let in, and with
sudo those of the account before it; --any-user is for a tunnel of another account.

Through an SSH tunnel the port must be the same on both sides. Leave the port to the system where you can: whoever held
a port before may have left something for it in your browser. Choose no port that the platform uses: the checks would
find it taken.

Examples:
  netready serve --open
  netready serve --port 8765
  ssh -L 8765:127.0.0.1:8765 USER@SERVER                  from another machine, before opening the address
  netready serve --new-code`;

const keepTextHelp = `keep the free texts of a field with --redact; may be repeated: ${textFields.join(', ')}`;

function addProfileOptions(command: Command): Command {
  return command
    .option('--profile <file>', 'profile of the environment (JSON)')
    .option('--phase <phase>', 'before-install or after-install, instead of the phase in the profile')
    .option('--role <role>', "role of this machine, instead of the profile's; may be repeated", collect);
}

/**
 * The command line of `netready`. Each action sets the exit code through the context.
 * @returns a program that throws instead of ending the process
 */
export function buildProgram(context: CliContext): Command {
  const program = new Command('netready')
    .description('Checks the network requirements of an OutSystems 11 server and writes a signed report.')
    .version(toolVersion, '--version', 'show the version')
    .helpOption('--help', 'show help')
    .helpCommand(false)
    .addHelpText('after', mainHelp)
    .exitOverride()
    .configureOutput({ writeOut: context.print, writeErr: () => undefined });

  addProfileOptions(program.command('check').description('check the requirements and write a signed report'))
    .option('--out <folder>', 'write the report (PDF, JSON and the firewall request as CSV) into this folder')
    .option('--format <format>', 'table, json or short')
    .option('--only <id>', 'run only this check; may be repeated', collect)
    .option('--waive <id=reason>', 'waive a check; stays visible in the report; may be repeated', collect)
    .option('--redact', 'replace names and addresses, and remove free texts, in the report and in JSON')
    .option('--keep-text <field>', keepTextHelp, collect)
    .option('--page-size <size>', 'a4 or letter')
    .option('--key <file>', 'sign this report with the key of a PKCS #12 file (.p12, .pfx)')
    .option('--password-file <file>', 'file with the password of the key file')
    .option('--strict', 'exit code 4 when something is a warning or unknown')
    .addHelpText('after', checkHelp)
    .action((raw) => runCheckCommand(parseOptions(checkOptionsSchema, raw), context));

  addProfileOptions(program.command('plan').description('show what would be contacted; sends nothing'))
    .option('--format <format>', 'table or json')
    .option('--out <file>', outWords)
    .action((raw) => runPlanCommand(parseOptions(planOptionsSchema, raw), context));

  addProfileOptions(
    program
      .command('firewall')
      .description('print the firewall rules that this machine needs; changes nothing'),
  )
    .option('--format <format>', 'csv, netsh, powershell or nft')
    .option('--direction <direction>', 'in, out or both; both for csv and in for commands unless given')
    .option('--out <file>', outWords)
    .addHelpText('after', firewallHelp)
    .action((raw) => runFirewallCommand(parseOptions(firewallOptionsSchema, raw), context));

  program
    .command('verify')
    .description('say whether reports are as they were signed, whose key that was, and whether the pages fit')
    .argument('[report...]', 'report files (PDF); * and ? stand for any characters and for one')
    .option('--dir <folder>', 'verify every *.pdf directly in this folder')
    .option('--quick', 'do not compare the pages with the results')
    .option('--trust <file>', 'known signers (JSON)')
    .option('--format <format>', 'table or json')
    .option(
      '--extract <folder>',
      'write the result (JSON) of each report that is not refused into this folder',
    )
    .action((files: readonly string[], raw) =>
      runVerifyCommand(files, parseOptions(verifyOptionsSchema, raw), context),
    );

  const run = program.command('run').description('runs that were made before and are kept on this machine');
  run
    .command('list')
    .description('list them, newest first, those that were broken off too')
    .option('--format <format>', 'table or json')
    .action((raw) => runListCommand(parseOptions(runListOptionsSchema, raw), context));
  run
    .command('save')
    .description('write the files of one of them, as check --out does')
    .argument('<id>', 'the id that run list shows, or its beginning')
    .requiredOption('--out <folder>', 'folder to write to')
    .option('--format <format>', 'pdf, json or csv; may be repeated, all three unless given', collect)
    .option('--redact', 'replace names and addresses, and remove free texts')
    .option('--keep-text <field>', keepTextHelp, collect)
    .option('--page-size <size>', 'a4 or letter')
    .option('--key <file>', 'sign the report with the key of a PKCS #12 file (.p12, .pfx)')
    .option('--password-file <file>', 'file with the password of the key file')
    .action((id: string, raw) => runSaveCommand(id, parseOptions(runSaveOptionsSchema, raw), context));

  const profile = program.command('profile').description('make or check a profile');
  profile
    .command('new')
    .description('print the default profile, or write it to a file')
    .option('--out <file>', outWords)
    .action((raw) => runProfileNewCommand(parseOptions(profileOutOptionsSchema, raw), context));
  profile
    .command('import')
    .description('make a profile from the configuration of a Platform Server, and say what was taken')
    .argument('<file>', 'server.hsconf, or a profile (JSON)')
    .option('--out <file>', outWords)
    .action((file: string, raw) =>
      runProfileImportCommand(file, parseOptions(profileOutOptionsSchema, raw), context),
    );
  profile
    .command('validate')
    .description('name every problem of a profile')
    .argument('<file>', 'profile (JSON)')
    .action((file: string) => runProfileValidateCommand(file, context));

  const identity = program.command('identity').description("this installation's signing key");
  identity
    .command('show')
    .description('show the fingerprint to read out, and the entry for a trust file')
    .option('--redacted', 'show the key that signs redacted reports')
    .option('--format <format>', 'table or json')
    .action((raw) => runIdentityShowCommand(parseOptions(identityShowOptionsSchema, raw), context));
  identity
    .command('export')
    .description('print the certificate (PEM) and the entry for a trust file, or write both')
    .option('--out <folder>', 'folder to write both to')
    .action((raw) => runIdentityExportCommand(parseOptions(identityExportOptionsSchema, raw), context));
  identity
    .command('import')
    .description('sign with the key of a PKCS #12 file from now on; the key before is kept')
    .argument('<file>', 'key file (.p12, .pfx)')
    .option('--password-file <file>', 'file with its password; else NETREADY_P12_PASSWORD, or you are asked')
    .action((file: string, raw) =>
      runIdentityImportCommand(file, parseOptions(identityImportOptionsSchema, raw), context),
    );
  identity
    .command('renew')
    .description('sign with a new key of its own from now on; the key before is kept')
    .action(() => runIdentityRenewCommand(context));

  program
    .command('serve')
    .description('show the wizard in a browser, served on 127.0.0.1 only')
    .option('--port <port>', 'port to serve on; a free one unless given')
    .option('--open', 'open the browser of this machine')
    .option('--any-user', 'let in browsers of every account that has the address')
    .option('--new-code', 'ask the Netready of this user that serves for a new address')
    .addHelpText('after', serveHelp)
    .action((raw) => runServeCommand(parseOptions(serveOptionsSchema, raw), context));

  for (const command of [
    program,
    ...program.commands,
    ...run.commands,
    ...profile.commands,
    ...identity.commands,
  ])
    command.exitOverride().configureOutput({ writeOut: context.print, writeErr: () => undefined });
  return program;
}

/** Commander's words as one sentence: `unknown command 'chek'` and its hint on a line of its own become one. */
function sentence(words: string): string {
  const text = capitalised(words.replace(/\s*\(Did you mean/, ' (did you mean'));
  return text.endsWith('.') ? text : `${text}.`;
}

/** What commander's refusal means for the person at the command line; null when it only showed help or the version. */
export function usageError(error: CommanderError): AppError | null {
  if (error.exitCode === 0 || error.code === 'commander.helpDisplayed' || error.code === 'commander.version')
    return null;
  const isBare = error.code === 'commander.help';
  const text = isBare ? 'A command is missing.' : error.message.replace(/^error: /, '');
  return new AppError('usage', sentence(text), { cause: error });
}
