import type { OperationOutput } from '../../shared/contract/dispatch.ts';
import type { PageSize } from '../../shared/contract/operations.ts';
import type { Failure, Reply } from '../../shared/contract/reply.ts';
import type { AsideSession, Step } from '../../shared/contract/session.ts';
import type { Profile } from '../../shared/profile/profile.ts';
import type { EnvironmentSummary } from '../../shared/report/verify-outcome.ts';
import type { HeldListenView, ListenEvent } from '../../shared/run/listen-view.ts';
import type { PlanView } from '../../shared/run/plan-view.ts';
import type { RunProgress } from '../../shared/run/progress.ts';
import type { RunResult } from '../../shared/run/result.ts';
import type { DeskPage } from '../desk/desk-page.ts';
import { type Answers, emptyAnswers } from './answers.ts';
import type { ListenAs, Listened, Listening } from './listening.ts';
import type { Loadable } from './loadable.ts';
import type { About } from './own-name.ts';
import type { Place } from './place.ts';
import type { Question } from './questions.ts';
import type { RunView } from './run-progress.ts';
import type { Redaction, ReportPreview, RunElsewhere } from './steps/props.ts';
import type { OtherVersion } from './versions.ts';

/** A run that was started and has not answered. `call` tells its late events from those of another run. */
export type RunUnderWay = {
  readonly call: number;
  /** When it was started, in ms since 1970. */
  readonly startedAt: number;
  /** The checks that are run again; null for a whole run. */
  readonly only: readonly string[] | null;
  readonly view: RunView;
  readonly cancelling: boolean;
};

/** A plan with the profile that it was made for, as text, so that changed answers show. */
export type PreviewedPlan = { readonly profileKey: string; readonly view: Loadable<PlanView> };

/** What happened to the file that was opened. */
export type Opening =
  | { readonly kind: 'none' }
  | { readonly kind: 'reading'; readonly name: string }
  | { readonly kind: 'failed'; readonly name: string; readonly failure: Failure }
  /** It is a report of many machines, which has no answers of one. */
  | { readonly kind: 'environment'; readonly name: string; readonly summary: EnvironmentSummary }
  /** Several were dropped at once: answers are taken from one. */
  | { readonly kind: 'several'; readonly names: readonly string[] };

/** The session of an earlier day or of another window, offered at the start. */
export type Earlier = {
  readonly step: Step;
  /** The last step that was gone on to; absent in sessions that were kept before it was asked. */
  readonly reached?: Step | undefined;
  readonly answers: Answers;
  readonly result: RunResult | null;
};

/** What the page found when it was opened: what can be gone on with. */
export type Offers = {
  readonly earlier: Earlier | null;
  /** What was wrong with the earlier session; shown at the start. */
  readonly earlierProblem: string | null;
  /** Sessions of other windows about which nobody has decided yet, newest first. */
  readonly aside: readonly AsideSession[];
  /** The run that is going on; null where none is. */
  readonly running: RunElsewhere | null;
};

/** What is called otherwise now, and how; null for what is called as before. */
export type Renamed = { readonly environment: string | null; readonly machine: string | null };

/** Whether what the page talks to is there: `lost` can be found again, `ended` was asked for. */
export type HostState = 'here' | 'lost' | 'ended';

/** What every step can see. */
export type Common = Offers & {
  readonly about: About;
  /** Whether a check was begun: until then only the start is open. */
  readonly begun: boolean;
  readonly answers: Answers;
  /** The last step that the person went on to; steps before it stay open. */
  readonly reached: Step;
  readonly plan: PreviewedPlan | null;
  readonly result: RunResult | null;
  /** The cards that the person has opened or left open, by their keys and checks; null until one was touched. */
  readonly openCards: readonly string[] | null;
  /** The run that was broken off with the program that made it; null where the result is of no such run. */
  readonly brokenOff: string | null;
  /** How many runs and previews were asked for; the number of the last one. */
  readonly calls: number;
  /** The paper of the report: the usual one of the person's region until another is chosen. */
  readonly pageSize: PageSize;
  /** Why the answers could not be kept for the next start; null when they were. */
  readonly saveFailure: Failure | null;
  /** What another window has kept meanwhile, until the person has chosen; null while there is nothing to choose. */
  readonly other: OtherVersion | null;
  /** How often all answers were replaced at once: the page is then drawn anew. */
  readonly version: number;
  /** Another tab of this browser shows the wizard too, and was there first. Until the person has taken note. */
  readonly hasOtherTab: boolean;
  readonly host: HostState;
  /** This machine while it listens for others; null while it does not. */
  readonly listening: Listening | null;
  /** What came of listening last; null where there is nothing to tell. */
  readonly listened: Listened | null;
};

