import type { Verdict } from '../../words/verdict.ts';
import type { CheckText } from '../check-texts.ts';
import type { EnvironmentDrawing } from '../environment-drawing.ts';
import type { FactText } from '../evidence.ts';
import type { FirewallRow, FirewallState } from '../firewall-request.ts';
import type { LatencyRow } from '../latency-plot.ts';
import type { Field } from '../profile-answers.ts';

/** A part of the report with its bookmark. `intro` says what the part is for. */
export type Section = { readonly heading: string; readonly intro: string };

/** `more` says how much of a list the pages leave to report.json; null when they show all of it. */
export type Shortened = { readonly more: string | null };

/** A section that is one table. `empty` stands in its place when it has no rows. */
export type TableSection<Row> = Section & {
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
  readonly empty: string;
};

/** How many checks have a verdict, with the words: `3 failed`. */
export type VerdictCount = { readonly verdict: Verdict; readonly count: number; readonly text: string };

/** One line of page 1: what is wrong, where, and who acts. Several checks of one kind are one line. */
export type TaskRow = {
  readonly verdict: Verdict;
  readonly title: string;
  /** One address, how many, or in words; `typed` when it is an address. */
  readonly where: string;
  readonly typed: boolean;
  readonly owner: string;
};

export type Cover = {
  readonly heading: string;
  readonly machine: string;
  readonly fields: readonly Field[];
  readonly verdict: Verdict;
  readonly sentence: string;
  readonly counts: readonly VerdictCount[];
  readonly environment: { readonly heading: string; readonly drawing: EnvironmentDrawing };
  readonly tasks: {
    readonly heading: string;
    readonly columns: readonly string[];
    readonly rows: readonly TaskRow[];
    /** Stands in place of the rows when there are none. */
    readonly empty: string;
    /** What is said when the last 1, 2, 3 … rows do not fit on the page. */
    readonly leftOut: readonly string[];
  };
};

/** Checks that say the same and ask for the same, told once. */
export type StoryText = {
  readonly verdict: Verdict;
  readonly checks: readonly CheckText[];
  readonly reason: string;
  readonly remedy: string | null;
  /** Who takes the next step; null when there is none. */
  readonly owner: string | null;
};

/** A question that was asked, however often: its id, and what failed. */
export type Question = {
  readonly id: string;
  readonly headline: string;
  readonly why: string;
  /** Keys of the source document and severity: `R8, M2, required`. */
  readonly reference: string;
};

/**
 * What failed in one way: questions that have the same stories. One story is a card; several, which differ in their
 * destinations, are a table.
 */
export type Block = { readonly questions: readonly Question[]; readonly stories: readonly StoryText[] };

/** The failures of one owner. */
export type FailureGroup = Shortened & { readonly heading: string; readonly blocks: readonly Block[] };

/** No groups when nothing failed; then the section is left out, and page 1 says so. */
export type Failures = Section & {
  /** Labels of the texts of a block, and heads of its table. */
  readonly labels: {
    readonly connection: string;
    readonly destination: string;
    readonly observed: string;
    readonly meaning: string;
    readonly remedy: string;
    readonly reference: string;
    /** Meaning and remedy in one column. */
    readonly advice: string;
  };
  readonly groups: readonly FailureGroup[];
};

/** What else somebody should look at, by verdict. No groups when there is nothing; then it is left out. */
export type Attention = Section & {
  readonly columns: readonly string[];
  readonly groups: readonly (Shortened & {
    readonly heading: string;
    readonly verdict: Verdict;
    /** What is said once for all checks of the group; null when each has a row of its own. */
    readonly note: string | null;
    readonly rows: readonly StoryText[];
  })[];
};

/** Rules that differ in their ports alone. */
export type FirewallTextRow = {
  readonly source: string;
  readonly destination: string;
  /** Where the destination was found in this run; none for one that is an address itself. */
  readonly addresses: readonly string[];
  readonly ports: readonly string[];
  readonly protocol: string;
  readonly requirements: string;
  readonly why: string;
  readonly observed: string;
  readonly state: FirewallState;
  readonly stateWord: string;
  /** The worst verdict of the checks that ask for the rules. */
  readonly verdict: Verdict;
};

export type FirewallSection = Section & {
  /** One group for each direction, as seen from this machine. */
  readonly groups: readonly (Shortened & {
    readonly heading: string;
    readonly direction: FirewallRow['direction'];
    readonly columns: readonly string[];
    readonly rows: readonly FirewallTextRow[];
  })[];
  readonly empty: string;
};

