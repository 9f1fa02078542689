import type { Verdict } from '../../words/verdict.ts';
import type { CheckText } from '../check-texts.ts';
import type { EnvironmentDrawing } from '../environment-drawing.ts';
import type { FactText } from '../evidence.ts';
import type { LatencyRow } from '../latency-plot.ts';
import type { ManyText } from '../many-checks.ts';
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

/** One cause of what failed, or one failed check that nothing else explains. */
export type CauseBlock = {
  /** Counts from 1 through all causes of the report. */
  readonly number: number;
  /** Number, what is wrong, and how much of all failures it explains. */
  readonly heading: string;
  readonly isExplained: boolean;
  /** Why it is thought to be one cause; empty for a single check, which says why it matters. */
  readonly why: readonly string[];
  readonly matters: string | null;
  /** What was observed and what it means, where all checks say the same. */
  readonly observed: string | null;
  readonly meaning: string | null;
  /** What to do, once, and who does it. */
  readonly advice: readonly { readonly owner: string; readonly text: string }[];
  readonly moreAdvice: string | null;
  /** What would prove it wrong; null where nothing more is claimed than was seen. */
  readonly counterproof: string | null;
  /** Hosts by the ports that they were asked at. */
  readonly places: readonly string[];
  /** The questions behind its checks, with how many there are: `out-deploy (60 checks; R10, required)`. */
  readonly references: readonly string[];
  readonly checks: readonly CheckText[];
};

/** Causes that explain failures, or the failures that nothing explains. */
export type FailureGroup = Shortened & { readonly heading: string; readonly blocks: readonly CauseBlock[] };

/** No groups when nothing failed; then the section is left out, and page 1 says so. */
export type Failures = Section & {
  /** Labels of the texts of a block. */
  readonly labels: {
    readonly why: string;
    readonly matters: string;
    readonly observed: string;
    readonly meaning: string;
    readonly remedy: string;
    readonly counterproof: string;
    readonly places: string;
    readonly reference: string;
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
    readonly rows: readonly AttentionRow[];
  })[];
};

/** One story, or many of one kind that came to the same: `reason` and `remedy` are then those of the first of them. */
export type AttentionRow = StoryText & { readonly many: ManyText | null };

/** Hosts that the rules never tell apart, as one object of a firewall. */
export type FirewallGroupRow = {
  readonly id: string;
  readonly what: string;
  /** Hosts, those in a row as one; in words where the profile names none. */
  readonly members: readonly string[];
  /** Where the run found them, those in a row as one; none for members that are addresses themselves. */
  readonly addresses: readonly string[];
};

export type FirewallRuleRow = {
  readonly number: string;
  /** What of the connections behind the rule counts most. */
  readonly verdict: Verdict;
  /** Groups, by their ids. */
  readonly from: string;
  readonly to: string;
  readonly ports: string;
  readonly requirements: string;
  /** Connections behind it, each behind one rule alone, in words: `2 blocked, 10 open`. */
  readonly connections: string;
  /** Those that are blocked, and what was observed. */
  readonly blocked: readonly string[];
};

/** A table inside a section, with a heading of its own. */
type FirewallTable<Row> = Shortened & {
  readonly heading: string;
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
};

export type FirewallSection = Section & {
  readonly rules: FirewallTable<FirewallRuleRow>;
  readonly groups: FirewallTable<FirewallGroupRow>;
  /** Rules that will not help alone, with the reason; left out when there are none. */
  readonly notes: Shortened & { readonly heading: string; readonly items: readonly string[] };
  readonly empty: string;
};

/**
 * Checks of one story in the list of all, or many of one kind that came to the same. `reason` is null when an earlier
 * section has told it, and for many, whose reasons differ in names and times alone.
 */
export type ChecksRow = Pick<StoryText, 'verdict' | 'checks'> & {
  readonly reason: string | null;
  /** For many of one kind: what they came to, where, and what was observed. */
  readonly many: ManyText | null;
};

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
  /** An id; for many of one kind, the kind with how many there are. */
  readonly check: string;
  readonly headline: string;
  /** Hosts, for many of one kind. */
  readonly places: readonly string[];
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
  /** One host, or how many of one domain that were asked at the same ports. */
  readonly host: string;
  /** Its address; for many hosts, what is said in its place. */
  readonly address: string;
  /** One text for each port: `1433`, with how many connections there were if more than one, `80 (2)`. */
  readonly ports: readonly string[];
  /** Many hosts with their addresses, those in a row as one; empty for one host. */
  readonly each: readonly { readonly host: string; readonly address: string }[];
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
