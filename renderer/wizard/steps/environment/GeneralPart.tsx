import { Box } from '@mui/material';
import { OneOf } from '../../../components/form/OneOf.tsx';
import { QuestionGroup } from '../../../components/form/QuestionGroup.tsx';
import { YesNo } from '../../../components/form/YesNo.tsx';
import { environmentText } from '../../../text/en/environment.ts';
import { questionId } from '../../questions.ts';
import { type PartProps, Plain, twoColumns } from './parts.tsx';

/** What describes the environment as a whole. */
export function General(props: PartProps) {
  const { answers, onAnswer, topics } = props;
  return (
    <QuestionGroup legend={environmentText.general}>
      <Box sx={twoColumns}>
        <Plain {...props} name="environmentName" hint={environmentText.nameHint} optional />
        <Plain {...props} name="platformVersion" hint={environmentText.versionHint} optional typed />
      </Box>
      {topics.has('hosting') ? (
        answers.roles.includes('container-runtime') ? (
          <Box>{environmentText.hostingFixed}</Box>
        ) : (
          <OneOf
            id={questionId('hosting')}
            label={environmentText.hosting}
            value={answers.hosting}
            options={[
              { value: 'servers', label: environmentText.hostingOptions.servers },
              { value: 'containers', label: environmentText.hostingOptions.containers },
            ]}
            onChange={(hosting) => onAnswer({ hosting })}
          />
        )
      ) : null}
      {topics.has('hybrid') ? (
        <YesNo
          label={environmentText.hybrid}
          checked={answers.hybrid}
          onChange={(hybrid) => onAnswer({ hybrid })}
        />
      ) : null}
    </QuestionGroup>
  );
}
