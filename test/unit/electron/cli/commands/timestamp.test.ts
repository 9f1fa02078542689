import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CliContext } from '../../../../../electron/cli/context.ts';
import { buildProgram } from '../../../../../electron/cli/program.ts';
import { toPem } from '../../../../support/certificates.ts';
import { type CliLog, testContext } from '../../../../support/cli-context.ts';
import {
  type Respond,
  replyWith,
  startTimeAuthority,
} from '../../../../support/servers/time-authority-server.ts';
import { answerTo, makeTimeAuthority, type TimeAuthority } from '../../../../support/time-authority.ts';
import { during } from '../../core/probe-world.ts';

let home = '';
let time: TimeAuthority;
beforeAll(async () => {
  time = await makeTimeAuthority();
});
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'netready-timestamp-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

async function run(args: readonly string[], changes: Partial<CliContext> = {}): Promise<CliLog> {
  const { context, log } = testContext(home, changes);
  await buildProgram(context.print, async () => context).parseAsync(['node', 'netready', ...args]);
  return log;
}

/** Checks with a profile that names an authority, and verifies the report that was written. */
async function report(respond: Respond, more: readonly string[] = [], changes: Partial<CliContext> = {}) {
  const server = await during(startTimeAuthority(respond));
  const profile = join(home, 'profile.json');
  const timestamp = { url: `http://127.0.0.1:${server.port}/tsa` };
  const answers = { schemaVersion: 1, machine: { roles: ['controller'] }, timestamp };
  await writeFile(profile, JSON.stringify(answers));
  const out = join(home, 'out');
  const { explained } = await run(
    ['check', '--profile', profile, '--only', 'lat-provider', '--out', out, ...more],
    changes,
  );
  const name = (await readdir(out)).find((file) => file.endsWith('.pdf')) ?? '';
  const pdf = join(out, name);
  const [verified] = JSON.parse((await run(['verify', '--format', 'json', pdf])).printed) as unknown[];
  return { server, explained, pdf, verified, profile };
}

const granting = (): Respond => replyWith(({ body }) => answerTo(time, body));

describe('netready check with a time-stamping authority', () => {
  it('writes a report whose time is confirmed, says so, and verify shows whose word it is', async () => {
    const { server, explained, pdf, verified } = await report(granting());
    expect(server.seen()).toHaveLength(1);
    expect(explained).toContain(
      'Time confirmed: signed by 2026-11-22 10:00:09 UTC, says Example Time Authority.\n',
    );
    expect(verified).toMatchObject({
      outcome: 'unknown-signer',
      pages: 'match',
      timestamp: { time: '2026-11-22T10:00:09.000Z', authority: 'Example Time Authority', isKnown: false },
    });
    const table = async (): Promise<string> => (await run(['verify', pdf])).printed;
    expect(await table()).toMatch(
      /Time +\? signed by 2026-11-22 10:00:09 UTC, confirmed by an authority that is not on your list and calls itself Example Time Authority/,
    );
    const root = time.chain.at(-1) ?? time.own;
    const trust = { schemaVersion: 1, timeAuthorities: [toPem(root.certificate)] };
    await writeFile(join(home, 'data', 'trust.json'), JSON.stringify(trust));
    expect(await table()).toMatch(/signed by 2026-11-22 10:00:09 UTC, confirmed by Example Time Authority/);
  });

  it.each<readonly [string, string, () => Respond]>([
    [
      'declines',
      'answered with an error (HTTP 503)',
      () => (_query, answer) => void answer.writeHead(503).end(),
    ],
    [
      'confirms something else',
      'answered with a timestamp of something else',
      () => replyWith(({ body }) => answerTo(time, body, { imprint: Buffer.alloc(32) })),
    ],
  ])('writes the report all the same when the authority %s', async (_what, sentence, respond) => {
    const { server, explained, verified } = await report(respond());
    const lines = explained.split('\n').filter((line) => line.startsWith('No timestamp'));
    expect(lines).toEqual([
      `No timestamp: 127.0.0.1:${server.port} ${sentence}. The report says that its time is what this computer claims.`,
    ]);
    expect(verified).toMatchObject({ outcome: 'unknown-signer', pages: 'match', timestamp: null });
  });

  it('asks nobody for a redacted report, or when the person has cancelled', async () => {
    const redacted = await report(granting(), ['--redact']);
    expect(redacted.server.seen()).toEqual([]);
    expect(redacted.explained).toContain(
      'No timestamp: a redacted report carries none, because a timestamp names its authority.',
    );
    expect(redacted.verified).toMatchObject({ pages: 'match', timestamp: null });
    await rm(join(home, 'out'), { recursive: true });
    const cancelled = await report(granting(), [], { signal: AbortSignal.abort() });
    expect(cancelled.server.seen()).toEqual([]);
    expect(cancelled.explained).toContain('was not asked, because the run was cancelled.');
    expect(cancelled.verified).toMatchObject({ pages: 'match', timestamp: null });
  });

  it('is planned: the authority is listed before anybody is asked', async () => {
    const { server, profile } = await report(granting());
    const { printed } = await run(['plan', '--profile', profile]);
    expect(printed).toContain(
      `127.0.0.1:${server.port}  TCP  Asked to confirm the time when a report is made.`,
    );
    const plan = JSON.parse(
      (await run(['plan', '--profile', profile, '--format', 'json'])).printed,
    ) as object;
    expect(plan).toMatchObject({
      timestamp: { host: '127.0.0.1', port: server.port, protocol: 'TCP', proxy: null },
    });
    expect(server.seen()).toHaveLength(1);
  });

  it('asks nobody when no report is written', async () => {
    const { server, profile } = await report(granting());
    await run(['check', '--profile', profile, '--only', 'lat-provider']);
    expect(server.seen()).toHaveLength(1);
  });

  it('says of a report without a timestamp whose word its time is', async () => {
    const { pdf } = await report((_query, answer) => void answer.destroy());
    expect((await run(['verify', pdf])).printed).toMatch(
      /Time +\? the claim of the signing computer, which nobody has confirmed/,
    );
    const text = await readFile(pdf, 'latin1');
    expect(text).toContain('/SubFilter /ETSI.CAdES.detached');
  });
});
