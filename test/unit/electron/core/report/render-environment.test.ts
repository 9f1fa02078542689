import { beforeAll, describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../../../electron/core/base/canonical-json.ts';
import { createReportDocument } from '../../../../../electron/core/report/pdf-document.ts';
import {
  drawEnvironmentReport,
  renderEnvironment,
} from '../../../../../electron/core/report/render-environment.ts';
import { loadReportFonts } from '../../../../../electron/core/report/report-fonts.ts';
import {
  buildEnvironmentModel,
  type EnvironmentModel,
} from '../../../../../shared/environment/environment-model.ts';
import type { EnvironmentResult } from '../../../../../shared/environment/environment-result.ts';
import { farmOfTwelve, largeEnvironment, twoServers } from '../../../../support/drawn-environments.ts';
import { type PdfReading, readPdfFile, type TreeNode } from '../../../../support/pdf-reading.ts';

const signer = { fingerprint: 'ab12cd34'.repeat(8), name: 'Netready on support-04' };
const form = { pageSize: 'A4', timestamped: false } as const;

const made: Readonly<Record<string, () => EnvironmentResult>> = {
  'two servers': twoServers,
  'twelve servers': farmOfTwelve,
  'sixty servers': () => largeEnvironment(52),
};
const names = Object.keys(made);

type Sample = {
  readonly result: EnvironmentResult;
  readonly model: EnvironmentModel;
  readonly reading: PdfReading;
};
const samples = new Map<string, Sample>();

/** The pages alone, on a document of which every part can be read. */
async function pagesOf(model: EnvironmentModel): Promise<PdfReading> {
  const document = createReportDocument(
    {
      title: model.documentTitle,
      subject: model.subject,
      language: model.language,
      createdAt: new Date('2026-12-01T08:00:00.000Z'),
      producer: model.producer,
      pageSize: form.pageSize,
      marginsMm: 18,
      documentId: model.reportId,
      attachment: { name: 'report.json', bytes: canonicalJson({}), description: model.attachmentDescription },
      signature: { signerName: signer.name, reason: '', description: '', timestamped: false },
    },
    await loadReportFonts(JSON.stringify(model)),
  );
  drawEnvironmentReport(document, model);
  return readPdfFile(await document.finish());
}

const modelOf = (result: EnvironmentResult): EnvironmentModel =>
  buildEnvironmentModel(result, { fingerprint: signer.fingerprint, signerName: signer.name });

beforeAll(async () => {
  for (const [name, make] of Object.entries(made)) {
    const result = make();
    const model = modelOf(result);
    samples.set(name, { result, model, reading: await pagesOf(model) });
  }
}, 120_000);

function sample(name: string): Sample {
  const found = samples.get(name);
  if (found === undefined) throw new Error(`${name} was not drawn`);
  return found;
}

const isNode = (child: TreeNode['children'][number]): child is TreeNode => 'role' in child;
const nodesOf = (node: TreeNode): readonly TreeNode[] => node.children.filter(isNode);
const find = (node: TreeNode, ...roles: readonly string[]): readonly TreeNode[] =>
  nodesOf(node).flatMap((child) => [
    ...(roles.includes(child.role) ? [child] : []),
    ...find(child, ...roles),
  ]);
const textOf = (node: TreeNode): string =>
  node.children.map((child) => (isNode(child) ? textOf(child) : 'text' in child ? child.text : '')).join('');
const squeezed = (text: string): string => text.replaceAll(/\s+/g, '');

/** The table of the matrix: the first one, on page 1. */
const matrixOf = (name: string): readonly TreeNode[] =>
  nodesOf(find(sample(name).reading.tree, 'Table')[0] ?? sample(name).reading.tree);

describe('an environment report', () => {
  it.each(['A4', 'LETTER'] as const)('is the same for the same result, to the byte: %s', async (pageSize) => {
    const { result } = sample('twelve servers');
    const draw = () => renderEnvironment(result, canonicalJson({}), signer, { ...form, pageSize });
    expect(Buffer.from(await draw()).equals(Buffer.from(await draw()))).toBe(true);
  });

  it.each(names)('has the matrix on page 1, with the verdict before it: %s', (name) => {
    const { model, reading } = sample(name);
    const [first = ''] = reading.pages.map(squeezed);
    const picture =
      model.ladder === null
        ? [model.matrix.heading, model.matrix.blank]
        : [model.ladder.heading, model.ladder.note];
    for (const text of [model.cover.name, model.cover.sentence, ...picture])
      expect(first).toContain(squeezed(text));
    for (const { what } of model.cover.causes) expect(first).toContain(squeezed(what));
  });

  it('says in words what each wire of two servers shows, between the words of both', () => {
    const { ladder } = sample('two servers').model;
    const [head, ...rows] = matrixOf('two servers').map(nodesOf);
    expect(head?.map(textOf).map(squeezed)).toEqual(
      [
        `${ladder?.left.name}${ladder?.left.detail}`,
        ladder?.wires ?? '',
        `${ladder?.right.name}${ladder?.right.detail}`,
      ].map(squeezed),
    );
    const wanted = ladder?.directions.flatMap(({ title, rungs }) => [
      ['', squeezed(title), ''],
      ...rungs.map(({ left, text, right }) => [squeezed(left), text, squeezed(right)]),
    ]);
    expect(rows.map((cells) => cells.map((cell) => cell.actual ?? squeezed(textOf(cell))))).toEqual(wanted);
  });

  it.each(names.filter((name) => name !== 'two servers'))(
    'says in each cell of the matrix in words what it shows: %s',
    (name) => {
      const { model } = sample(name);
      const [head, ...rows] = matrixOf(name);
      const columns = model.matrix.blocks.flatMap((block) => block.columns);
      expect(
        nodesOf(head ?? { role: '', alt: null, actual: null, scope: null, children: [] }).map(
          ({ role, scope, actual }) => [role, scope, actual],
        ),
      ).toEqual([['TH', 'Column', null], ...columns.map(({ text }) => ['TH', 'Column', text])]);
      const wanted = model.matrix.rows.flat();
      expect(rows).toHaveLength(wanted.length);
      for (const [index, row] of rows.entries()) {
        const [label, ...cells] = nodesOf(row);
        expect([label?.role, label?.scope]).toEqual(['TH', 'Row']);
        expect(cells.map(({ role, actual }) => [role, actual])).toEqual(
          (wanted[index]?.cells ?? []).map((cell) => [
            'TD',
            cell === null || cell === 'itself' ? null : cell.text,
          ]),
        );
      }
    },
  );

  it.each(names)(
    'holds every content in one element, and leaves out only what is said otherwise: %s',
    (name) => {
      const { model, reading } = sample(name);
      expect(reading.tree.role).toBe('Document');
      expect(reading.orphans).toEqual([]);
      const said = squeezed(JSON.stringify([model, reading.pages.length]));
      for (const text of reading.artifacts.map(squeezed))
        expect(said.includes(text.replace('…', '')) || /^page\d+of\d+$/.test(text), text).toBe(true);
    },
  );

  it.each(names)(
    'has headings without a skipped level, and tables whose heads say what they stand for: %s',
    (name) => {
      const { reading } = sample(name);
      const levels = find(reading.tree, 'H1', 'H2', 'H3', 'H4').map(({ role }) => Number(role[1]));
      expect(levels.filter((level, index) => level > (levels[index - 1] ?? 0) + 1)).toEqual([]);
      for (const table of find(reading.tree, 'Table')) {
        const [head, ...rows] = nodesOf(table);
        const cells = nodesOf(head ?? table);
        expect(cells.every(({ role, scope }) => role === 'TH' && scope === 'Column')).toBe(true);
        for (const row of rows) expect(nodesOf(row)).toHaveLength(cells.length);
      }
    },
  );

  it.each(names)('tells causes, pairs, requirements and reports: %s', (name) => {
    const { model, reading } = sample(name);
    const whole = squeezed(textOf(reading.tree));
    const texts = [
      model.cover.detail,
      ...model.causes.texts.flatMap(({ what, why, remedy, counterproof }) => [
        what,
        ...why,
        remedy ?? '',
        counterproof ?? '',
      ]),
      ...model.pairs.rows.flatMap(({ from, to, source, destination, so }) => [
        from,
        to,
        source,
        destination,
        so,
      ]),
      ...model.requirements.rows.flatMap(({ key, text, counts, needs }) => [key, text, counts, needs]),
      ...model.inputs.rows.flatMap(({ machine, finished, key, remark }) => [machine, finished, key, remark]),
      ...model.firewall.rules.rows.map(({ connections }) => connections),
      ...(model.ladder?.legend ?? model.matrix.legend).map(({ text }) => text),
      ...(model.ladder?.outside.rows ?? []).map(({ text }) => text),
      ...model.matrix.lines.map(({ text }) => text),
      ...(model.matrix.islands?.items ?? []).map(({ text }) => text),
      ...model.verification.steps,
    ];
    for (const text of texts) expect(whole, text).toContain(squeezed(text));
  });

  it('keeps all that is said of a cause on one page', async () => {
    const model = modelOf(largeEnvironment(52));
    for (const sentences of [2, 5, 8, 11]) {
      const texts = Array.from({ length: 24 }, (_, index) => ({
        ...(model.causes.texts[0] as EnvironmentModel['causes']['texts'][number]),
        number: index + 1,
        what: `Way ${index + 1} is shut`,
        remedy: `${'Allow what was asked for in every firewall. '.repeat(sentences)}Until here.`,
        counterproof: `It ends with ${index + 1}.`,
      }));
      const { pages } = await pagesOf({ ...model, causes: { ...model.causes, texts } });
      const pageOf = (text: string): number =>
        pages.findIndex((page) => squeezed(page).includes(squeezed(text)));
      expect(texts.map(({ number }) => pageOf(`It ends with ${number}.`))).toEqual(
        texts.map(({ what }) => pageOf(what)),
      );
    }
  }, 120_000);

  it('tells two hundred servers in few pages', async () => {
    const { pages } = await pagesOf(modelOf(largeEnvironment(184)));
    expect(pages.length).toBeLessThan(20);
    expect(squeezed(pages[0] ?? '')).toContain(squeezed('The groups: 184 servers'));
    expect(squeezed(pages[0] ?? '')).toContain('F7');
  }, 120_000);
});
