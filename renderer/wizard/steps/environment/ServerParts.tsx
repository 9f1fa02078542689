import { Box } from '@mui/material';
import { defaultPorts } from '../../../../shared/profile/profile.ts';
import { isAsked } from '../../../../shared/profile/questions.ts';
import { effectiveRoles } from '../../../../shared/profile/roles.ts';
import { QuestionGroup } from '../../../components/form/QuestionGroup.tsx';
import { YesNo } from '../../../components/form/YesNo.tsx';
import { environmentText } from '../../../text/en/environment.ts';
import { questionTexts } from '../../../text/en/questions.ts';
import { ownHost } from '../../own-name.ts';
import { questionId } from '../../questions.ts';
import { Answer, askedIn, hostWidth, type PartProps, Typed, twoColumns } from '../Answer.tsx';
import { DatabaseRows } from './DatabaseRows.tsx';
import { OwnPlaceQuestion } from './OwnPlaceQuestion.tsx';

/** The controller and the front-ends, and which of them this machine is where that is not clear. */
export function Servers(props: PartProps) {
  const { about, answers } = props;
  const asked = askedIn('servers', answers);
  if (asked.length === 0) return null;
  const isController = effectiveRoles(answers.roles).includes('controller');
  const isOwn = isController && answers.controllerHost.trim() === ownHost(about);
  return (
    <QuestionGroup legend={environmentText.servers}>
      {asked.map((id) =>
        id === 'controllerHost' ? (
          <Typed
            key={id}
            {...props}
            question={id}
            {...(isOwn ? { hint: environmentText.controllerHere } : {})}
            width={hostWidth}
          />
        ) : (
          <Answer key={id} {...props} question={id} />
        ),
      )}
      <OwnPlaceQuestion {...props} />
    </QuestionGroup>
  );
}

/** Databases that an opened file has without saying where: what needs them stays unknown. */
function UnnamedDatabases({ answers, onAnswer }: Pick<PartProps, 'answers' | 'onAnswer'>) {
  if (!isAsked('unnamedDatabases', answers)) return null;
  const { label, hint } = questionTexts.unnamedDatabases;
  return (
    <QuestionGroup id={questionId('unnamedDatabases')} legend={label} hint={hint}>
      {answers.unnamedDatabases.map((purpose) => (
        <YesNo
          key={purpose}
          label={environmentText.purposes[purpose]}
          checked
          onChange={() =>
            onAnswer({ unnamedDatabases: answers.unnamedDatabases.filter((own) => own !== purpose) })
          }
        />
      ))}
    </QuestionGroup>
  );
}

/** The database servers. */
export function Databases({ answers, onAnswer, field }: PartProps) {
  if (!isAsked('databases', answers)) return null;
  const { label, hint } = questionTexts.databases;
  return (
    <QuestionGroup legend={label} hint={hint}>
      <Box id={questionId('databases')}>
        <DatabaseRows
          databases={answers.databases}
          field={field}
          onChange={(databases) => onAnswer({ databases })}
        />
      </Box>
      <UnnamedDatabases answers={answers} onAnswer={onAnswer} />
    </QuestionGroup>
  );
}

/** Where the Cache Invalidation Service runs. */
export function Cache(props: PartProps) {
  const { answers } = props;
  if (!isAsked('cacheHost', answers)) return null;
  return (
    <QuestionGroup legend={environmentText.cache}>
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr', sm: 'minmax(0, 1fr) 150px' } }}>
        <Typed {...props} question="cacheHost" placeholder={answers.controllerHost} />
        <Typed
          {...props}
          question="cachePort"
          placeholder={answers.ports.cache || String(defaultPorts.cache)}
        />
      </Box>
      {askedIn('cache', answers)
        .filter((id) => id !== 'cacheHost' && id !== 'cachePort')
        .map((id) => (
          <Answer key={id} {...props} question={id} />
        ))}
    </QuestionGroup>
  );
}

/** The LifeTime server; on it, the servers that it manages. */
export function Lifetime(props: PartProps) {
  const { answers } = props;
  const asked = askedIn('lifetime', answers);
  if (asked.length === 0) return null;
  const kept = answers.kept.managedServers.length;
  if (isAsked('managedFrontEnds', answers))
    return (
      <QuestionGroup legend={environmentText.managed} hint={environmentText.managedHint}>
        <Box sx={twoColumns}>
          {asked.map((id) => (
            <Answer key={id} {...props} question={id} />
          ))}
        </Box>
        {kept === 0 ? null : <Box sx={{ color: 'text.secondary' }}>{environmentText.managedKept(kept)}</Box>}
      </QuestionGroup>
    );
  return (
    <QuestionGroup legend={environmentText.lifetime}>
      {asked.map((id) =>
        id === 'lifetimeHost' ? (
          <Typed key={id} {...props} question={id} width={hostWidth} />
        ) : (
          <Answer key={id} {...props} question={id} />
        ),
      )}
    </QuestionGroup>
  );
}

/** Where containers accept connections. */
export function Containers(props: PartProps) {
  const asked = askedIn('containers', props.answers);
  if (asked.length === 0) return null;
  return (
    <QuestionGroup legend={environmentText.containers}>
      {asked.map((id) => (
        <Answer key={id} {...props} question={id} />
      ))}
    </QuestionGroup>
  );
}
