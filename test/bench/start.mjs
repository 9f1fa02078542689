import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answeringWorld } from './support/answering-world.mjs';
import { command, inTurn, peakMib, root, timed } from './support/processes.mjs';

/** Whole commands where nothing waits, beside a Node process that does nothing. The single-file program where it is built. */
const single = join(root, 'release/netready-linux-x64');
const peer = '`node -e 0`';
const drawn = 'netready check --out, to the signed PDF';
const anyVerdict = [0, 3];
const unknownSigner = [0, 6];

/** @param {number} rounds */
async function measure(rounds) {
  const home = await mkdtemp(join(tmpdir(), 'netready-bench-'));
  const world = await answeringWorld();
  try {
    const profile = join(home, 'profile.json');
    const out = join(home, 'reports');
    await writeFile(profile, JSON.stringify(world.profile));
    const env = { NETREADY_HOME: home };
    const check = ['check', '--profile', profile, '--out', out];
    await timed([process.execPath, command, ...check], { env, codes: anyVerdict });
    const [pdf = ''] = (await readdir(out)).filter((name) => name.endsWith('.pdf'));
    const netready =
      (/** @type {readonly string[]} */ args, codes = [0]) =>
      () =>
        timed([process.execPath, command, ...args], { env, codes });
    const commands = {
      'netready --version': netready(['--version']),
      'netready --help': netready(['--help']),
      'netready plan': netready(['plan', '--profile', profile]),
      'netready verify --quick, one file': netready(['verify', '--quick', join(out, pdf)], unknownSigner),
      'netready check': netready(check.slice(0, 3), anyVerdict),
      [drawn]: netready(check, anyVerdict),
      ...(existsSync(single)
        ? {
            'netready plan, the program in one file': () =>
              timed([single, 'plan', '--profile', profile], { env }),
          }
        : {}),
    };
    /** @type {Readonly<Record<string, number>>} */
    const limits = {
      'netready --version': 1.5,
      'netready --help': 1.5,
      'netready plan': 2.5,
      'netready verify --quick, one file': 3,
    };
    const nothing = () => timed([process.execPath, '-e', '0']);
    const took = await inTurn(rounds, { nothing, ...commands });
    const peak = await peakMib([command, ...check], { env, codes: anyVerdict });
    return [
      ...Object.keys(commands).map((figure) => ({
        figure,
        value: took(figure).ms,
        unit: /** @type {const} */ ('ms'),
        peer,
        peerValue: took('nothing').ms,
        ...(limits[figure] === undefined ? {} : { limit: limits[figure] }),
      })),
      ...[
        { peer, peerValue: took('nothing').cpuMs },
        { peer: 'one second', peerValue: 1000, limit: 1 },
      ].map((beside) => ({
        figure: drawn,
        value: took(drawn).cpuMs,
        unit: /** @type {const} */ ('ms cpu'),
        ...beside,
      })),
      ...[
        { peer, peerValue: await peakMib(['-e', '0']) },
        { peer: '120 MiB', peerValue: 120, limit: 1 },
      ].map((beside) => ({ figure: drawn, value: peak, unit: /** @type {const} */ ('MiB'), ...beside })),
    ];
  } finally {
    await world.close();
    await rm(home, { recursive: true, force: true });
  }
}

export default { name: 'start', missing: () => null, measure };
