import { Button } from '@mui/material';
import { InlineMessage } from '../components/InlineMessage.tsx';
import { windowsText } from '../text/en/windows.ts';
import type { Answers } from '../wizard/answers.ts';
import { differentAnswers, type OtherVersion } from '../wizard/versions.ts';

type OtherVersionMessageProps = {
  readonly other: OtherVersion;
  readonly answers: Answers;
  /** A run is under way here: neither version can be left before it has ended. */
  readonly isBusy: boolean;
  readonly onKeepMine: () => void;
  readonly onTakeOther: () => void;
};

const { other: texts } = windowsText;

/** What is other in the other version, in a line. */
function titleOf({ answers: theirs, origin }: OtherVersion, answers: Answers): string {
  if (theirs === null) return texts.unreadable;
  const different = differentAnswers(origin ?? answers, theirs);
  return different.length === 0 ? texts.ran : texts.changed(different, theirs);
}

/** Says that another window has changed the same check, and lets the person choose. Nothing is lost before that. */
export function OtherVersionMessage({
  other,
  answers,
  isBusy,
  onKeepMine,
  onTakeOther,
}: OtherVersionMessageProps) {
  return (
    <InlineMessage
      kind="caution"
      title={titleOf(other, answers)}
      isBar
      announce
      actions={
        isBusy ? undefined : (
          <>
            <Button size="small" onClick={onKeepMine}>
              {texts.keepMine}
            </Button>
            {other.answers === null ? null : (
              <Button size="small" onClick={onTakeOther}>
                {texts.takeOther}
              </Button>
            )}
          </>
        )
      }
    >
      {other.answers === null ? texts.foreign(other.changedAt) : texts.choose(other.changedAt)}
      {isBusy ? ` ${texts.busy}` : ''}
    </InlineMessage>
  );
}