/** What the steps that ask have. `at` is the question that a sentence elsewhere led to; null for the whole page. */
type Asking = { readonly attempts: number; readonly at: Question | null };

/** What only one step has. */
type OfStep =
  | { readonly step: 'start'; readonly opening: Opening }
  /** `attempts`: how often the person wanted to go on and could not; from then on every problem is shown. `notes` came with an opened file. */
  | ({ readonly step: 'machine'; readonly notes: readonly string[] } & Asking)
  | ({ readonly step: 'environment' | 'scope' } & Asking)
  | { readonly step: 'review' }
  /** `stays`: the person wanted to leave it while it went on. */
  | {
      readonly step: 'run';
      readonly run: RunUnderWay;
      readonly failure: Failure | null;
      readonly stays: boolean;
    }
  | {
      readonly step: 'results';
      readonly rerun: RunUnderWay | null;
      readonly failure: Failure | null;
      /** The check whose evidence is open; null where the panel is closed. */
      readonly evidence: string | null;
      /** The names that were taken over into the result just now; null where none were. */
      readonly renamed: Renamed | null;
    }
  | {
      readonly step: 'report';
      readonly call: number;
      readonly preview: Loadable<ReportPreview>;
      /** Whether names and addresses are replaced in the report. */
      readonly redact: boolean;
      /** What is replaced by what; null while nothing is. */
      readonly redaction: Loadable<Redaction> | null;
      /** Texts that may say anything and are kept where names are replaced. */
      readonly keep: readonly string[];
    }
  /** Pages of the support desk, about reports of any machine. */
  | {
      readonly step: DeskPage;
      readonly from: Step;
      /** What of the page is open, by a name that the page has given it, such as a report of its list; null for none. */
      readonly item: string | null;
      /** The check of it whose evidence is open; null where the panel is closed. */
      readonly evidence: string | null;
    }
  /** `as`: what others would find here; `ports`: what would be listened at for that. */
  | {
      readonly step: 'listen';
      readonly from: Step;
      readonly as: ListenAs;
      readonly ports: Loadable<HeldListenView>;
    };

export type WizardState = Common & OfStep;

/** The state while one step, or one of several, is shown. */
export type StateOf<S extends WizardState['step']> = WizardState & { readonly step: S };

