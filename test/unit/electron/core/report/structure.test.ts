import { beforeAll, describe, expect, it } from 'vitest';
import { inRows } from '../../../../../electron/core/report/pages/table.ts';
import { renderReport } from '../../../../../electron/core/report/render-report.ts';
import { loadReportFonts } from '../../../../../electron/core/report/report-fonts.ts';
import type { ReportModel } from '../../../../../shared/report/model/types.ts';
import { buildReportModel } from '../../../../../shared/report/model.ts';
import type { RunResult } from '../../../../../shared/run/result.ts';
import { verdictLooks } from '../../../../../shared/theme/verdicts.ts';
import { type PdfReading, readPdfFile, type TreeNode } from '../../../../support/pdf-reading.ts';
import { signedAt, toBytes } from '../../../../support/sample-report.ts';
import {
  cancelledResult,
  failedResult,
  farmResult,
  lifetimeResult,
  passedResult,
  sampleResult,
} from '../../../../support/sample-results.ts';

const fingerprint = 'ab12cd34ef567890a1b2c3d4e5f60718293a4b5c6d7e8f90123456789abcdef0';

const makers: Readonly<Record<string, () => RunResult>> = {
  default: () => sampleResult(),
  passed: passedResult,
  failed: failedResult,
  cancelled: cancelledResult,
  LifeTime: lifetimeResult,
  farm: farmResult,
};
const names = Object.keys(makers);

type Sample = { readonly model: ReportModel; readonly reading: PdfReading };
const samples = new Map<string, Sample>();

beforeAll(async () => {
  for (const [name, make] of Object.entries(makers)) {
    const result = make();
    const model = buildReportModel(result, { fingerprint, signerName: 'Netready on app01' });
    const fonts = await loadReportFonts(JSON.stringify(model));
    const options = { createdAt: signedAt, pageSize: 'A4', fonts } as const;
    const bytes = await renderReport(model, toBytes(JSON.stringify(result)), options);
    samples.set(name, { model, reading: readPdfFile(bytes) });
  }
}, 60_000);

function sample(name: string): Sample {
  const found = samples.get(name);
  if (found === undefined) throw new Error(`${name} was not made`);
  return found;
}

const isNode = (child: TreeNode['children'][number]): child is TreeNode => 'role' in child;
const nodesOf = (node: TreeNode): readonly TreeNode[] => node.children.filter(isNode);

/** All elements of some types, in reading order; those inside a found one are not looked at. */
function find(node: TreeNode, ...roles: readonly string[]): readonly TreeNode[] {
  return nodesOf(node).flatMap((child) => (roles.includes(child.role) ? [child] : find(child, ...roles)));
}

const everyNode = (node: TreeNode): readonly TreeNode[] => [node, ...nodesOf(node).flatMap(everyNode)];

/** The text of an element and all that is in it. */
const textOf = (node: TreeNode): string =>
  node.children
    .map((child) => (isNode(child) ? textOf(child) : 'text' in child ? child.text : ''))
    .join(' ')
    .replaceAll(/\s+/g, ' ')
    .trim();

/** Elements whose text is their own and not that of elements in them. */
const leavesOf = (node: TreeNode): readonly TreeNode[] =>
  everyNode(node).filter((entry) => entry.children.some((child) => !isNode(child) && 'text' in child));

/** A text as it is found again wherever it was broken. */
const squeezed = (text: string): string => text.normalize('NFC').replaceAll(/\s+/g, '');

/** The headings in the order in which they are read. */
function headings({ cover, failures, attention, ...model }: ReportModel): readonly string[] {
  const { firewall, checks, coverage, waivers, contacts, answers, evidence, latency, verification } = model;
  const some = (isThere: boolean, ...list: readonly string[]) => (isThere ? list : []);
  return [
    cover.heading,
    cover.environment.heading,
    cover.tasks.heading,
    ...some(failures.groups.length > 0, failures.heading),
    ...failures.groups.flatMap(({ heading, blocks }) => [heading, ...blocks.map((block) => block.heading)]),
    ...some(attention.groups.length > 0, attention.heading),
    ...attention.groups.map(({ heading }) => heading),
    firewall.heading,
    ...[firewall.rules, firewall.groups].flatMap(({ heading, rows }) => some(rows.length > 0, heading)),
    ...some(firewall.notes.items.length > 0, firewall.notes.heading),
    checks.heading,
    ...checks.groups.map(({ heading }) => heading),
    coverage.heading,
    ...some(coverage.others.rows.length > 0, coverage.others.heading),
    ...some(waivers.rows.length > 0, waivers.heading),
    contacts.heading,
    answers.heading,
    ...some(evidence.blocks.length > 0, evidence.heading),
    ...evidence.blocks.flatMap((block) => distinct(block.checks.map(({ headline }) => headline))),
    ...some(latency.rows.length > 0, latency.heading),
    verification.heading,
    verification.proves.heading,
    verification.leavesOpen.heading,
    verification.panel.heading,
  ];
}

