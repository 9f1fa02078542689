import { expect, type Locator, type Page } from '@playwright/test';
import { endedText } from '../../../renderer/text/en/ended.ts';
import { environmentText } from '../../../renderer/text/en/environment.ts';
import { fieldLabel } from '../../../renderer/text/en/fields.ts';
import { keptRunsText } from '../../../renderer/text/en/kept-runs.ts';
import { listenText } from '../../../renderer/text/en/listen.ts';
import { machineText } from '../../../renderer/text/en/machine.ts';
import { questionText, questionTexts } from '../../../renderer/text/en/questions.ts';
import { reportText } from '../../../renderer/text/en/report.ts';
import { resultsText } from '../../../renderer/text/en/results.ts';
import { reviewText } from '../../../renderer/text/en/review.ts';
import { runText } from '../../../renderer/text/en/run.ts';
import { scopeText } from '../../../renderer/text/en/scope.ts';
import { startText } from '../../../renderer/text/en/start.ts';
import { verifyText } from '../../../renderer/text/en/verify.ts';
import { windowsText } from '../../../renderer/text/en/windows.ts';
import type { Question } from '../../../renderer/wizard/questions.ts';
import type { PageSize } from '../../../shared/contract/operations.ts';
import type { HostPlace } from '../../../shared/profile/host-places.ts';
import { placeWords, type Role } from '../../../shared/profile/roles.ts';
import { frameOf } from './frame.ts';

/** The headline of what every result of the loopback environment finds unanswered. */
export const providerUnanswered = 'You have not said whether all servers run under one provider';

/** A file that a person picks. */
export type PickedFile = { readonly name: string; readonly mimeType: string; readonly buffer: Buffer };

/** An environment that lies on this machine as a whole, so that no test touches anything else. */
export type LoopbackEnvironment = {
  readonly name: string;
  readonly controller: string;
  readonly frontEnds: readonly string[];
  readonly database: { readonly host: string; readonly port: number };
};

/** Picks files where the page offers a button for it. */
async function pick(page: Page, button: Locator, files: PickedFile | PickedFile[]): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await button.click();
  await (await chooser).setFiles(files);
}

