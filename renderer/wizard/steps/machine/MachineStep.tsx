import { Box } from '@mui/material';
import {
  effectiveRoles,
  placeWords,
  type Role,
  roleMeanings,
  serverRoles,
  vantageRoles,
} from '../../../../shared/profile/roles.ts';
import { RoleSketch } from '../../../components/drawing/RoleSketch.tsx';
import { ChoiceCard } from '../../../components/form/ChoiceCard.tsx';
import { ProblemSummary } from '../../../components/form/ProblemSummary.tsx';
import { QuestionGroup } from '../../../components/form/QuestionGroup.tsx';
import { useFields } from '../../../components/form/use-fields.ts';
import { StepPage } from '../../../components/frame/StepPage.tsx';
import { InlineMessage } from '../../../components/InlineMessage.tsx';
import { Mono } from '../../../components/Mono.tsx';
import { commonText } from '../../../text/en/common.ts';
import { machineText } from '../../../text/en/machine.ts';
import { fieldId } from '../../fields.ts';
import type { About } from '../../own-name.ts';
import { Answer, askedIn, type PartProps, Typed } from '../Answer.tsx';
import type { AnswerStepProps } from '../answer-step-props.ts';

type RoleCardsProps = {
  readonly roles: readonly Role[];
  readonly chosen: readonly Role[];
  readonly onChange: (role: Role, checked: boolean) => void;
  /** The least width of a card in CSS pixels. */
  readonly least: number;
};

function RoleCards({ roles, chosen, onChange, least }: RoleCardsProps) {
  const effective = effectiveRoles(chosen);
  return (
    <Box
      sx={{
        display: 'grid',
        gap: 1.5,
        gridTemplateColumns: `repeat(auto-fill, minmax(min(100%, ${least}px), 1fr))`,
      }}
    >
      {roles.map((role, index) => {
        const isImplied = chosen.includes('lifetime') && (role === 'controller' || role === 'front-end');
        return (
          <ChoiceCard
            key={role}
            kind="many"
            name={role}
            {...(index === 0 && role === serverRoles[0] ? { id: fieldId('roles') } : {})}
            title={placeWords[role]}
            detail={isImplied ? machineText.impliedByLifetime : roleMeanings[role]}
            checked={effective.includes(role)}
            fixed={isImplied}
            onChange={(checked) => onChange(role, checked)}
            drawing={<RoleSketch role={role} />}
          />
        );
      })}
    </Box>
  );
}

/** How many addresses are listed before the rest is counted. */
const listedAddresses = 6;

function Identity({ about }: { readonly about: About }) {
  const { hostname, os, addresses } = about.machine;
  const shown = addresses.slice(0, listedAddresses);
  const rest = addresses.length - shown.length;
  const facts = [
    { label: machineText.hostname, value: <Mono>{hostname}</Mono> },
    { label: machineText.system, value: <bdi>{os}</bdi> },
    {
      label: machineText.addresses,
      value:
        addresses.length === 0 ? (
          machineText.noAddresses
        ) : (
          <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 2 }}>
            {shown.map((address) => (
              <Mono key={address}>{address}</Mono>
            ))}
            {rest === 0 ? null : machineText.more(rest)}
          </Box>
        ),
    },
  ];
  return (
    <Box
      component="dl"
      sx={{
        margin: 0,
        display: 'grid',
        gridTemplateColumns: 'max-content minmax(0, 1fr)',
        columnGap: 3,
        rowGap: 0.5,
      }}
    >
      {facts.map(({ label, value }) => (
        <Box key={label} sx={{ display: 'contents' }}>
          <Box component="dt" sx={{ color: 'text.secondary' }}>
            {label}
          </Box>
          <Box component="dd" sx={{ margin: 0, minWidth: 0, overflowWrap: 'anywhere' }}>
            {value}
          </Box>
        </Box>
      ))}
    </Box>
  );
}

type MachineStepProps = AnswerStepProps & {
  /** What was said about the file that was opened. */
  readonly notes: readonly string[];
};

/** Asks what this machine is for, and shows which machine that is. */
export function MachineStep({
  about,
  answers,
  problems,
  attempts,
  notes,
  onAnswer,
  onSubmit,
  onBack,
}: MachineStepProps) {
  const field = useFields(problems, attempts);
  const part: PartProps = { about, answers, onAnswer, field };
  const toggle = (role: Role, checked: boolean): void =>
    onAnswer({ roles: checked ? [...answers.roles, role] : answers.roles.filter((own) => own !== role) });
  return (
    <StepPage
      heading={machineText.heading}
      intro={machineText.intro}
      onBack={onBack}
      primary={{ label: commonText.next, onPress: onSubmit }}
    >
      <ProblemSummary problems={problems} attempts={attempts} />
      {notes.length === 0 ? null : (
        <Box sx={{ marginBottom: 3 }}>
          <InlineMessage kind="note" title={machineText.notes}>
            <Box component="ul" sx={{ margin: 0, paddingInlineStart: 2.5 }}>
              {notes.map((note) => (
                <li key={note}>{note}</li>
              ))}
            </Box>
          </InlineMessage>
        </Box>
      )}
      <QuestionGroup
        legend={machineText.servers}
        hint={machineText.serversHint}
        problems={field('roles').problems}
      >
        <RoleCards roles={serverRoles} chosen={answers.roles} onChange={toggle} least={400} />
      </QuestionGroup>
      <QuestionGroup legend={machineText.vantage} hint={machineText.vantageHint}>
        <RoleCards roles={vantageRoles} chosen={answers.roles} onChange={toggle} least={400} />
      </QuestionGroup>
      <QuestionGroup legend={machineText.identity}>
        <Identity about={about} />
        {askedIn('identity', answers).map((id) =>
          id === 'machineName' ? (
            <Typed
              key={id}
              {...part}
              question={id}
              hint={machineText.nameHint(about.machine.hostname)}
              placeholder={about.machine.hostname}
              width={400}
            />
          ) : (
            <Answer key={id} {...part} question={id} />
          ),
        )}
      </QuestionGroup>
    </StepPage>
  );
}
