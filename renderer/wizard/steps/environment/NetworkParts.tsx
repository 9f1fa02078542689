import { Box } from '@mui/material';
import { defaultPorts, type PortName } from '../../../../shared/profile/profile.ts';
import { isAsked } from '../../../../shared/profile/questions.ts';
import { Disclosure } from '../../../components/Disclosure.tsx';
import { TextAnswer } from '../../../components/form/TextAnswer.tsx';
import { environmentText } from '../../../text/en/environment.ts';
import { fieldLabel } from '../../../text/en/fields.ts';
import { questionTexts } from '../../../text/en/questions.ts';
import { isFieldAsked, isTyped } from '../../fields.ts';
import { questionId } from '../../questions.ts';
import { Answer, askedIn, type PartProps, Typed } from '../Answer.tsx';

const portNames = Object.keys(defaultPorts) as readonly PortName[];

/** Ports that were changed when the platform was configured. Closed until they are asked for, or wrong. */
export function Ports({ answers, onAnswer, field }: PartProps) {
  const asked = portNames.filter((name) => isFieldAsked(`ports.${name}`, answers));
  const changed = asked.filter((name) => answers.ports[name].trim() !== '').length;
  const { label, hint } = questionTexts.ports;
  return (
    <Disclosure
      title={label}
      summary={changed === 0 ? environmentText.portsUnchanged : environmentText.portsChanged(changed)}
      forceOpen={asked.some((name) => field(`ports.${name}`).problems.length > 0)}
    >
      <Box sx={{ color: 'text.secondary', marginBottom: 2 }}>{hint}</Box>
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
  const asked = askedIn('timestamp', answers);
  const isUnset = answers.timestampUrl.trim() === '';
  return (
    <Disclosure
      title={environmentText.timestamp}
      summary={isUnset ? environmentText.timestampUnset : environmentText.timestampSet}
      forceOpen={asked.filter(isTyped).some((id) => field(id).problems.length > 0)}
    >
      <Box sx={{ display: 'grid', gap: 2 }}>
        {asked.map((id) => (
          <Answer key={id} {...props} question={id} />
        ))}
      </Box>
    </Disclosure>
  );
}

/** How the OutSystems cloud services are reached. */
export function ProxyPart(props: PartProps) {
  const { answers, field } = props;
  if (!isAsked('proxyMode', answers)) return null;
  const asked = askedIn('proxy', answers);
  return (
    <Disclosure
      title={environmentText.proxy}
      summary={questionTexts.proxyMode.options[answers.proxyMode]}
      forceOpen={asked.filter(isTyped).some((id) => field(id).problems.length > 0)}
    >
      <Box sx={{ display: 'grid', gap: 2 }}>
        {asked.map((id) =>
          id === 'proxyUrl' ? (
            <Typed key={id} {...props} question={id} optional={false} />
          ) : (
            <Answer key={id} {...props} question={id} />
          ),
        )}
      </Box>
    </Disclosure>
  );
}
