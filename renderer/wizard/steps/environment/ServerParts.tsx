import { Box } from '@mui/material';
import { defaultPorts } from '../../../../shared/profile/profile.ts';
import { effectiveRoles } from '../../../../shared/profile/roles.ts';
import { QuestionGroup } from '../../../components/form/QuestionGroup.tsx';
import { YesNo } from '../../../components/form/YesNo.tsx';
import { environmentText } from '../../../text/en/environment.ts';
import { ownHost } from '../../own-name.ts';
import { questionId } from '../../questions.ts';
import { DatabaseRows } from './DatabaseRows.tsx';
import { HostListAnswer, hostWidth, type PartProps, Plain, twoColumns } from './parts.tsx';

/** The controller and the front-ends. */
export function Servers(props: PartProps) {
  const { about, answers, topics } = props;
  if (!topics.has('controller') && !topics.has('front-ends')) return null;
  const isController = effectiveRoles(answers.roles).includes('controller');
  const isOwn = isController && answers.controllerHost.trim() === ownHost(about);
  return (
    <QuestionGroup legend={environmentText.servers}>
      {topics.has('controller') ? (
        <Plain
          {...props}
          name="controllerHost"
          hint={isOwn ? environmentText.controllerHere : environmentText.controllerHint}
          width={hostWidth}
          typed
        />
      ) : null}
      {topics.has('front-ends') ? (
        <HostListAnswer {...props} name="frontEnds" hint={environmentText.frontEndsHint} />
      ) : null}
    </QuestionGroup>
  );
}

/** The database servers. */
export function Databases({ answers, onAnswer, topics, field }: PartProps) {
  if (!topics.has('databases')) return null;
  return (
    <QuestionGroup legend={environmentText.databases} hint={environmentText.databasesHint}>
      <Box id={questionId('databases')}>
        <DatabaseRows
          databases={answers.databases}
          field={field}
          onChange={(databases) => onAnswer({ databases })}
        />
      </Box>
    </QuestionGroup>
  );
}

/** Where the Cache Invalidation Service runs. */
export function Cache(props: PartProps) {
  const { answers, onAnswer, topics } = props;
  if (!topics.has('cache')) return null;
  return (
    <QuestionGroup legend={environmentText.cache}>
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr', sm: 'minmax(0, 1fr) 150px' } }}>
        <Plain
          {...props}
          name="cacheHost"
          hint={environmentText.cacheHostHint}
          placeholder={answers.controllerHost}
          optional
          typed
        />
        <Plain
          {...props}
          name="cachePort"
          placeholder={answers.ports.cache || String(defaultPorts.cache)}
          optional
          typed
          numeric
        />
      </Box>
      <YesNo
        id={questionId('cacheTls')}
        label={environmentText.cacheTls}
        checked={answers.cacheTls}
        onChange={(cacheTls) => onAnswer({ cacheTls })}
      />
    </QuestionGroup>
  );
}

/** The LifeTime server; on it, the servers that it manages. */
export function Lifetime(props: PartProps) {
  const { answers, topics } = props;
  const kept = answers.kept.managedServers.length;
  if (topics.has('managed-servers'))
    return (
      <QuestionGroup legend={environmentText.managed} hint={environmentText.managedHint}>
        <Box sx={twoColumns}>
          <HostListAnswer {...props} name="managedFrontEnds" hint={environmentText.frontEndsHint} />
          <HostListAnswer {...props} name="managedControllers" hint={environmentText.otherLists} />
        </Box>
        {kept === 0 ? null : <Box sx={{ color: 'text.secondary' }}>{environmentText.managedKept(kept)}</Box>}
      </QuestionGroup>
    );
  if (!topics.has('lifetime')) return null;
  return (
    <QuestionGroup legend={environmentText.lifetime}>
      <Plain
        {...props}
        name="lifetimeHost"
        hint={environmentText.lifetimeHint}
        width={hostWidth}
        optional
        typed
      />
    </QuestionGroup>
  );
}
