import { Box } from '@mui/material';
import { defaultPorts, type PortName } from '../../../../shared/profile/profile.ts';
import { Disclosure } from '../../../components/Disclosure.tsx';
import { OneOf } from '../../../components/form/OneOf.tsx';
import { TextAnswer } from '../../../components/form/TextAnswer.tsx';
import { environmentText } from '../../../text/en/environment.ts';
import { fieldLabel } from '../../../text/en/fields.ts';
import { questionId } from '../../questions.ts';
import { type PartProps, Plain } from './parts.tsx';

const portNames = Object.keys(defaultPorts) as readonly PortName[];

/** Ports that were changed when the platform was configured. Closed until they are asked for, or wrong. */
export function Ports({ answers, onAnswer, topics, field }: PartProps) {
  const asked = portNames.filter(
    (name) => name === 'http' || name === 'https' || topics.has('service-ports'),
  );
  const changed = asked.filter((name) => answers.ports[name].trim() !== '').length;
  return (
    <Disclosure
      title={environmentText.ports}
      summary={changed === 0 ? environmentText.portsUnchanged : environmentText.portsChanged(changed)}
      forceOpen={asked.some((name) => field(`ports.${name}`).problems.length > 0)}
    >
      <Box sx={{ color: 'text.secondary', marginBottom: 2 }}>{environmentText.portsHint}</Box>
      <Box
        id={questionId('ports')}
        sx={{
          display: 'grid',
          gap: 2,
          gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 240px), 1fr))',
        }}
      >
        {asked.map((name) => (
          <TextAnswer
            key={name}
            {...field(`ports.${name}`)}
            label={fieldLabel(`ports.${name}`)}
            value={answers.ports[name]}
            onChange={(value) => onAnswer({ ports: { ...answers.ports, [name]: value } })}
            placeholder={String(defaultPorts[name])}
            typed
            numeric
          />
        ))}
      </Box>
    </Disclosure>
  );
}

/** Who confirms the time of the report. */
export function TimestampPart(props: PartProps) {
  const { answers, field } = props;
  const isUnset = answers.timestampUrl.trim() === '';
  return (
    <Disclosure
      title={environmentText.timestamp}
      summary={isUnset ? environmentText.timestampUnset : environmentText.timestampSet}
      forceOpen={field('timestampUrl').problems.length > 0}
    >
      <Plain {...props} name="timestampUrl" hint={environmentText.timestampHint} optional typed />
    </Disclosure>
  );
}

/** How the OutSystems cloud services are reached. */
export function ProxyPart(props: PartProps) {
  const { answers, onAnswer, topics, field } = props;
  if (!topics.has('proxy')) return null;
  const { proxyOptions } = environmentText;
  const wrong = (['proxyUrl', 'proxyBypass', 'caFile'] as const).some(
    (name) => field(name).problems.length > 0,
  );
  return (
    <Disclosure title={environmentText.proxy} summary={proxyOptions[answers.proxyMode]} forceOpen={wrong}>
      <Box sx={{ display: 'grid', gap: 2 }}>
        <OneOf
          id={questionId('proxy')}
          label={environmentText.proxyQuestion}
          hint={environmentText.proxyHint}
          value={answers.proxyMode}
          options={[
            { value: 'system', label: proxyOptions.system },
            { value: 'none', label: proxyOptions.none },
            { value: 'manual', label: proxyOptions.manual },
          ]}
          onChange={(proxyMode) => onAnswer({ proxyMode })}
        />
        {answers.proxyMode === 'manual' ? (
          <>
            <Plain {...props} name="proxyUrl" hint={environmentText.proxyUrlHint} typed />
            <Plain
              {...props}
              name="proxyBypass"
              hint={environmentText.proxyBypassHint}
              rows={2}
              optional
              typed
            />
          </>
        ) : null}
        <Plain {...props} name="caFile" hint={environmentText.caFileHint} optional typed />
      </Box>
    </Disclosure>
  );
}