const word = (verdict: keyof typeof verdictLooks): string => verdictLooks[verdict].word;
const distinct = (list: readonly string[]): readonly string[] => [...new Set(list)];

/** The cells of the tables that have one row for each entry of the model, as one squeezed text for each cell. */
function expectedTables(model: ReportModel): readonly (readonly (readonly string[])[])[] {
  const { checks, coverage, firewall, contacts } = model;
  const table = (...rows: readonly (readonly string[])[]) => rows.map((row) => row.map(squeezed));
  return [
    table(
      firewall.rules.columns,
      ...firewall.rules.rows.map((row) => [
        row.number,
        row.from,
        row.to,
        row.ports,
        row.connections + row.blocked.join(''),
        row.requirements,
      ]),
    ),
    table(
      firewall.groups.columns,
      ...firewall.groups.rows.map((row) => [
        row.id,
        row.what,
        row.members.join(', '),
        row.addresses.join(', '),
      ]),
    ),
    ...checks.groups.map(({ rows }) =>
      table(
        checks.columns,
        ...rows.map((row) =>
          row.many === null
            ? [
                word(row.verdict),
                distinct(row.checks.map(({ headline }) => headline)).join('') + (row.reason ?? ''),
                distinct(
                  row.checks.map(({ to, observed }) =>
                    squeezed(`${to?.address ?? to?.place ?? ''}${observed}`),
                  ),
                ).join('') + row.checks.map(({ shortId }) => shortId).join(''),
              ]
            : [
                word(row.verdict),
                row.many.headline + row.many.places.join(''),
                row.many.observed + row.many.id,
              ],
        ),
      ),
    ),
    ...(coverage.rows.length === 0
      ? []
      : [
          table(
            coverage.columns,
            ...coverage.rows.map((row) => [row.key, row.text + row.where, word(row.verdict), row.basis]),
          ),
        ]),
    ...(coverage.others.rows.length === 0
      ? []
      : [
          table(
            coverage.others.columns,
            ...coverage.others.rows.flatMap(({ reason, requirements }) =>
              inRows(requirements).map((some) => [reason, some.map(({ key, text }) => key + text).join('')]),
            ),
          ),
        ]),
    ...(contacts.rows.length === 0
      ? []
      : [
          table(
            contacts.columns,
            ...contacts.rows.map((row) => [
              row.host + row.each.map(({ host, address }) => host + address).join(', '),
              row.address,
              row.ports.join(', '),
            ]),
          ),
        ]),
  ];
}

const tableOf = (node: TreeNode): readonly (readonly string[])[] =>
  nodesOf(node).map((row) => nodesOf(row).map((cell) => squeezed(textOf(cell))));

/** Every text of the model that stands on a page, wherever. */
function shownTexts(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(shownTexts) : [];
}

