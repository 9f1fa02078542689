/** The pages that show what would be asked and what was found: one file of the built page. */
export { ListenPage } from '../../listen/ListenPage.tsx';
export { ReportStep } from '../../wizard/steps/report/ReportStep.tsx';
export { ResultsStep } from '../../wizard/steps/results/ResultsStep.tsx';
export { ReviewStep } from '../../wizard/steps/review/ReviewStep.tsx';
export { RunStep } from '../../wizard/steps/run/RunStep.tsx';
