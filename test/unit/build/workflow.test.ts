import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser';
import { describe, expect, it } from 'vitest';
import { nodePackages } from '../../../build/node-program.mjs';
import packageJson from '../../../package.json' with { type: 'json' };

const root = join(import.meta.dirname, '..', '..', '..');
const folder = join(root, '.github', 'workflows');
const names = readdirSync(folder);
const textOf = (name: string): string => readFileSync(join(folder, name), 'utf8');

/** What the forge's own parser finds wrong in a workflow file: structure, names of keys, and expressions. */
async function problems(content: string): Promise<readonly string[]> {
  const { context, value } = parseWorkflow({ name: 'truth.yml', content }, new NoOperationTraceWriter());
  const template = value === undefined ? {} : await convertWorkflowTemplate(context, value);
  const found = context.errors.getErrors().map(({ message }) => message);
  return [...found, ...(template.errors ?? []).map(({ Message }) => Message)];
}

const matches = (text: string, pattern: RegExp): readonly string[] =>
  [...text.matchAll(pattern)].map(([, found = '']) => found);

/** What every workflow of this project keeps to, beside the forge's own rules. */
function ownProblems(text: string): readonly string[] {
  const jobs = (text.split(/^jobs:\n/m)[1] ?? '').split(/^ {2}(?=\w)/m).slice(1);
  const uses = matches(text, /^\s*(?:- )?uses: *(.*)$/gm);
  const granted = text.split(/^permissions:\n/m)[1]?.split(/^\S/m)[0] ?? '';
  const scripts = matches(text, /\bnpm run ([\w:]+)/g);
  const tests = matches(text, /npm run [\w:]+ -- (test\/\S+)/g);
  return [
    ...(jobs.length === 0 ? ['no job is found'] : []),
    ...uses.filter((use) => !/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(use)),
    ...(granted.trim() === 'contents: read' ? [] : ['more is granted than to read the sources']),
    ...(/^ {4,}permissions:|pull_request_target|secrets\./m.test(text) ? ['a job has more'] : []),
    ...(/persist-credentials: false/.test(text) ? [] : ['the sources are fetched with a login that stays']),
    ...jobs.filter((job) => !/^ {4}timeout-minutes: \d+$/m.test(job)).map(() => 'a job has no end'),
    ...scripts.filter((name) => !(name in packageJson.scripts)).map((name) => `no script ${name}`),
    ...tests.filter((path) => readdirSync(join(root, path)).length === 0),
  ];
}

describe.each(names)('the workflow %s', (name) => {
  const text = textOf(name);

  it('is one that the forge understands', async () => {
    expect(await problems(text)).toEqual([]);
  });

  it('may only read, pins what it uses, and runs what there is', () => {
    expect(ownProblems(text)).toEqual([]);
  });

  it('runs on the Node that is given away', () => {
    expect(matches(text, /node-version: (\S+)/g)).toEqual([nodePackages['win-x64'].version]);
  });
});

describe('a workflow with a slip', () => {
  const text = textOf('truth.yml');

  it.each([
    ['a key that there is not', 'runs-on:', 'run-on:'],
    ['a function that there is not', '!cancelled()', '!canceled()'],
    ['an expression that does not end', 'matrix.pack }}', 'matrix.pack'],
    ['a step of nothing', 'retention-days: 30\n', 'retention-days: 30\n      - name: x\n'],
    ['a tab', '    steps:', '\tsteps:'],
  ])('is refused by the parser: %s', async (_what, right, wrong) => {
    expect(text).toContain(right);
    expect(await problems(text.replace(right, wrong))).not.toEqual([]);
  });

  it.each([
    ['an action by its tag', /@[0-9a-f]{40} # v7\.0\.1/, '@v7'],
    ['the right to write', 'contents: read', 'contents: write'],
    ['one more right', 'contents: read', 'contents: read\n  id-token: write'],
    ['rights of a job', '    strategy:', '    permissions:\n      contents: write\n    strategy:'],
    ['foreign code with rights', 'pull_request:', 'pull_request_target:'],
    ['a login that stays', 'persist-credentials: false', 'persist-credentials: true'],
    ['a job without an end', /^ {4}timeout-minutes: .*\n/m, ''],
    ['a script that there is not', 'npm run test:truth', 'npm run test:true'],
  ])('is refused by the own rules: %s', (_what, right, wrong) => {
    const changed = text.replace(right, wrong);
    expect(changed).not.toBe(text);
    expect(ownProblems(changed)).not.toEqual([]);
  });
});

describe('the workflow truth.yml', () => {
  const text = textOf('truth.yml');

  it('runs on every system that programs are given away for', () => {
    expect(matches(text, /- os: (\S+)/g)).toEqual([
      'windows-2022',
      'windows-2025',
      'ubuntu-24.04',
      'macos-15',
    ]);
  });

  it('skips nothing on Windows, and goes on though a step has failed', () => {
    const steps = text.split(/^ {6}- /m).slice(1);
    const truth = steps.find((step) => step.includes('What only a real Windows Server shows')) ?? '';
    expect(truth).toContain("NETREADY_NO_SKIP: '1'");
    expect(truth).toContain('NETREADY_TRUTH: change-this-machine');
    const tests = steps.filter((step) => /npm (?:test|run)/.test(step));
    expect(tests.length).toBeGreaterThan(4);
    for (const step of tests) expect(step).toContain('!cancelled()');
  });
});
