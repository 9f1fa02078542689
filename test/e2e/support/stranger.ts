import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** The account `nobody`, which Linux reserves for what has no rights. */
export const strangerUid = 65_534;

/** A program that another account of this machine runs. It prints lines of JSON. */
export type Stranger = {
  readonly process: ChildProcess;
  /** What it has printed so far. */
  readonly told: readonly unknown[];
  /** The next line that fits, from now or before. */
  readonly tells: <T>(fits: (line: unknown) => line is T) => Promise<T>;
  readonly end: () => Promise<void>;
};

/**
 * Runs a program as another account.
 * @param program text of a module; it reads its arguments from `process.argv.slice(2)`
 */
export function startStranger(program: string, args: readonly string[] = []): Stranger {
  const child = spawn(process.execPath, ['--input-type=module', '-', ...args], {
    uid: strangerUid,
    gid: strangerUid,
    cwd: '/',
    env: { PATH: process.env['PATH'] },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const told: unknown[] = [];
  const watching = new Set<() => void>();
  createInterface(child.stdout).on('line', (line) => {
    told.push(JSON.parse(line));
    for (const look of watching) look();
  });
  child.stdin.end(program);
  return {
    process: child,
    told,
    tells: (fits) =>
      new Promise((resolve) => {
        const look = (): void => {
          const line = told.find(fits);
          if (line === undefined) return;
          watching.delete(look);
          resolve(line);
        };
        watching.add(look);
        look();
      }),
    end: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

/** Runs a program as another account until the test has ended. */
export type StartStranger = typeof startStranger;

/** The answer to one request of another account. */
export type StrangerAnswer = { readonly status: number; readonly headers: object; readonly text: string };

const asker = `
import { request } from 'node:http';
const { port, path, method, headers, body } = JSON.parse(process.argv[2]);
const sent = request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
  let text = '';
  response.setEncoding('utf8').on('data', (chunk) => { text += chunk; });
  response.on('end', () => console.log(JSON.stringify({ status: response.statusCode, headers: response.headers, text })));
});
sent.on('error', (error) => console.log(JSON.stringify({ status: 0, headers: {}, text: String(error) })));
sent.end(body);
`;

/** One request of another account, exactly as given. */
export async function askAsStranger(
  port: number,
  path: string,
  options: { readonly method?: string; readonly headers?: object; readonly body?: string } = {},
): Promise<StrangerAnswer> {
  const stranger = startStranger(asker, [JSON.stringify({ port, path, ...options })]);
  const answer = await stranger.tells((line): line is StrangerAnswer => line !== undefined);
  return answer;
}
