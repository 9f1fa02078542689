/** The pages of the support desk: one file of the built page. */
export { CompareDesk } from '../../compare/CompareDesk.tsx';
export { MergePage } from '../../merge/MergePage.tsx';
export { SignersDesk } from '../../signers/SignersDesk.tsx';
export { VerifyDesk } from '../../verify/VerifyDesk.tsx';
