import { Command, type CommanderError } from 'commander';
import type { output, ZodType } from 'zod';
import { AppError } from '../../shared/errors/app-error.ts';
import { capitalised } from '../../shared/words/phrases.ts';
import { textFields } from '../../shared/words/text-kind.ts';
import { toolVersion } from '../core/base/version.ts';
import type { CliContext } from './context.ts';

const collect = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

const outWords = 'file to write; an existing file is never overwritten';

const mainHelp = `
Examples:
  netready check --out reports                            this machine, built-in default profile
  netready check --profile prod.json --role front-end --out reports
  netready plan --profile prod.json                       what would be contacted; sends nothing
  netready listen --profile prod.json --for 60            let the other servers test the ways to this one
  netready verify reports/*.pdf --trust trust.json
  netready merge reports/*.pdf --out merged               one signed report of the whole environment
  netready diff before.pdf after.pdf                      what got worse, better, new and gone
  netready ticket before.pdf                              the answer to whoever sent a report
  netready explain "TEXT"                                 what a line of a log or a dialog means
  netready firewall --profile prod.json                   firewall rules, as a table or as commands
  netready run list                                       earlier runs, to write their reports again
  netready profile new --out prod.json                    a profile to fill in
  netready serve                                          the wizard in a browser

Exit codes:
  0    no required check failed; a report is not refused and its signer known
  1    Netready itself failed, or could not write
  2    wrong command line, profile or trust file
  3    a required check failed; between two reports: one got worse
  4    the time that the profile allows was used up before all was tested;
       with --strict also: something is a warning or unknown;
       of explain: no line is known
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

const mergeHelp = `
Each report is verified as netready verify --quick does, with --pages its pages too. One that is not as it was signed is
refused: nothing is drawn from it, and the exit code is 5; the others are merged. The environment report carries the
reports, so that it is enough by itself: netready verify checks them too, and merge takes it apart again.

Examples:
  netready merge reports/*.pdf --trust trust.json --out merged
  netready merge --dir reports --pages --out merged
  netready merge merged/netready-environment-prod-20261122-100005Z.pdf web03.pdf --out merged
  netready merge --dir reports --redact --out for-support`;

const listenHelp = `
Netready stands in for the services that this machine will have, until the time is over or Ctrl+C. The first machine makes
a code, which the others are given; it is stored nowhere. Meanwhile the other servers are checked with that code: their
reports, and the one of this machine, say which ways are open in which direction, and through what.

Examples:
  netready plan --profile prod.json --listen              what would be listened at
  netready listen --profile prod.json --role controller --for 60 --out reports
  netready listen --profile prod.json --role database --for 60 --rehearsal-file code.txt --out reports
  netready check --profile prod.json --role front-end --rehearsal --out reports`;

const firewallHelp = `
The rules come from the profile alone: nothing is contacted, and no rule is set.

csv has few rules between groups of servers, connections each connection that they stand for.

Examples:
  netready firewall --profile prod.json --out firewall.csv
  netready firewall --profile prod.json --environment --out environment.csv
  netready firewall --profile prod.json --role front-end --format powershell
  netready firewall --profile prod.json --format nft --direction both`;

const diffHelp = `
Reports are all it needs: keep one as a baseline. Two reports of one machine are compared as before and after, those of
two machines side by side.

Exit codes:
  0    nothing that is required got worse
  3    a required check got worse, or one that is new fails
  5    a report is refused, and nothing is drawn from it

Examples:
  netready diff before.pdf after.pdf
  netready diff fe-01.pdf fe-02.pdf                       two servers of one role
  netready diff baseline.pdf today.pdf --format json`;

const explainHelp = `
Lines of OutSystems logs, of Service Center, of dialogs of the Configuration Tool and of LifeTime, and the messages of .NET,
SQL Server, Oracle, RabbitMQ and IIS that stand in them. Several lines may be given at once, or a whole log. Nothing is sent
anywhere and nothing is kept. Answers lead to checks; with --profile or --run to those of your own machines.

Exit codes:
  0    at least one line is known
  4    no line is known; what is nearest is shown, which is no answer

Examples:
  netready explain "No connection could be made because the target machine actively refused it 10.0.0.5:12000"
  netready explain --file error.log --profile prod.json
  netready explain -                                      paste the lines`;

const ticketHelp = `
A text to send to whoever sent the report: what is wrong and where, which rule the network team is asked for, which checks to
run again, and how to send the result. A report that is not as it was signed is refused: nothing is drawn from it.

Exit codes:
  0    the text was written, and the signer is known
  5    the report is refused
  6    the text was written; the signer is not known, and the text says so

Examples:
  netready ticket report.pdf
  netready ticket report.pdf --format text --out answer.txt`;

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
 * The surroundings of a command.
 * @param comparePages of one that verifies reports, whether with their pages: a thread for that is started at once, and loads
 *   while the command does
 */