export type WizardEvent =
  | { readonly kind: 'begun' }
  | { readonly kind: 'continued' }
  | { readonly kind: 'file-chosen'; readonly name: string }
  | {
      readonly kind: 'file-read';
      readonly reply: Reply<{ readonly profile: Profile; readonly notes: readonly string[] }>;
    }
  | { readonly kind: 'report-read'; readonly reply: Reply<OperationOutput<'profile.of-report'>> }
  | { readonly kind: 'several-chosen'; readonly names: readonly string[] }
  | { readonly kind: 'answered'; readonly change: Partial<Answers> }
  | { readonly kind: 'submitted' }
  | { readonly kind: 'went-back' }
  | { readonly kind: 'opened'; readonly step: Step }
  | { readonly kind: 'question-opened'; readonly question: Question }
  | {
      readonly kind: 'desk-opened';
      readonly page: DeskPage;
      readonly item: string | null;
      readonly evidence: string | null;
    }
  | { readonly kind: 'desk-left' }
  | { readonly kind: 'listen-page-opened' }
  | { readonly kind: 'listen-plan-asked' }
  | { readonly kind: 'listen-as-chosen'; readonly as: ListenAs }
  | { readonly kind: 'listen-plan-answered'; readonly as: ListenAs; readonly reply: Reply<HeldListenView> }
  | { readonly kind: 'listen-started'; readonly code: string }
  | { readonly kind: 'listen-told'; readonly call: number; readonly event: ListenEvent }
  | { readonly kind: 'listen-stopping' }
  | {
      readonly kind: 'listen-answered';
      readonly call: number;
      readonly reply: Reply<RunResult>;
    }
  | { readonly kind: 'listened-noted' }
  | { readonly kind: 'plan-asked'; readonly profileKey: string }
  | { readonly kind: 'plan-answered'; readonly profileKey: string; readonly reply: Reply<PlanView> }
  | { readonly kind: 'run-started'; readonly only: readonly string[] | null; readonly at: number }
  | { readonly kind: 'run-progressed'; readonly call: number; readonly events: readonly RunProgress[] }
  | { readonly kind: 'run-cancelling'; readonly call: number }
  | { readonly kind: 'run-answered'; readonly call: number; readonly reply: Reply<RunResult> }
  | { readonly kind: 'run-joined'; readonly run: RunElsewhere }
  | { readonly kind: 'run-opened'; readonly result: RunResult; readonly brokenOff: boolean }
  | { readonly kind: 'run-answers-taken' }
  | { readonly kind: 'relabelled'; readonly result: RunResult }
  | { readonly kind: 'waived'; readonly result: RunResult }
  | { readonly kind: 'cards-opened'; readonly cards: readonly string[] }
  | { readonly kind: 'evidence-opened'; readonly check: string }
  | { readonly kind: 'evidence-closed' }
  | { readonly kind: 'preview-asked' }
  | { readonly kind: 'redact-chosen'; readonly redact: boolean }
  | { readonly kind: 'text-kept'; readonly text: string; readonly isKept: boolean }
  | { readonly kind: 'page-size-chosen'; readonly pageSize: PageSize }
  | { readonly kind: 'preview-answered'; readonly call: number; readonly reply: Reply<ReportPreview> }
  | { readonly kind: 'redaction-answered'; readonly call: number; readonly reply: Reply<Redaction> }
  | { readonly kind: 'session-saved'; readonly failure: Failure | null }
  | { readonly kind: 'popped'; readonly place: Place }
  | { readonly kind: 'other-kept'; readonly other: OtherVersion | null }
  | { readonly kind: 'other-taken'; readonly earlier: Earlier }
  | { readonly kind: 'aside-opened'; readonly earlier: Earlier; readonly other: OtherVersion | null }
  | { readonly kind: 'offers-found'; readonly offers: Offers }
  | { readonly kind: 'tab-noted'; readonly isOpen: boolean }
  | { readonly kind: 'host-changed'; readonly host: HostState };

/** What is found where nothing was kept. */
export const noOffers: Offers = { earlier: null, earlierProblem: null, aside: [], running: null };

/**
 * The state at the start of the program.
 * @param pageSize the usual paper where the person is
 */
export function initialState(about: About, offers: Offers, pageSize: PageSize): WizardState {
  return {
    about,
    ...offers,
    begun: false,
    answers: emptyAnswers,
    reached: 'start',
    plan: null,
    result: null,
    openCards: null,
    brokenOff: null,
    calls: 0,
    pageSize,
    saveFailure: null,
    other: null,
    version: 0,
    hasOtherTab: false,
    host: 'here',
    listening: null,
    listened: null,
    step: 'start',
    opening: { kind: 'none' },
  };
}

/** What of a state every step can see, without what only the shown one has. */
export function common(state: WizardState): Common {
  const { about, earlier, earlierProblem, aside, running, begun, answers, reached, plan, result } = state;
  const {
    openCards,
    brokenOff,
    calls,
    pageSize,
    saveFailure,
    other,
    version,
    hasOtherTab,
    host,
    listening,
    listened,
  } = state;
  return {
    about,
    earlier,
    earlierProblem,
    aside,
    running,
    begun,
    answers,
    reached,
    plan,
    result,
    openCards,
    brokenOff,
    calls,
    pageSize,
    saveFailure,
    other,
    version,
    hasOtherTab,
    host,
    listening,
    listened,
  };
}
