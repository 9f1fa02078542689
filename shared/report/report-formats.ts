/** What a run is written as for others: the signed PDF, the same result as JSON, and the firewall change request. */
export const reportFormats = ['pdf', 'json', 'csv'] as const;
export type ReportFormat = (typeof reportFormats)[number];
