import type { Handler, OperationOutput } from '../../../shared/contract/dispatch.ts';
import type { OperationName } from '../../../shared/contract/operations.ts';
import type { World } from '../base/world.ts';
import type { TroubleLog } from '../diagnostics/trouble-log.ts';
import type { NewFile } from '../files/publish-files.ts';
import type { Identity } from '../identity/identity-store.ts';
import type { OpenJournal } from '../journal/run-journal.ts';
import type { DrawReport } from '../report/drawing.ts';
import type { AliasLists } from '../runs/alias-lists.ts';
import type { RunStore } from '../runs/run-store.ts';
import type { SessionStore } from '../session/session-store.ts';
import type { ConfirmTime } from '../timestamp/confirm-time.ts';
import type { TrustStore } from '../verify/trust-store.ts';
import type { Verifier } from '../verify/verifier.ts';
import type { LinkId } from './links.ts';

/** What became of files that were to be saved. */
export type Saved = OperationOutput<'profile.save'>;

/** What differs between the hosts of the wizard: everything that a person sees outside of the page. */
export type HostServices = {
  readonly kind: OperationOutput<'app.describe'>['host'];
  /**
   * Lets the person choose where files go and writes them there, or offers them as downloads.
   * @param files at least one
   * @param suggested what the files are called together, without an ending
   */
  readonly saveFiles: (files: readonly NewFile[], suggested: string) => Promise<Saved>;
  /** Shows where a report was saved last in the system's file manager; false when there is nothing to show. */
  readonly revealLast: () => Promise<boolean>;
  readonly openLink: (link: LinkId) => Promise<void>;
  /** Tells the person something, unless they look at the page; false where it was not told. */
  readonly announce: (title: string, text: string) => Promise<boolean>;
  /** Ends the program, once what is under way has been answered. */
  readonly quit: () => void;
};

/** Everything that the operations are carried out with. */
export type OperationDeps = {
  readonly world: World;
  readonly platform: NodeJS.Platform;
  readonly host: HostServices;
  readonly sessions: SessionStore;
  readonly runs: RunStore;
  /** The folder of this user's key, trust file, session and runs. */
  readonly dataFolder: string;
  /** What this installation remembers of its own failures. */
  readonly troubles: TroubleLog;
  /** What redacted reports stand for. */
  readonly aliasLists: AliasLists;
  /** Opens what a run is written down in while it goes on. */
  readonly openJournal: OpenJournal;
  /** Tidies up after programs that were ended: keeps what their runs had found; sentences about these. */
  readonly recoverRuns: () => Promise<readonly string[]>;
  /** This installation's key; made at the first call. */
  readonly openIdentity: () => Promise<Identity>;
  /** The key that signs redacted reports; made at the first call. */
  readonly openUnnamedIdentity: () => Promise<Identity>;
  /** Asks an authority to confirm the time of a report. */
  readonly confirmTime: ConfirmTime;
  /** The signers that this user trusts. */
  readonly trust: TrustStore;
  /** Draws reports, while the host goes on answering. */
  readonly draw: DrawReport;
  /** Verifies reports, for as long as the host runs. */
  readonly verifier: Verifier;
  /** Verifies reports without their pages: what it needs is there much sooner. */
  readonly quickVerifier: Verifier;
  /** Makes the id of a run, a UUID. */
  readonly newId: () => string;
  /** Tells whoever runs the program something that does not keep an operation from being carried out. */
  readonly notice: (sentence: string) => void;
};

/** The handlers of some operations of the contract. */
export type HandlersOf<N extends OperationName> = { readonly [K in N]: Handler<K, AbortSignal> };
