/** The pages of the support desk: one file of the built page. */
export { AboutPage } from '../../about/AboutPage.tsx';
export { CompareDesk } from '../../compare/CompareDesk.tsx';
export { HistoryPage } from '../../history/HistoryPage.tsx';
export { MergePage } from '../../merge/MergePage.tsx';
export { SignersDesk } from '../../signers/SignersDesk.tsx';
export { SymptomsPage } from '../../symptoms/SymptomsPage.tsx';
export { VerifyDesk } from '../../verify/VerifyDesk.tsx';
