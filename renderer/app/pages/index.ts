import { lazy } from 'react';
import { AppError } from '../../../shared/errors/app-error.ts';

/** A part that does not come is no failure of the page: its host has ended, or lets another page in by now. */
const lost = (cause: unknown): never => {
  throw new AppError(
    'host-lost',
    'A part of the page could not be loaded: Netready has ended, or has let another page in since.',
    { cause },
  );
};

const asking = () => import('./asking.ts').catch(lost);
const answering = () => import('./answering.ts').catch(lost);
const desk = () => import('./desk.ts').catch(lost);

export const AboutPage = lazy(async () => ({ default: (await desk()).AboutPage }));
export const CompareDesk = lazy(async () => ({ default: (await desk()).CompareDesk }));
export const EnvironmentStep = lazy(async () => ({ default: (await asking()).EnvironmentStep }));
export const HistoryPage = lazy(async () => ({ default: (await desk()).HistoryPage }));
export const ListenPage = lazy(async () => ({ default: (await answering()).ListenPage }));
export const MachineStep = lazy(async () => ({ default: (await asking()).MachineStep }));
export const MergePage = lazy(async () => ({ default: (await desk()).MergePage }));
export const ReportStep = lazy(async () => ({ default: (await answering()).ReportStep }));
export const ResultsStep = lazy(async () => ({ default: (await answering()).ResultsStep }));
export const ReviewStep = lazy(async () => ({ default: (await answering()).ReviewStep }));
export const RunStep = lazy(async () => ({ default: (await answering()).RunStep }));
export const ScopeStep = lazy(async () => ({ default: (await asking()).ScopeStep }));
export const SignersDesk = lazy(async () => ({ default: (await desk()).SignersDesk }));
export const SymptomsPage = lazy(async () => ({ default: (await desk()).SymptomsPage }));
export const VerifyDesk = lazy(async () => ({ default: (await desk()).VerifyDesk }));

/**
 * Loads what the first page does not need, in the order in which it is needed, so that a host that ends, or a tunnel that
 * is slow, is not met at the next click. What fails is loaded again when its page is opened.
 */
export const loadPages = (): Promise<unknown> =>
  asking()
    .then(answering)
    .then(desk)
    .catch(() => null);
