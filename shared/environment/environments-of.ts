import type { EnvironmentResult, OneEnvironment } from './environment-result.ts';

/** Every environment of a result: the one with most reports first. */
export const environmentsOf = ({ others = [], ...first }: EnvironmentResult): readonly OneEnvironment[] => [
  first,
  ...others,
];