export type OpenContext = (comparePages?: boolean) => Promise<CliContext>;

/** The options of a command, checked by its schema. @throws AppError `usage` */
async function checked<S extends ZodType>(schema: S, raw: unknown): Promise<output<S>> {
  const { parseOptions } = await import('./options/parse-options.ts');
  return parseOptions(schema, raw);
}

/**
 * The command line of `netready`. Each action sets the exit code through the context. What a command needs is loaded
 * when it is asked for, so that help and version wait for none of it.
 * @param print writes to standard output
 * @param openContext the surroundings of a command, opened when one begins
 * @returns a program that throws instead of ending the process
 */
export function buildProgram(print: (text: string) => void, openContext: OpenContext): Command {
  const program = new Command('netready')
    .description('Checks the network requirements of an OutSystems 11 server and writes a signed report.')
    .version(toolVersion, '--version', 'show the version')
    .helpOption('--help', 'show help')
    .helpCommand(false)
    .addHelpText('after', mainHelp)
    .exitOverride()
    .configureOutput({ writeOut: print, writeErr: () => undefined });

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
    .option(
      '--rehearsal-file <file>',
      'file with the code of a rehearsal: listeners answer for services that are not there',
    )
    .option('--rehearsal [code]', 'ask for that code; else NETREADY_REHEARSAL is used where it is set')
    .option('--strict', 'exit code 4 when something is a warning or unknown')
    .addHelpText('after', checkHelp)
    .action(async (raw) => {
      const { runCheckCommand } = await import('./commands/check.ts');
      const { checkOptionsSchema } = await import('./options/check-options.ts');
      await runCheckCommand(await checked(checkOptionsSchema, raw), await openContext());
    });

  addProfileOptions(program.command('plan').description('show what would be contacted; sends nothing'))
    .option('--listen', 'show at which ports netready listen would listen instead')
    .option('--address <address>', 'with --listen: listen at this address only; may be repeated', collect)
    .option('--format <format>', 'table or json')
    .option('--out <file>', outWords)
    .action(async (raw) => {
      const { runPlanCommand } = await import('./commands/plan.ts');
      const { planOptionsSchema } = await import('./options/plan-options.ts');
      await runPlanCommand(await checked(planOptionsSchema, raw), await openContext());
    });

  addProfileOptions(
    program
      .command('listen')
      .description('stand in for the services of this machine, so that others can test it'),
  )
    .requiredOption('--for <minutes>', 'how long, from 1 to 240 minutes')
    .option('--address <address>', 'listen at this address only; may be repeated', collect)
    .option('--rehearsal-file <file>', 'file with the code that another machine has made')
    .option('--rehearsal [code]', 'ask for that code; else NETREADY_REHEARSAL is used where it is set')
    .option('--out <folder>', 'write the report of who came (PDF, JSON and CSV) into this folder')
    .option('--page-size <size>', 'a4 or letter')
    .option('--key <file>', 'sign this report with the key of a PKCS #12 file (.p12, .pfx)')
    .option('--password-file <file>', 'file with the password of the key file')
    .addHelpText('after', listenHelp)
    .action(async (raw) => {
      const { runListenCommand } = await import('./commands/listen.ts');
      const { listenOptionsSchema } = await import('./options/listen-options.ts');
      await runListenCommand(await checked(listenOptionsSchema, raw), await openContext());
    });

  addProfileOptions(
    program
      .command('firewall')
      .description('print the firewall rules that this machine, or its environment, needs; changes nothing'),
  )
    .option('--environment', 'the rules of every server that the profile names, for the network between them')
    .option('--format <format>', 'csv, connections, netsh, powershell or nft')
    .option('--direction <direction>', 'in, out or both; both for tables and in for commands unless given')
    .option('--out <file>', outWords)
    .addHelpText('after', firewallHelp)
    .action(async (raw) => {
      const { runFirewallCommand } = await import('./commands/firewall.ts');
      const { firewallOptionsSchema } = await import('./options/firewall-options.ts');
      await runFirewallCommand(await checked(firewallOptionsSchema, raw), await openContext());
    });

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
    .action(async (files: readonly string[], raw) => {
      const context = await openContext(raw.quick !== true);
      const { runVerifyCommand } = await import('./commands/verify.ts');
      const { verifyOptionsSchema } = await import('./options/verify-options.ts');
      await runVerifyCommand(files, await checked(verifyOptionsSchema, raw), context);
    });

  program
    .command('merge')
    .description('make one signed report of the environment from the reports of several machines')
    .argument('[report...]', 'report files (PDF); * and ? stand for any characters and for one')
    .option('--dir <folder>', 'merge every *.pdf directly in this folder')
    .requiredOption('--out <folder>', 'folder to write the environment report to (PDF and JSON)')
    .option('--pages', 'compare the pages of each report with its data as well; takes longer')
    .option('--trust <file>', 'known signers (JSON)')
    .option(
      '--confirm-key <fingerprint>',
      'merge reports with this key although the key of their machine was another; may be repeated',
      collect,
    )
    .option('--format <format>', 'table or json')
    .option('--redact', 'replace names and addresses; the reports themselves then stay out')
    .option('--page-size <size>', 'a4 or letter')
    .option('--key <file>', 'sign with the key of a PKCS #12 file (.p12, .pfx)')
    .option('--password-file <file>', 'file with the password of the key file')
    .addHelpText('after', mergeHelp)
    .action(async (files: readonly string[], raw) => {
      const context = await openContext(raw.pages === true);
      const { runMergeCommand } = await import('./commands/merge.ts');
      const { mergeOptionsSchema } = await import('./options/merge-options.ts');
      await runMergeCommand(files, await checked(mergeOptionsSchema, raw), context);
    });

  program
    .command('diff')
    .description('compare two reports: what got worse, better, new and gone, and what else is not the same')
    .argument('<old>', 'the earlier report (PDF), or that of the machine to hold the other against')
    .argument('<new>', 'the later report (PDF), or that of the other machine')
    .option('--quick', 'do not compare the pages of each with its results')
    .option('--trust <file>', 'known signers (JSON)')
    .option('--format <format>', 'table or json')
    .addHelpText('after', diffHelp)
    .action(async (oldFile: string, nextFile: string, raw) => {
      const context = await openContext(raw.quick !== true);
      const { runDiffCommand } = await import('./commands/diff.ts');
      const { diffOptionsSchema } = await import('./options/diff-options.ts');
      await runDiffCommand(oldFile, nextFile, await checked(diffOptionsSchema, raw), context);
    });

  program
    .command('ticket')
    .description(
      'write the answer to whoever sent a report: what is wrong, what to ask for, what to run again',
    )
    .argument('<report>', 'report file (PDF), of a machine or of an environment')
    .option('--format <format>', 'markdown or text')
    .option('--out <file>', outWords)
    .option('--quick', 'do not compare the pages with the results')
    .option('--trust <file>', 'known signers (JSON)')
    .addHelpText('after', ticketHelp)
    .action(async (file: string, raw) => {
      const context = await openContext(raw.quick !== true);
      const { runTicketCommand } = await import('./commands/ticket.ts');
      const { ticketOptionsSchema } = await import('./options/ticket-options.ts');
      await runTicketCommand(file, await checked(ticketOptionsSchema, raw), context);
    });

  program
    .command('explain')
    .description('say what lines of a log or a dialog mean, and which checks show it')
    .argument('[text...]', 'the line, in quotation marks; - reads standard input')
    .option('--file <file>', 'read the lines from a file instead')
    .option('--profile <file>', 'profile of the environment (JSON), for its hosts, ports and checks')
    .option('--run <id>', 'lead to the checks of a kept run instead; the id that run list shows')
    .option('--format <format>', 'table or json')
    .addHelpText('after', explainHelp)
    .action(async (words: readonly string[], raw) => {
      const { runExplainCommand } = await import('./commands/explain.ts');
      const { explainOptionsSchema } = await import('./options/explain-options.ts');
      await runExplainCommand(words, await checked(explainOptionsSchema, raw), await openContext());
    });

  const run = program.command('run').description('runs that were made before and are kept on this machine');
  run
    .command('list')
    .description('list them, newest first, those that were broken off too')
    .option('--format <format>', 'table or json')
    .action(async (raw) => {
      const { runListCommand } = await import('./commands/run.ts');
      const { runListOptionsSchema } = await import('./options/run-options.ts');
      await runListCommand(await checked(runListOptionsSchema, raw), await openContext());
    });
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
    .action(async (id: string, raw) => {
      const { runSaveCommand } = await import('./commands/run.ts');
      const { runSaveOptionsSchema } = await import('./options/run-options.ts');
      await runSaveCommand(id, await checked(runSaveOptionsSchema, raw), await openContext());
    });

  const profile = program.command('profile').description('make or check a profile');
  profile
    .command('new')
    .description('print the default profile, or write it to a file')
    .option('--out <file>', outWords)
    .action(async (raw) => {
      const { runProfileNewCommand } = await import('./commands/profile.ts');
      const { profileOutOptionsSchema } = await import('./options/profile-options.ts');
      await runProfileNewCommand(await checked(profileOutOptionsSchema, raw), await openContext());
    });
  profile
    .command('import')
    .description('make a profile from the configuration of a Platform Server, and say what was taken')
    .argument('<file>', 'server.hsconf, or a profile (JSON)')
    .option('--out <file>', outWords)
    .action(async (file: string, raw) => {
      const { runProfileImportCommand } = await import('./commands/profile.ts');
      const { profileOutOptionsSchema } = await import('./options/profile-options.ts');
      await runProfileImportCommand(file, await checked(profileOutOptionsSchema, raw), await openContext());
    });
  profile
    .command('validate')
    .description('name every problem of a profile')
    .argument('<file>', 'profile (JSON)')
    .action(async (file: string) => {
      const { runProfileValidateCommand } = await import('./commands/profile.ts');
      await runProfileValidateCommand(file, await openContext());
    });

  const identity = program.command('identity').description("this installation's signing key");
  identity
    .command('show')
    .description('show the fingerprint to read out, and the entry for a trust file')
    .option('--redacted', 'show the key that signs redacted reports')
    .option('--format <format>', 'table or json')
    .action(async (raw) => {
      const { runIdentityShowCommand } = await import('./commands/identity.ts');
      const { identityShowOptionsSchema } = await import('./options/identity-options.ts');
      await runIdentityShowCommand(await checked(identityShowOptionsSchema, raw), await openContext());
    });
  identity
    .command('export')
    .description('print the certificate (PEM) and the entry for a trust file, or write both')
    .option('--out <folder>', 'folder to write both to')
    .action(async (raw) => {
      const { runIdentityExportCommand } = await import('./commands/identity.ts');
      const { identityExportOptionsSchema } = await import('./options/identity-options.ts');
      await runIdentityExportCommand(await checked(identityExportOptionsSchema, raw), await openContext());
    });
  identity
    .command('import')
    .description('sign with the key of a PKCS #12 file from now on; the key before is kept')
    .argument('<file>', 'key file (.p12, .pfx)')
    .option('--password-file <file>', 'file with its password; else NETREADY_P12_PASSWORD, or you are asked')
    .action(async (file: string, raw) => {
      const { runIdentityImportCommand } = await import('./commands/identity.ts');
      const { identityImportOptionsSchema } = await import('./options/identity-options.ts');
      await runIdentityImportCommand(
        file,
        await checked(identityImportOptionsSchema, raw),
        await openContext(),
      );
    });
  identity
    .command('renew')
    .description('sign with a new key of its own from now on; the key before is kept')
    .action(async () => {
      const { runIdentityRenewCommand } = await import('./commands/identity.ts');
      await runIdentityRenewCommand(await openContext());
    });

  const signers = program.command('signers').description('the signers whose reports you rely on');
  signers
    .command('list')
    .description('list the known signers, with their fingerprints')
    .option('--format <format>', 'table or json')
    .action(async (raw) => {
      const { runSignersListCommand } = await import('./commands/signers.ts');
      const { signersListOptionsSchema } = await import('./options/signers-options.ts');
      await runSignersListCommand(await checked(signersListOptionsSchema, raw), await openContext());
    });
  signers
    .command('add')
    .description('add the signer of a report, once its fingerprint was read out')
    .argument('<report>', 'a report of the signer (PDF)')
    .requiredOption('--last <groups>', 'the last four groups of the fingerprint, as they were read out')
    .option('--name <name>', 'how the signer is called; what its certificate says unless given')
    .option('--customer <name>', 'whose machine it is')
    .option('--note <text>', 'anything to remember')
    .option('--former <what>', 'keep or remove: what becomes of another key of the same machine')
    .action(async (report: string, raw) => {
      const context = await openContext(false);
      const { runSignersAddCommand } = await import('./commands/signers.ts');
      const { signersAddOptionsSchema } = await import('./options/signers-options.ts');
      await runSignersAddCommand(report, await checked(signersAddOptionsSchema, raw), context);
    });
  signers
    .command('remove')
    .description('take a signer off the list')
    .argument('<fingerprint>', 'its fingerprint, or the last four groups of it or more')
    .action(async (fingerprint: string) => {
      const { runSignersRemoveCommand } = await import('./commands/signers.ts');
      await runSignersRemoveCommand(fingerprint, await openContext());
    });
  signers
    .command('import')
    .description('take over the signers of another list; every one of them then counts as known')
    .argument('<file>', 'a trust file, or an entry for one (JSON)')
    .action(async (file: string) => {
      const { runSignersImportCommand } = await import('./commands/signers.ts');
      await runSignersImportCommand(file, await openContext());
    });
  signers
    .command('export')
    .description('print the list for somebody else, or write it to a file')
    .option('--out <file>', outWords)
    .action(async (raw) => {
      const { runSignersExportCommand } = await import('./commands/signers.ts');
      const { signersExportOptionsSchema } = await import('./options/signers-options.ts');
      await runSignersExportCommand(await checked(signersExportOptionsSchema, raw), await openContext());
    });

  program
    .command('serve')
    .description('show the wizard in a browser, served on 127.0.0.1 only')
    .option('--port <port>', 'port to serve on; a free one unless given')
    .option('--open', 'open the browser of this machine')
    .option('--any-user', 'let in browsers of every account that has the address')
    .option('--new-code', 'ask the Netready of this user that serves for a new address')
    .addHelpText('after', serveHelp)
    .action(async (raw) => {
      const { runServeCommand } = await import('./commands/serve.ts');
      const { serveOptionsSchema } = await import('./options/serve-options.ts');
      await runServeCommand(await checked(serveOptionsSchema, raw), await openContext());
    });

  for (const command of [
    program,
    ...program.commands,
    ...run.commands,
    ...profile.commands,
    ...identity.commands,
    ...signers.commands,
  ])
    command.exitOverride().configureOutput({ writeOut: print, writeErr: () => undefined });
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
