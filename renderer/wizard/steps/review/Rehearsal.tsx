import { Box, Button } from '@mui/material';
import { Disclosure } from '../../../components/Disclosure.tsx';
import { CodeField } from '../../../components/form/CodeField.tsx';
import { codeProblem } from '../../../components/form/code-problem.ts';
import { listenText } from '../../../text/en/listen.ts';

type RehearsalProps = {
  readonly code: string;
  readonly isAsked: boolean;
  readonly onCode: (code: string) => void;
  readonly onListen: () => void;
};

/** The id of the field, for the way back to it when a run is asked for with a code that is none. */
export const codeFieldId = 'review-code';

/** Where the code of another server is typed, and the way to let others test this one. */
export function Rehearsal({ code, isAsked, onCode, onListen }: RehearsalProps) {
  const isWhole = code.trim() !== '' && codeProblem(code, true) === null;
  return (
    <Box sx={{ marginBottom: 4 }}>
      <Disclosure title={listenText.given.title} summary={listenText.given.summary} forceOpen={isAsked}>
        <CodeField id={codeFieldId} value={code} isAsked={isAsked && code.trim() !== ''} onChange={onCode} />
        <Box role="status">{isWhole ? listenText.given.used : ''}</Box>
      </Disclosure>
      <Button size="small" onClick={onListen}>
        {listenText.open}
      </Button>
    </Box>
  );
}
