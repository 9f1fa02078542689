/** What a signed document is the report of, and how its data is called inside. */
export const dataNames = { run: 'report.json', environment: 'environment.json' } as const;
export type ReportKind = keyof typeof dataNames;
