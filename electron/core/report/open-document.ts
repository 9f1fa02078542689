import type { ReportModel } from '../../../shared/report/model.ts';
import { pageMarginMm } from '../../../shared/theme/tokens.ts';
import type { PageSize } from './pages/layout.ts';
import { createReportDocument, type ReportDocument, type ReportDocumentOptions } from './pdf-document.ts';
import type { ReportFonts } from './report-fonts.ts';

export type RenderOptions = {
  /** The instant that the report claims for its creation and signature. */
  readonly createdAt: Date;
  readonly pageSize: PageSize;
  /** Whether it is drawn to be compared with another one; false when left out. */
  readonly isCompared?: boolean;
  /** Parsed once and reused: parsing and shaping dominate the time. */
  readonly fonts: ReportFonts;
};

/** What every model of a report says of its document, whatever its pages are. */
export type DocumentModel = Pick<
  ReportModel,
  | 'documentTitle'
  | 'subject'
  | 'language'
  | 'producer'
  | 'reportId'
  | 'signerName'
  | 'timestamped'
  | 'attachmentDescription'
  | 'verification'
>;

/** What is attached to a report: its data, and what it carries of others. */
export type Attached = Pick<ReportDocumentOptions, 'carried'> & {
  readonly name: ReportDocumentOptions['attachment']['name'];
  readonly bytes: Uint8Array;
};

/** Opens the document of a report: what it is called, what is attached, and the room for its signature. */
export function openReportDocument(
  model: DocumentModel,
  { name, bytes, ...more }: Attached,
  { createdAt, pageSize, fonts, isCompared = false }: RenderOptions,
): ReportDocument {
  return createReportDocument(
    {
      title: model.documentTitle,
      subject: model.subject,
      language: model.language,
      createdAt,
      producer: model.producer,
      pageSize,
      marginsMm: pageMarginMm,
      documentId: model.reportId,
      attachment: { name, bytes, description: model.attachmentDescription },
      ...more,
      isCompared,
      signature: {
        signerName: model.signerName,
        reason: model.verification.panel.reason,
        description: model.verification.panel.heading,
        timestamped: model.timestamped,
      },
    },
    fonts,
  );
}
