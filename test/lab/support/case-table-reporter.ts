import type { Reporter, TestModule } from 'vitest/node';
import type { CaseRow } from './lab-case.ts';

declare module 'vitest' {
  interface TaskMeta {
    /** What a case of the network lab expected and got. */
    labRows?: readonly CaseRow[];
  }
}

const columns = ['title', 'check', 'expected', 'got'] as const;
const heads = { title: 'Case', check: 'Check', expected: 'Expected (before / after)', got: 'Got' };

/** Ends a run of the network lab with a table of its cases: what was expected, and what the command said. */
export class CaseTableReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const rows = modules.flatMap((module) =>
      [...module.children.allTests()].flatMap((test) => test.meta().labRows ?? []),
    );
    if (rows.length === 0) return;
    const cells = [
      heads,
      ...rows.map((row) => ({ ...row, got: row.got === row.expected ? '= expected' : row.got })),
    ];
    const widths = columns.map((column) => Math.max(...cells.map((row) => row[column].length)));
    const line = (row: (typeof cells)[number]): string =>
      columns
        .map((column, index) => row[column].padEnd(widths[index] ?? 0))
        .join('  ')
        .trimEnd();
    const [first, ...others] = cells.map(line);
    const cases = new Set(rows.map(({ title }) => title)).size;
    process.stdout.write(`\n${[first, '-'.repeat(first?.length ?? 0), ...others].join('\n')}\n`);
    process.stdout.write(`\n${cases} cases, ${rows.length} checks in both phases\n`);
  }
}
