/** The step that asks for the phase and what is in scope. */
export const scopeText = {
  heading: 'Phase and scope',
  intro: 'The same observation means different things before and after the installation.',
  beforeDetail:
    'The platform is not installed yet. Ports of its services have to be free, and a closed port of another server may only mean that nothing listens there yet.',
  afterDetail:
    'The platform is installed and its services should run. A closed port means that something is stopped or blocked.',
  features: 'What will be used',
  statements: 'What only you can know',
  statementsHint: 'No connection shows these. They go into the report as your statements.',
  limits: 'Limits',
  requirements: 'Which requirements',
  requirementsHint:
    'An edition is a published text of the requirements. Nothing is chosen for you: what fits your version is proposed.',
  noVersion: 'You have not said which version of the platform it is, so nothing is proposed for it.',
  proposal: (what: string): string => `Fits your answers: ${what}`,
  overlaysChosen: (count: number): string => (count === 0 ? 'None chosen' : `${count} chosen`),
  choose: (what: string): string => `Choose ${what}`,
  ofEdition: (edition: string, titles: readonly string[]): string =>
    `Part of the edition ${edition}: ${titles.join(', ')}.`,
} as const;
