import { Box, Link } from '@mui/material';
import { questionText } from '../text/en/questions.ts';
import type { Question } from '../wizard/questions.ts';
import { Icon } from './icons/Icon.tsx';

type QuestionLinksProps = {
  readonly questions: readonly Question[];
  /** Nothing can be changed now, because something runs. */
  readonly disabled: boolean;
  readonly onOpen: (question: Question) => void;
};

/** The ways from a sentence that names fields of the profile to the questions that ask for them. */
export function QuestionLinks({ questions, disabled, onOpen }: QuestionLinksProps) {
  if (questions.length === 0) return null;
  return (
    <Box component="ul" sx={{ display: 'grid', gap: 0.5, margin: 0, marginBlockStart: 0.5, padding: 0 }}>
      {questions.map((question) => (
        <Box component="li" key={question} sx={{ display: 'flex', gap: 0.75, alignItems: 'baseline' }}>
          <Box component="span" sx={{ alignSelf: 'center', color: 'primary.main' }}>
            <Icon name="edit" size={14} />
          </Box>
          <Link
            component="button"
            type="button"
            variant="body2"
            disabled={disabled}
            onClick={() => onOpen(question)}
            sx={{ textAlign: 'start', '&:disabled': { color: 'text.secondary', cursor: 'default' } }}
          >
            {questionText.change(question)}
          </Link>
        </Box>
      ))}
    </Box>
  );
}
