/**
 * The characters of plain words: ASCII, and the signs that reports have beside it. JetBrains Mono has another drawing for a
 * grave accent that stands behind a letter, so that is none of them.
 */
export const plainCharacters: readonly string[] = [
  ...Array.from({ length: 0x7f - 0x20 }, (_, index) => String.fromCharCode(index + 0x20)),
  ...'·–‘’“”…→',
].filter((character) => character !== '`');

/**
 * Of which letter the next one stands nearer or farther in the Latin script, and by how many units of the font: in each row
 * all letters that are the same in that, then each distance with the letters that follow. Figures are never kerned. A test
 * compares it with the fonts.
 */
const rows = {
  text: [
    '"\'§-69&§-168,.…§-162A§-337J§-30cdegoq',
    '$S§-10T§-20X',
    '%§-128‘“§-139’”',
    '&§-69"\'vwy§-116T§-128V\\§-81W§-151Y§-186‘“',
    '([{§-23cdegoq§58j',
    ')]}§-69‘“',
    '*^§-69&§-279,.…§-23@CGOQ§-162A§-197J§-139_',
    '+-~§-69A§-93J§-151T§-104VW\\§-70X§-162Y§-46x§-128‘“',
    ',.…§-168"\'§-180?§-90@CGOQ§-69TY§-116’”',
    '/§-81,.…§-50A§-128J',
    ':;§-69T§-128V\\§-93‘“',
    '=§-104AX§-93T§-139V\\§-128W§-197Y§-81vy§-69x§-116‘“',
    '>§-162T§-151VW\\§-116X§-186Y§-128Z§-197‘“',
    '?§-128A',
    '@DOQ§-90,.…§-81/_§-70AX§-61T§-69VY\\‘“',
    'A§-162"\'*^§-69+-~·→§40/§-104=§-128?§-70@CGOQ§30A§-174T§-40Ut§-140V\\§-116W§-151Y§11i§-139vwy§-267‘“§-209’”',
    'B§-116T§-128‘“',
    'C§-40A§-11X§-81_',
    'F§-81,cdegoq§-69._uvyz§-186A§-139J§-50a§-60mnpr§-174…',
    'G§-46AVY\\§-61T§-11X',
    'HIMNdl|§30t§10vy',
    'JU§-69,.…§-116/§-40A§-104_',
    'K§-20$S§-221+-~→§-139<§-69=@CGOQu§-81cdegoqvy§32i§-128w§-93·',
    'L§-186"\'§-81*~§-174+‘“→§-104-§-58@CGOQ§-197T§-139V\\vy§-69Y§-267^§-46t§-128·§-80’”',
    'P§-69&.§-93+-~·→§-81,§-151A§-197J…§-11cdegoq',
    'R§-34V\\§-49Y§-10a§-30cdegoq',
    'T§-69&,.:;=§-151+-su~→§-104/§-162<·§-61@CGOQ§-174A…§-186J§40Y§-116_mnpr§-150a§-160cdegoq§-209t§-128vwxy§-93z',
    'V§-104&+-acdegoq~→§-197,.J…§-100/§-128:;=§-151<§-69@CGOQ§-140A§30V\\§-162_§-93s§-81·',
    'W§-104&+-:;acdegoq~→§-197,.…§-151<§-128=J§-116A§50W§-70mnpr§-69s·',
    'X§-20$S§-70+-@CGOQ~→§-116<a§-104=§-81T§-58cdegoq§-93·',
    'Y§-128&:;§-162+-~→§-69,.@CGJOQ§-209<§-197=…§-151A§40T§-145a§-157cdegoq§-58i§-80mnpr§-139s§-81u§-104·',
    'Z§-81+-~→§-128<§-69@CGOQ·',
    '\\§-162"\'*^§-69+-~·→§40/§-104=vy§-128?§-70@CGOQ§30A§-81T§-40Ut§-100V\\§-116W’”§-151Y§11i§-139w§-87‘“',
    '_§-139*^§-81@CGOQU‘“§69BDEFHIKLMNPRbhiklmnpr|§-116T§-162V\\vy§197j',
    'ahmn§-140T§-104VW\\§-151Y§-30vy§-93‘“§-40’”',
    'bceop§-30"\'z§-23)]}§-69A§-160T§-104VW\\§-58X§-174Y§20a§-40vy§-37w§-46x§-128‘“§-50’”',
    'f§-58+-/~·→§-116,.…§-69A§-128J§20Y§-29_§-32a§-60cdegoq§-80f§-46s§-70t§30w',
    'gq§-104T',
    'k§-93+-~·→§-174<§-116T§-46cdegoq',
    'r§-81+-<A~·‘“→§-128,.…§-69/Z§32BDEFHIKLMNPRbfhjklmnprtvxy|’”§-116JT§-34cdegoq§20i§17w',
    's§-151TY§-93V\\§-69W§-104‘“',
    't§-40+-~·→§-58<§-69T§-20VW\\cdegoqs§-32Y§10a§-50f§20j§40vy§30w§-81‘“',
    'u§-81+-<~·‘“→§-69/_§-104T§-116Y§29’”',
    'vy§-81+-=~·→§-90,.§-116/§-69<TY§-139A§10BDEFHIKLMNPRbhkl|§-128J§-162_§-10a§-40cdegoq§30ft§-151…',
    'w§-69&Z§-151,.…§-139A§-116J§-104T§-37cdegoq',
    'x§-46+-cdegoq~·→§-69=§-128T§40ft',
    'z§-69T§-30cdegoq',
    '·§-69A§-93JX§-162T§-81V\\§-104WY§-46x§-128‘“',
    '‘“§-128&§-174,.…§-197/A§-302J§-80cdegoq§-40s',
    '’”§-256#J§-139&§-128+-cdegoq·→§-203,.…§-290/§-116:;=@CGOQa§-197<§-280A§-81_u§-43mnpr§-157s§29tvy§-93~',
  ],
  'text-strong': [
    '"\'§-69&§-178,.…§-162A§-337J§-37cdegoq§-11s',
    '$S§-21A§-14T§-24X',
    '%§-128‘“§-139’”',
    '&§-69"\'vwy§-116T§-128V\\§-81W§-151Y§-186‘“',
    '([{§25BDEFHIKLMNPRbhklmnpr|§-15cdegoq§37j',
    ')]}§-69‘“',
    '*^§-69&§-279,.…§-31@CGOQ§-183A§-197J§-139_',
    '+-~§-69A§-93J§-155T§-96V\\§-67W§-78X§-141Y§-46x§-82‘“',
    ',.…§-42 §-17!§-191"\'§-180?§-90@CGOQ§-69T§-111Y§-168’”',
    '/§-81,.…§-50A§-128J§10VW\\',
    ':;§-69T§-128V\\§-93‘“',
    '=§-104AX§-93T§-139V\\§-128W§-197Y§-81vy§-69x§-116‘“',
    '>§-52A§-162T§-151VW\\§-116X§-186Y§-128Z§-197‘“',
    '?§-128A',
    '@DOQ§-90,.…§-81/A_§-64T§-78V\\§-33W§-95X§-82Y§-69‘“',
    'A§-162"\'§-21$S§-183*^§-69+-~·→§29/§-52<§-104=§-128?§-81@CGOQ§30A§-179T§-40U§-154V\\§-137W§-158Y§-31cdegoq§-12f§7i§-15s§-50t§-139vwy§-267‘“§-209’”',
    'B§-116T§-128‘“',
    'C§-51A§-24X§-81_§8vy',
    'F§-81,§-69._uvyz§-186A§-139J§-39a§-66cdegoq§-47mnpr§-174…',
    'G§-58A§-62T§-46V\\§-24X§-54Y',
    'HIMNdl|§25)]_}§30t§17vy',
    'JU§-69,.…§-116/§-40A§-104_',
    'K§-20$S§-179+-~→§-139<§-69=u§-78@CGOQ§-81cdegoqvy§20i§-128w§-93·',
    'L§-186"\'§-81*~§-149+→§-104-§-58@CGOQ§-190T§-152V\\’”§-50W§-141Y§-267^§-46t§-139vy§-128·§-174‘“',
    'P§-69&.§-60+-~·→§-81,§-164A§-197J…§-18a§-15cdegoq',
    'R§-38V\\§-56Y§-10a§-26cdegoq',
    'T§-7$S§-69&,.:;=§-121+-~→§-104/§-162<·§-64@CGOQ§-179A§-186J§26Y§-116_mnpr§-150a§-160cdegoq§-151su§-209t§-128vwy§-86x§-93z§-174…',
    'V§-104&§-113+-~→§-197,.J…§-100/§-128:;=§-151<§-69@§-154A§-78CGOQ§30V\\§-162_§-116a§-118cdegoq§-11mnpr§-93s§-81·',
    'W§-8$S§-104&:;§-91+-~→§-197,.…§-43/§-151<§-128=J§-33@CGOQ§-137A§10V\\§46W§-113a§-103cdegoq§-70mnpr§-69s·',
    'X§-24$S§-78+-→§-116<a§-104=§-95@CGOQ§-81T§-58cdegoq§-70~§-93·',
    'Y§-128&:;§-141+-~→§-111,.§-209<§-197=…§-82@CGOQ§-158A§-69J§26T§-187a§-202cdegoq§-48i§-80mnpr§-139s§-81u§-104·',
    'Z§-77+-~→§-128<§-69@CGOQ·',
    '\\§-162"\'§-21$S§-183*^§-69+-~·→§29/§-52<§-104=vy§-128?§-81@CGOQT§30A§-40U§-100V\\§-117W§-158Y§-31cdegoq§-12f§7i§-15s§-50t§-139w§-87‘“§-116’”',
    '_§-139*^§-81@CGOQU‘“§69BDEFHIKLMNPRbhklmnpr|§-116T§-162V\\vy§44i§197j',
    'ahmn§-29"\'§-144T§-104VW\\§-182Y§-34vy§-93‘“§-47’”',
    'bceop§-37"\'z§-25)]}§-69A§-160T§-118V\\§-103W§-58X§-213Y§20a§-38vy§-31w§-43x§-128‘“§-46’”',
    'f§-48+-~·→§-116,.…§-37/a§-69A§-128J§13Y§-29_§-49cdegoq§-84f§12i§7j§-40s§-77t§37w',
    'gq§-104T§12j',
    'k§-110+-~·→§-174<§-116T§-46cdegoq§10vy',
    'r§-77+-~·→§-128,.…§-65/§-81<A‘“§32BDEFHIKLMNPRbhklvxy|§-116JT§-69Z§-19a§-45cdegoq§37ft§13i§31j§20mnpr§17w§33’”',
    's§-11"\'§-151TY§-93V\\§-69W§-104‘“',
    't§-36+-~·→§-58<§4BDEFHIKLMNPRbhkl|§-69T§-13VW\\§-20Ycdegoq§10a§-61f§16j§-17s§-14t§44vy§37w§-81‘“§15’”',
    'u§-77+-~·→§-69/_§-81<‘“§-104T§-116Y§29’”',
    'vy§-81+-=~·→§-83,.§-116/§-69<TY§-139A§6BDEFHIKLMNPRbhkl|§-128J§-162_§-17a§-38cdegoq§30f§34t§-151…',
    'w§-69&Z§-151,.…§-139A§-116J§-104T§-4a§-31cdegoq',
    'x§-46+-~·→§-69=§-86T§-3a§-43cdegoq§33ft',
    'z§-69T§-37cdegoq',
    '·§-69A§-93JX§-162T§-81V\\§-67W§-104Y§-46x§-82‘“',
    '‘“§-128&§-204,.…§-197/A§-302J§-80cdegoq§-36s',
    '’”§-256#J§-139&§-115+-·→§-244,.…§-290/§-116:;=@CGOQa§-197<§-280A§-81_u§-128cdegoq§-53mnpr§-147s§19tvy§-93~',
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** The fonts whose letters are kerned; those of JetBrains Mono stand where they stand. */
export type KernedFont = keyof typeof rows;

/** By how many units of the font the second letter of a pair is moved. */
export type Kerning = ReadonlyMap<string, number>;

const withoutPairs: Kerning = new Map();

/** The pairs of a font that are kerned. A font that is not named here has none. */
export function kerningOf(font: string): Kerning {
  if (!(font in rows)) return withoutPairs;
  const pairs = new Map<string, number>();
  for (const row of rows[font as KernedFont]) {
    const [firsts = '', ...groups] = row.split('§');
    for (const group of groups) {
      const distance = Number.parseInt(group, 10);
      for (const second of group.slice(String(distance).length))
        for (const first of firsts) pairs.set(first + second, distance);
    }
  }
  return pairs;
}
