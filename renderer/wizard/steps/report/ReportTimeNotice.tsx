import type { ReportTime } from '../../../../shared/report/report-time.ts';
import { instantText } from '../../../../shared/words/phrases.ts';
import { InlineMessage } from '../../../components/InlineMessage.tsx';
import { reportText } from '../../../text/en/report.ts';
import { visibleControls } from '../../../text/visible-controls.ts';

const { time: texts } = reportText;

/** Whose word the time of the report is, where the person has named an authority for it; nothing where none was named. */
export function ReportTimeNotice({ time }: { readonly time: ReportTime }) {
  switch (time.kind) {
    case 'confirmed':
      return (
        <InlineMessage kind="note" title={texts.confirmed}>
          {texts.by(visibleControls(time.authority), instantText(time.time))}
        </InlineMessage>
      );
    case 'claimed':
      return time.why === null ? null : (
        <InlineMessage kind="caution" title={texts.claimed} announce>
          {visibleControls(time.why)}
        </InlineMessage>
      );
  }
}
