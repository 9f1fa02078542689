import { Box } from '@mui/material';
import { listenText } from '../../text/en/listen.ts';
import { hiddenFromSight } from '../../theme/hidden.ts';
import { codeProblem } from './code-problem.ts';
import { TextAnswer } from './TextAnswer.tsx';

type CodeFieldProps = {
  readonly id: string;
  readonly value: string;
  /** Whether it has to be whole: the person wanted to go on. */
  readonly isAsked: boolean;
  readonly onChange: (value: string) => void;
};

/** Where the code of a rehearsal is typed. What is typed stays in the page that asks for it. */
export function CodeField({ id, value, isAsked, onChange }: CodeFieldProps) {
  const problem = codeProblem(value, isAsked);
  return (
    <>
      <TextAnswer
        id={id}
        label={listenText.given.label}
        value={value}
        onChange={onChange}
        onLeave={() => undefined}
        problems={problem === null ? [] : [problem]}
        hint={listenText.given.hint}
        width="26rem"
        typed
      />
      <Box role="status" sx={hiddenFromSight}>
        {problem ?? ''}
      </Box>
    </>
  );
}
