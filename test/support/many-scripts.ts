import { openSheet } from '../../electron/core/report/pages/layout.ts';
import { styles } from '../../electron/core/report/pages/styles.ts';
import { createReportDocument } from '../../electron/core/report/pdf-document.ts';
import type { ReportFonts } from '../../electron/core/report/report-fonts.ts';
import type { RunResult } from '../../shared/run/result.ts';
import { sampleOptions } from './sample-report.ts';
import { healthyWorld, sampleResult, troubledWorld } from './sample-results.ts';
import type { SeededRandom } from './seeded-random.ts';

/** Names as people write them, in every script that a report draws, and letters that fonts draw alike. */
export const namesInManyScripts: readonly string[] = [
  "Bob's server",
  'L’équipe d’Amélie',
  'Hawaiʻi and ʼAlaʼilima',
  '“Quoted” ‘twice’ „unten“ «dedans»',
  'Zürich Žluťoučký kůň Łódź Ærø',
  'Zürich Žluťoučký kůň Łódź'.normalize('NFD'),
  'Tiếng Việt ổn định',
  'Tiếng Việt ổn định'.normalize('NFD'),
  'x\u030C q\u0303 M\u0304\u0301 ṩ̇',
  'ŉ ǆ ŀ ĳ ﬁ ﬃ fi ffi ſt',
  'Διακομιστής ΰ ΐ Ώ',
  'Διακομιστής ΰ ΐ'.normalize('NFD'),
  'ι ɩ Δ ∆ Ω Ω µ μ Å Å K K',
  'Сервер Йошкар-Ола ёж',
  'Сервер Йошкар-Ола ёж'.normalize('NFD'),
  'Їжак Ґанок ѓ ќ',
  'שרת ראשי',
  'שָׁלוֹם עֲלֵיכֶם',
  'שרת 12 של Bob',
  'خادم الرئيسي',
  'پایگاه داده‌ها لا إله',
  'ب بب ببب ﺏ ﻻ',
  'مُحَمَّدٌ ١٢٣',
  '東京サーバー',
  'がぎぐげご ガギグ'.normalize('NFD'),
  '服务器 𠀋 㐂',
  'ＦＵＬＬ　ｗｉｄｔｈ・—',
  '서울 서버',
  '서울 서버'.normalize('NFD'),
  '① ➀ ② ½ ⅓ № ™ … ⋯',
  'a\u00A0b c\u2011d e\u2010f',
  '😀 👩‍💻 🏳️‍🌈 e\uFE0F',
  'soft\u00ADhyphen a\u034Fb \u3164 \u115F',
  'ไทย हिन्दी',
  'เซิร์ฟเวอร์ที่ปฏิบัติการ น้ำ ๑๒',
  'मुख्य सर्वर क्षत्रिय उत्पादन १२',
  'மையம் ສູນ',
];

/** The same things in an order that looks random. */
export function shuffled<T>(items: readonly T[], random: SeededRandom): readonly T[] {
  const left = [...items];
  return items.map(() => left.splice(random.below(left.length), 1)[0] as T);
}

/**
 * A run with names of many scripts, each result with others and in another order: they stand on page 1, in tables, in the
 * drawing, in the list of answers, in bookmarks and in the words for figures.
 */
export function manyScriptsResult(random: SeededRandom): RunResult {
  const names = shuffled(namesInManyScripts, random).slice(
    0,
    2 + random.below(namesInManyScripts.length - 2),
  );
  const [machine, environment, ...others] = names;
  const frontEnds = others.map((name, index) => ({ name, host: `fe${index}.example.local` }));
  const reasons = shuffled(names, random).slice(0, 3);
  return sampleResult({
    world: troubledWorld(healthyWorld('after-install'), [
      { host: /^fe[15]\./, outcome: 'timeout', code: 'ETIMEDOUT', durationMs: 5000 },
    ]),
    machine: { os: shuffled(names, random)[0] ?? '' },
    only: ['loc-roles', 'out-deploy', 'lat-provider'],
    profile: {
      phase: 'after-install',
      machine: { name: machine, roles: ['controller', 'front-end'] },
      environment: { name: environment },
      frontEnds,
      waivers: reasons.map((reason, index) => ({ check: `out-deploy@fe${index}.example.local`, reason })),
    },
  });
}

/** A part of a line as it was given to the library, with the font that it was drawn in. */
export type DrawnPart = { readonly text: string; readonly font: string };

/** An unsigned report whose first page has nothing but these texts, one below the other, and what was drawn for them. */
export async function pageOfTexts(
  texts: readonly string[],
  fonts: ReportFonts,
): Promise<{ readonly bytes: Uint8Array; readonly drawn: readonly DrawnPart[] }> {
  const document = createReportDocument(sampleOptions, fonts);
  const { pdf } = document;
  const sheet = openSheet(document);
  const drawn: DrawnPart[] = [];
  let current = '';
  const font = pdf.font.bind(pdf);
  pdf.font = (name: string) => {
    current = name;
    return font(name);
  };
  const text = pdf.text.bind(pdf);
  pdf.text = (content: string, x?: unknown, y?: unknown, options?: PDFKit.Mixins.TextOptions) => {
    drawn.push({ text: content, font: current });
    return text(content, x as number, y as number, options);
  };
  for (const each of texts) sheet.paragraph(sheet.root, 'P', each, styles.body);
  sheet.breakPage();
  document.placeSignature({ x: 60, y: 120, width: 220, height: 60 }, sheet.root.raw);
  sheet.close(sheet.root);
  return { bytes: await document.finish(), drawn };
}