describe('the structure of a finished report', () => {
  it.each(names)('holds every content of every page in exactly one element: %s', (name) => {
    const { reading } = sample(name);
    expect(reading.tree.role).toBe('Document');
    expect(reading.orphans).toEqual([]);
  });

  it.each(names)('leaves out nothing but the feet and the repeated heads of tables: %s', (name) => {
    const { model, reading } = sample(name);
    const heads = find(reading.tree, 'Table').flatMap((table) => (tableOf(table)[0] ?? []) as string[]);
    const feet = [model.foot.report, model.foot.key].map(squeezed);
    const strange = reading.artifacts
      .map(squeezed)
      .filter((text) => !feet.includes(text) && !/^page\d+of\d+$/.test(text))
      .filter((text) => !heads.some((head) => head.includes(text)));
    expect(strange).toEqual([]);
    expect(reading.artifacts.filter((text) => squeezed(text) === feet[0])).toHaveLength(reading.pages.length);
  });

  it.each(names)('has exactly the headings of the model, in order, and no level skipped: %s', (name) => {
    const { model, reading } = sample(name);
    const found = find(reading.tree, 'H1', 'H2', 'H3', 'H4');
    expect(found.map((node) => squeezed(textOf(node)))).toEqual(headings(model).map(squeezed));
    const levels = found.map(({ role }) => Number(role[1]));
    expect(levels.filter((level, index) => level > (levels[index - 1] ?? 0) + 1)).toEqual([]);
  });

  it.each(names)('has the tables of the model, cell by cell, and each exactly once: %s', (name) => {
    const { model, reading } = sample(name);
    const tables = find(reading.tree, 'Table').map(tableOf);
    for (const expected of expectedTables(model)) {
      const same = tables.filter((table) => JSON.stringify(table) === JSON.stringify(expected));
      expect(same.length, expected[1]?.join(' | ')).toBe(1);
    }
  });

  it.each(names)('says in words what the marks of page 1 and of the evidence show: %s', (name) => {
    const { model, reading } = sample(name);
    const { tasks } = model.cover;
    const table = find(reading.tree, 'Table')
      .map(tableOf)
      .find(([head]) => JSON.stringify(head) === JSON.stringify(tasks.columns.map(squeezed)));
    const shown = (table ?? []).slice(1).map(([verdict]) => verdict);
    expect(shown).toEqual(tasks.rows.slice(0, shown.length).map(({ verdict }) => squeezed(word(verdict))));
    expect(shown.length > 0).toBe(tasks.rows.length > 0);
    const texts = leavesOf(reading.tree).map(textOf);
    for (const { verdict, checks } of model.evidence.blocks)
      for (const { id } of checks) expect(texts).toContain(`${word(verdict)}: ${id}`);
  });

  it.each(names)('has tables whose head cells say what they stand for: %s', (name) => {
    for (const table of find(sample(name).reading.tree, 'Table')) {
      const [head, ...rows] = nodesOf(table);
      const cells = nodesOf(head ?? table);
      expect(cells.every(({ role, scope }) => role === 'TH' && scope === 'Column')).toBe(true);
      expect(cells.every((cell) => textOf(cell) !== '')).toBe(true);
      expect(rows.length).toBeGreaterThan(0);
      for (const row of rows) {
        expect(row.role).toBe('TR');
        expect(nodesOf(row)).toHaveLength(cells.length);
        const heads = nodesOf(row).filter(({ role }) => role === 'TH');
        expect(heads.every(({ scope }) => scope === 'Row')).toBe(true);
        expect(nodesOf(row).every(({ role }) => role === 'TH' || role === 'TD')).toBe(true);
      }
    }
  });

  it.each(names)('says nothing that the model does not say: %s', (name) => {
    const { model, reading } = sample(name);
    const known = distinct(
      [...shownTexts(model), ...Object.values(verdictLooks).map((look) => look.word)].map(squeezed),
    )
      .filter((text) => text.length > 1)
      .sort((left, right) => right.length - left.length);
    const glue = /^(?:[\s\d(),:.–…@]|to|required|monitoring|advisory)*$/;
    const strange = leavesOf(reading.tree)
      .filter(({ role }) => role !== 'Figure')
      .map(textOf)
      .filter((text) => {
        const rest = known.reduce((left, entry) => left.replaceAll(entry, ' '), squeezed(text));
        return !glue.test(rest);
      });
    expect(strange).toEqual([]);
  });

  it.each(names)('says everything that the model says: %s', (name) => {
    const { model, reading } = sample(name);
    const whole = squeezed(textOf(reading.tree));
    const { failures, attention, waivers, answers, evidence, latency, verification, cover } = model;
    const texts = [
      cover.machine,
      cover.sentence,
      ...cover.fields.flatMap(({ label, values }) => [label, ...values]),
      ...cover.counts.map(({ text }) => text),
      ...[
        ...cover.environment.drawing.texts,
        ...cover.environment.drawing.machine.texts,
        ...cover.environment.drawing.lanes.flatMap((lane) => lane.texts),
      ].map(({ text }) => text),
      ...[failures, attention].flatMap(({ groups, intro }) => (groups.length === 0 ? [] : [intro])),
      ...failures.groups.flatMap(({ blocks }) =>
        blocks.flatMap(({ heading, why, meaning, advice, counterproof, places, references, ...block }) => [
          heading,
          ...why,
          ...[block.matters, block.observed, meaning, block.moreAdvice, counterproof].map(
            (text) => text ?? '',
          ),
          ...advice.flatMap(({ owner, text }) => [owner, text]),
          ...places,
          ...references,
        ]),
      ),
      ...attention.groups.flatMap(({ rows, note }) => [
        note ?? '',
        ...rows.flatMap(({ checks, reason, remedy, owner }) => [
          reason,
          remedy ?? '',
          remedy === null ? '' : (owner ?? ''),
          ...checks.flatMap(({ headline, shortId, to }) => [headline, shortId, to?.address ?? '']),
        ]),
      ]),
      ...waivers.rows.flatMap(({ check, headline, instead, reason }) => [check, headline, instead, reason]),
      ...answers.fields.flatMap(({ label, values }) => [label, ...values]),
      ...evidence.blocks.flatMap(({ checks, facts }) => [
        ...checks.flatMap(({ id, headline }) => [id, headline]),
        ...facts.flatMap(({ time, probe, target, outcome, code, details }) => [
          time,
          probe,
          target,
          outcome,
          code ?? '',
          ...details,
        ]),
      ]),
      ...latency.rows.flatMap(({ target, figures }) => [target, ...figures]),
      ...verification.steps,
      ...verification.proves.items,
      ...verification.leavesOpen.items,
      ...verification.panel.lines.flatMap(({ label, values }) => [label, ...values]),
      verification.command,
      verification.fingerprint.slice(0, 8).join(' '),
      verification.fingerprint.slice(8).join(' '),
    ];
    expect(distinct(texts).filter((text) => !whole.includes(squeezed(text)))).toEqual([]);
  });

  it.each(names)('gives every figure words: %s', (name) => {
    const { model, reading } = sample(name);
    const alts = everyNode(reading.tree)
      .filter(({ role }) => role === 'Figure')
      .map(({ alt }) => alt);
    expect(alts).toEqual([
      model.cover.environment.drawing.description,
      ...model.latency.rows.map(({ alt }) => alt),
      model.verification.qr.alt,
    ]);
  });

  it.each(names)('is read from the first page to the last, contents apart: %s', (name) => {
    const { tree } = sample(name).reading;
    const pagesOf = (node: TreeNode): readonly number[] =>
      node.role === 'TOC'
        ? []
        : node.children.flatMap((child) =>
            isNode(child) ? pagesOf(child) : 'page' in child ? [child.page] : [],
          );
    const pages = pagesOf(tree);
    expect(pages).toEqual([...pages].sort((left, right) => left - right));
    expect(new Set(pages).size).toBe(sample(name).reading.pages.length);
  });

  it.each(names)('leads to every section from the contents and the bookmarks: %s', (name) => {
    const { reading } = sample(name);
    const sections = find(reading.tree, 'H2').map(textOf);
    const own = reading.outline.slice(1);
    expect(own).toEqual(sections.filter((heading) => own.includes(heading)));
    const [contents] = find(reading.tree, 'TOC');
    const entries = contents === undefined ? [] : find(contents, 'Link');
    expect(entries.map((entry) => textOf(entry).replace(/^\d+ ?/, ''))).toEqual(own);
    const notes = entries.flatMap((entry) => entry.children).filter((child) => 'contents' in child);
    expect(notes).toHaveLength(own.length);
    expect(notes.every((note) => 'contents' in note && /, page \d+$/.test(note.contents))).toBe(true);
  });

  it('has the signature field as a part of the page that it stands on', () => {
    const { tree } = sample('failed').reading;
    const [form] = find(tree, 'Form');
    expect(form?.children).toEqual([
      { subtype: 'Widget', contents: sample('failed').model.verification.panel.heading },
    ]);
  });

  it('says in which language it is, and shows its title', () => {
    const { reading, model } = sample('farm');
    expect({ language: reading.language, showsTitle: reading.showsTitle }).toEqual({
      language: 'en',
      showsTitle: true,
    });
    expect(reading.info['Title']).toBe(model.documentTitle);
  });
});