/** Checks of one story in the list of all. `reason` is null when an earlier section has told it. */
export type ChecksRow = Pick<StoryText, 'verdict' | 'checks'> & { readonly reason: string | null };

export type ChecksSection = Section & {
  readonly columns: readonly string[];
  readonly groups: readonly (Shortened & { readonly heading: string; readonly rows: readonly ChecksRow[] })[];
};

/** A requirement as the source document has it: key, text, and where it stands there. */
export type RequirementText = { readonly key: string; readonly text: string; readonly where: string };

export type CoverageRow = RequirementText & {
  readonly verdict: Verdict;
  /** Which checks cover the requirement. */
  readonly basis: string;
};

export type CoverageSection = TableSection<CoverageRow> & {
  /** Requirements that no check of this run is about, by the reason. */
  readonly others: {
    readonly heading: string;
    readonly columns: readonly string[];
    readonly rows: readonly {
      readonly reason: string;
      readonly requirements: readonly Pick<RequirementText, 'key' | 'text'>[];
    }[];
  };
};

export type WaiverRow = {
  readonly check: string;
  readonly headline: string;
  /** The verdict that the facts alone gave, in a word, or that the waiver had no effect. */
  readonly instead: string;
  readonly reason: string;
};

/** Left out when it has no rows. */
export type WaiversSection = Section &
  Shortened & {
    readonly columns: readonly string[];
    readonly rows: readonly WaiverRow[];
  };

export type ContactRow = {
  readonly host: string;
  readonly address: string;
  /** One text for each port: `1433`, with how many connections there were if more than one, `80 (2)`. */
  readonly ports: readonly string[];
};

export type EvidenceBlock = {
  /** The checks that rest on these facts. */
  readonly checks: readonly { readonly id: string; readonly headline: string }[];
  readonly verdict: Verdict;
  readonly facts: readonly FactText[];
};

/** Left out when it has no blocks. */
export type EvidenceSection = Section &
  Shortened & {
    readonly columns: readonly string[];
    readonly blocks: readonly EvidenceBlock[];
  };

/** Left out when it has no rows. */
export type LatencySection = Section & Shortened & { readonly rows: readonly LatencyRow[] };

export type Verification = Section & {
  readonly steps: readonly string[];
  readonly commandLabel: string;
  readonly command: string;
  readonly fingerprintLabel: string;
  /** The fingerprint of the signing certificate (SHA-256), in groups of four hex digits. */
  readonly fingerprint: readonly string[];
  readonly proves: { readonly heading: string; readonly items: readonly string[] };
  readonly leavesOpen: { readonly heading: string; readonly items: readonly string[] };
  /** The panel over which the signature field lies. */
  readonly panel: { readonly heading: string; readonly reason: string; readonly lines: readonly Field[] };
  readonly qr: { readonly payload: string; readonly alt: string; readonly caption: string };
};

/**
 * A report as data: every text that appears, in reading order, and what is drawn. Nothing is left to decide but where
 * it stands on a page.
 */
export type ReportModel = {
  /** BCP 47. */
  readonly language: 'en';
  readonly documentTitle: string;
  readonly subject: string;
  readonly reportId: string;
  /** Program and version. */
  readonly producer: string;
  readonly signerName: string;
  /** Whether a timestamp belongs to the signature. */
  readonly timestamped: boolean;
  /** What a viewer says about the attached report.json. */
  readonly attachmentDescription: string;
  /** The running foot: on the left, and in the middle. */
  readonly foot: { readonly report: string; readonly key: string };
  readonly cover: Cover;
  readonly failures: Failures;
  readonly attention: Attention;
  readonly firewall: FirewallSection;
  readonly checks: ChecksSection;
  readonly coverage: CoverageSection;
  readonly waivers: WaiversSection;
  readonly contacts: TableSection<ContactRow> & Shortened;
  readonly answers: Section & { readonly fields: readonly Field[] };
  /** What the aliases of a redacted report stand for; null where none were needed. */
  readonly legend: (Section & { readonly fields: readonly Field[] }) | null;
  readonly evidence: EvidenceSection;
  readonly latency: LatencySection;
  readonly verification: Verification;
};

export type ReportModelOptions = {
  /** SHA-256 of the signing certificate, lower-case hex. */
  readonly fingerprint: string;
  readonly signerName: string;
  /** Whether an authority has confirmed the time, and the report carries its word. No when left out. */
  readonly timestamped?: boolean;
};
