import { Box } from '@mui/material';
import { QuestionGroup } from '../../../components/form/QuestionGroup.tsx';
import { environmentText } from '../../../text/en/environment.ts';
import { isTyped } from '../../fields.ts';
import { Answer, askedIn, type PartProps, twoColumns } from '../Answer.tsx';

/** What describes the environment as a whole. */
export function General(props: PartProps) {
  const asked = askedIn('general', props.answers);
  const isFixed = props.answers.roles.includes('container-runtime');
  return (
    <QuestionGroup legend={environmentText.general}>
      <Box sx={twoColumns}>
        {asked.filter(isTyped).map((id) => (
          <Answer key={id} {...props} question={id} />
        ))}
      </Box>
      {asked
        .filter((id) => !isTyped(id))
        .map((id) =>
          id === 'hosting' && isFixed ? (
            <Box key={id}>{environmentText.hostingFixed}</Box>
          ) : (
            <Answer key={id} {...props} question={id} />
          ),
        )}
    </QuestionGroup>
  );
}
