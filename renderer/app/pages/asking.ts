/** The pages that ask, which come first: one file of the built page. */
export { EnvironmentStep } from '../../wizard/steps/environment/EnvironmentStep.tsx';
export { MachineStep } from '../../wizard/steps/machine/MachineStep.tsx';
export { ScopeStep } from '../../wizard/steps/scope/ScopeStep.tsx';