/** The wizard as a person sees it, step by step: named parts, found by role and label. */
export function wizardOf(page: Page) {
  const frame = frameOf(page);
  const { main, button } = frame;
  const field = (name: Parameters<typeof fieldLabel>[0]): Locator =>
    main.getByRole('textbox', { name: fieldLabel(name) });
  const database = main.getByRole('group', { name: environmentText.purposes.platform });
  const runButton = button(/^Run [\d,]+ checks?$/);

  return {
    ...frame,

    start: {
      opened: () => frame.isAt(startText.heading),
      begin: () => button(startText.begin).click(),
      continue: main.getByRole('button', { name: startText.continue }),
      requirements: main.getByRole('button', { name: startText.requirementsLink }),
      refused: main.getByRole('alert'),
      /** The kept runs, newest first. */
      runs: main.getByRole('region', { name: keptRunsText.heading }).getByRole('listitem'),
      openRun: (index: number): Promise<void> =>
        main
          .getByRole('region', { name: keptRunsText.heading })
          .getByRole('listitem')
          .nth(index)
          .getByRole('button')
          .click(),
      brokenOff: main.getByText(keptRunsText.offer.title),
      openBrokenOff: main.getByRole('button', { name: keptRunsText.offer.open }),
      /** A version of the check that another window has left. */
      aside: main.getByRole('region', { name: windowsText.aside.title }),
      running: main.getByRole('region', { name: windowsText.running.title }),
      openFile: (file: PickedFile) => pick(page, main.getByRole('button', { name: startText.choose }), file),
    },

    machine: {
      opened: () => frame.isAt(machineText.heading),
      role: (role: Role): Locator => main.getByRole('checkbox', { name: placeWords[role], exact: true }),
      name: field('machineName'),
    },

    environment: {
      opened: () => frame.isAt(environmentText.heading),
      name: field('environmentName'),
      controller: main
        .getByRole('group', { name: environmentText.servers, exact: true })
        .getByRole('textbox', { name: fieldLabel('controllerHost') }),
      frontEnds: field('frontEnds'),
      databaseHost: database.getByRole('textbox', { name: environmentText.host, exact: true }),
      databasePort: database.getByRole('textbox', { name: environmentText.port, exact: true }),
      fill: async (given: LoopbackEnvironment): Promise<void> => {
        const { environment } = wizardOf(page);
        await environment.name.fill(given.name);
        await environment.controller.fill(given.controller);
        await environment.frontEnds.fill(given.frontEnds.join('\n'));
        await environment.databaseHost.fill(given.database.host);
        await environment.databasePort.fill(String(given.database.port));
      },
    },

    scope: {
      opened: () => frame.isAt(scopeText.heading),
      timeLimit: field('connectTimeoutMs'),
      oneProvider: main.getByRole('radiogroup', { name: questionTexts.oneProvider.label }),
    },

    /** From the review: sets how long one connection may take, in ms, and comes back. */
    scopeTimeLimit: async (ms: string): Promise<void> => {
      const { scope, review } = wizardOf(page);
      await frame.step('scope').click();
      await scope.opened();
      await scope.timeLimit.fill(ms);
      await frame.next();
      await review.opened();
    },

    review: {
      opened: async (): Promise<void> => {
        await frame.isAt(reviewText.heading);
        await expect(runButton).toBeEnabled();
      },
      run: runButton,
      contacts: main.getByRole('table', { name: reviewText.contacts }),
      save: main.getByRole('button', { name: reviewText.save }),
      /** Shows where the code of another server is typed. */
      giveCode: main.getByText(listenText.given.title),
      code: main.getByRole('textbox', { name: listenText.given.label }),
      listen: main.getByRole('button', { name: listenText.open }),
    },

    listen: {
      opened: () => frame.isAt(listenText.heading),
      ports: main.getByRole('table', { name: listenText.ports }),
      address: (address: string): Locator => main.getByRole('checkbox', { name: address }),
      place: (place: HostPlace): Locator => main.getByRole('checkbox', { name: listenText.places[place] }),
      minutes: main.getByRole('textbox', { name: listenText.minutes }),
      start: button(listenText.start),
      /** It is listened, and said so on this page. */
      isOpen: () => expect(frame.heading).toHaveText(/^Other servers can test this one until \d\d:\d\d$/),
      timer: main.getByRole('timer'),
      groups: main.getByRole('region', { name: listenText.codeTitle }).getByRole('listitem'),
      /** The code as it is shown, group by group. */
      code: async (): Promise<string> => {
        const groups = main.getByRole('region', { name: listenText.codeTitle }).getByRole('listitem');
        const texts = await groups.allInnerTexts();
        return texts.map((text) => text.trim().split(/\s+/).at(-1)).join('-');
      },
      copy: main.getByRole('button', { name: `Copy ${listenText.copyWhat}` }),
      longer: main.getByRole('button', { name: listenText.longerHint }),
      spell: main.getByRole('button', { name: listenText.spell }),
      hide: main.getByRole('button', { name: listenText.hide }),
      who: main.getByRole('region', { name: listenText.who }),
      stop: button(listenText.stop),
      /** Above every other page, while it goes on. */
      elsewhere: page.getByText(listenText.elsewhere.text),
      show: page.getByRole('button', { name: listenText.elsewhere.show }),
      stopElsewhere: page.getByRole('button', { name: listenText.stop }),
      openResult: page.getByRole('button', { name: listenText.ended.open }),
    },

    running: {
      opened: () => frame.isAt(runText.heading),
      /** In place of the run, where another one goes on. */
      isBusy: () => frame.isAt(runText.busy.heading),
      watch: button(runText.busy.watch),
      stays: frame.foot.getByText(runText.staysNote),
      cancel: button(runText.cancel),
      /** The line that names the connection that is waited for longest. */
      waitingFor: (address: string): Locator => main.getByRole('definition').filter({ hasText: address }),
    },

    results: {
      opened: () =>
        expect(
          main.getByRole('region', { name: resultsText.band.label }).getByRole('heading', { level: 1 }),
        ).toBeVisible({ timeout: 120_000 }),
      verdict: main.getByRole('region', { name: resultsText.band.label }),
      /** Opens every card of what failed, of what warns and of what is open. */
      openCards: async (): Promise<void> => {
        const closed = main.locator('[data-stop="card"][aria-expanded="false"]');
        while ((await closed.count()) > 0) await closed.first().click();
      },
      /** The line of a card, which opens and closes it. */
      card: (title: string | RegExp): Locator =>
        main.getByRole('heading', { level: 3 }).getByRole('button', { name: title }),
      repair: main.getByRole('region', { name: resultsText.causes.heading }),
      open: main.getByRole('region', { name: resultsText.open.heading }),
      waived: main.getByRole('region', { name: resultsText.waived.heading, exact: true }),
      history: main.getByRole('button', { name: resultsText.band.history }),
      /** The way from what waits for an answer to its question. */
      answer: (title: string): Locator =>
        main.getByRole('button', { name: `${resultsText.open.answer}: ${title}` }),
      table: main.getByRole('grid', { name: resultsText.table.label }),
      search: main.getByRole('searchbox', { name: resultsText.table.search }),
      shown: main.getByRole('search').getByRole('status'),
      /** The part with the checks that were not made because the run was cancelled. */
      cancelled: main.getByText(resultsText.cancelled.title),
      brokenOff: main.getByText(resultsText.brokenOff.title),
      runMissing: main.getByRole('button', { name: /^Run (the [\d,]+ checks that are missing|it again)$/ }),
      stale: main.getByText(resultsText.stale.title),
      takeAnswers: main.getByRole('button', { name: resultsText.stale.takeAnswers }),
      renamed: main.getByText(resultsText.renamed.text),
      runUntested: main.getByRole('button', { name: /^Run the [\d,]+ untested checks?$/ }),
      compare: main.getByRole('button', { name: resultsText.compare.open }),
      earlierRun: main.getByRole('combobox', { name: resultsText.compare.choose }),
      comparison: main.getByRole('region', { name: resultsText.compare.heading }),
      listen: main.getByRole('button', { name: listenText.open }),
      rehearsed: main.getByText(resultsText.rehearsal.mark, { exact: true }),
      rehearsal: (tag: string): Locator => main.getByText(resultsText.rehearsal.title(tag)),
      toReport: button(resultsText.continue),
      runAll: button(/^Run all [\d,]+ again$/),
      cancelRerun: button(resultsText.rerun.cancel),
      /** The way from the first remedy that is about a question to that question. */
      change: (question: Question): Locator =>
        main.getByRole('button', { name: questionText.change(question) }).first(),
      evidenceOf: (title: string): Locator =>
        main.getByRole('button', { name: resultsText.card.evidenceOf(title, '') }),
      /** Opens the card of a single check, and the evidence from there. */
      showEvidence: async (title: string): Promise<void> => {
        const card = main.getByRole('heading', { level: 3 }).getByRole('button', { name: title });
        if ((await card.getAttribute('aria-expanded')) === 'false') await card.click();
        await main.getByRole('button', { name: resultsText.card.evidenceOf(title, '') }).click();
      },
      /** Says why the checks of the open form are no trouble, and waives them. */
      waive: async (reason: string): Promise<void> => {
        await page.keyboard.type(reason);
        await main.getByRole('button', { name: /^Waive (with this reason|[\d,]+ checks)$/ }).click();
      },
      /** The panel with the evidence of one check. */
      evidence: page.getByRole('dialog'),
    },

    report: {
      /** Its page is there; the report may still be made. */
      shown: () => frame.isAt(reportText.heading),
      opened: async (): Promise<void> => {
        await frame.isAt(reportText.heading);
        await expect(main.getByRole('img', { name: /^Picture of page 1 of / })).toBeVisible();
      },
      format: (format: keyof typeof reportText.save.format): Locator =>
        main.getByRole('checkbox', { name: reportText.save.format[format] }),
      save: button(/^Save /),
      redact: main.getByRole('switch', { name: reportText.redaction.label }),
      paper: (size: PageSize): Locator =>
        main.getByRole('radio', { name: reportText.options.papers[size], exact: true }),
      /** What is replaced by what, once names and addresses are. */
      changes: main.getByRole('group').filter({ hasText: reportText.redaction.heading }),
      reveal: main.getByRole('button', { name: reportText.save.reveal }),
      quit: main.getByRole('button', { name: reportText.next.quit }),
      another: main.getByRole('button', { name: reportText.next.startOver }),
    },

    /** What is said above every page where another window has changed the same check. */
    other: {
      told: page
        .getByRole('status')
        .filter({ has: page.getByRole('button', { name: windowsText.other.keepMine }) }),
      keepMine: page.getByRole('button', { name: windowsText.other.keepMine }),
      takeOther: page.getByRole('button', { name: windowsText.other.takeOther }),
    },

    /** What is said above every page where another tab was open before. */
    otherTab: {
      told: page.getByRole('status').filter({ hasText: windowsText.tab.title }),
      note: page.getByRole('button', { name: windowsText.tab.note }),
    },

    /** The page in place of the wizard when the program behind it is gone. */
    gone: {
      ended: () => frame.isAt(endedText.ended),
      lost: () => frame.isAt(endedText.lost),
      main,
    },

    verifyPage: {
      opened: () => frame.isAt(verifyText.heading),
      check: (files: PickedFile[]) => pick(page, button(verifyText.choose), files),
      summary: (known: number, unknown: number, refused: number): Locator =>
        page.getByRole('heading', {
          level: 1,
          name: verifyText.list.heading({
            total: known + unknown + refused,
            refused,
            changed: 0,
            unknown,
            failed: 0,
            good: known,
          }),
        }),
    },
  };
}

export type WizardPage = ReturnType<typeof wizardOf>;

/**
 * Goes through the questions with the mouse, up to the review, as a machine with two roles.
 * @param onStep called on each page before it is answered
 */
export async function answerByMouse(
  wizard: WizardPage,
  given: LoopbackEnvironment,
  onStep: (step: string) => Promise<void> = async () => undefined,
): Promise<void> {
  await wizard.start.opened();
  await wizard.start.begin();
  await wizard.machine.opened();
  await onStep('machine');
  await wizard.machine.role('controller').check();
  await wizard.machine.role('front-end').check();
  await wizard.next();
  await wizard.environment.opened();
  await onStep('environment');
  await wizard.environment.fill(given);
  await wizard.next();
  await wizard.scope.opened();
  await onStep('scope');
  await wizard.next();
  await wizard.review.opened();
}
