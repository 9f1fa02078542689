import { Box, Button, Checkbox, FormControlLabel } from '@mui/material';
import { useState } from 'react';
import { maxListenMinutes } from '../../shared/contract/operations.ts';
import { type HostPlace, hostPlaces } from '../../shared/profile/host-places.ts';
import { effectiveRoles, placeWords } from '../../shared/profile/roles.ts';
import type { HeldListenView } from '../../shared/run/listen-view.ts';
import { Busy } from '../components/Busy.tsx';
import { FailureMessage } from '../components/FailureMessage.tsx';
import { CodeField } from '../components/form/CodeField.tsx';
import { codeProblem } from '../components/form/code-problem.ts';
import { OneOf } from '../components/form/OneOf.tsx';
import { QuestionGroup } from '../components/form/QuestionGroup.tsx';
import { TextAnswer } from '../components/form/TextAnswer.tsx';
import { StepPage } from '../components/frame/StepPage.tsx';
import { Mono } from '../components/Mono.tsx';
import { commonText } from '../text/en/common.ts';
import { listenText } from '../text/en/listen.ts';
import { absentOf } from '../wizard/listening.ts';
import { ListenedMessage } from './ListenedMessage.tsx';
import type { ListenPageProps } from './ListenPage.tsx';
import { PortTable, plannedRows } from './PortTable.tsx';

/** How long it is listened unless somebody types something else, in minutes. */
const usualMinutes = 60;

/** The minutes that somebody typed; null where they are none that is allowed. */
function minutesOf(typed: string): number | null {
  const minutes = /^\d{1,3}$/.test(typed.trim()) ? Number(typed) : Number.NaN;
  return minutes >= 1 && minutes <= maxListenMinutes ? minutes : null;
}

type Source = 'new' | 'given';

/** What is chosen before listening begins. The code that is typed stays here, and is gone with the page. */
function useChoice(offered: readonly string[]) {
  const [without, setWithout] = useState<ReadonlySet<string>>(new Set());
  const [typedMinutes, setMinutes] = useState(String(usualMinutes));
  const [source, setSource] = useState<Source>('new');
  const [code, setCode] = useState('');
  const [isAsked, setAsked] = useState(false);
  const addresses = offered.filter((address) => !without.has(address));
  const minutes = minutesOf(typedMinutes);
  const isCodeWrong = source === 'given' && codeProblem(code, true) !== null;
  const toggle = (address: string): void =>
    setWithout((before) => {
      const after = new Set(before);
      if (!after.delete(address)) after.add(address);
      return after;
    });
  const choice =
    minutes === null || addresses.length === 0 || isCodeWrong
      ? null
      : { addresses, minutes, code: source === 'given' ? code : null };
  return {
    addresses,
    toggle,
    typedMinutes,
    setMinutes,
    isMinutesWrong: minutes === null,
    source,
    setSource,
    code,
    setCode,
    isAsked,
    ask: () => setAsked(true),
    choice,
  };
}

type Choice = ReturnType<typeof useChoice>;

function Addresses({
  offered,
  addresses,
  toggle,
}: { readonly offered: readonly string[] } & Pick<Choice, 'addresses' | 'toggle'>) {
  const problem = offered.length === 0 ? listenText.noAddresses : listenText.noAddress;
  return (
    <QuestionGroup
      id="listen-addresses"
      legend={listenText.addresses}
      hint={listenText.addressesHint}
      problems={addresses.length === 0 ? [problem] : []}
    >
      <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 2 }}>
        {offered.map((address) => (
          <FormControlLabel
            key={address}
            control={<Checkbox checked={addresses.includes(address)} onChange={() => toggle(address)} />}
            label={<Mono>{address}</Mono>}
          />
        ))}
      </Box>
    </QuestionGroup>
  );
}

/** Minutes and code; a code is judged while it is typed. */
function Terms({ choice }: { readonly choice: Choice }) {
  const { typedMinutes, setMinutes, isMinutesWrong, source, setSource, code, setCode, isAsked } = choice;
  return (
    <>
      <Box sx={{ marginBottom: 4 }}>
        <TextAnswer
          id="listen-minutes"
          label={listenText.minutes}
          hint={listenText.minutesHint}
          value={typedMinutes}
          onChange={setMinutes}
          onLeave={() => undefined}
          problems={isMinutesWrong ? [listenText.minutesProblem(1, maxListenMinutes)] : []}
          width="12rem"
          numeric
        />
      </Box>
      <QuestionGroup legend={listenText.code} hint={listenText.codeHint}>
        <OneOf<Source>
          label={listenText.code}
          value={source}
          options={[
            { value: 'new', label: listenText.codeChoices.new },
            { value: 'given', label: listenText.codeChoices.given },
          ]}
          onChange={setSource}
        />
        {source === 'given' ? (
          <CodeField id="listen-code" value={code} isAsked={isAsked} onChange={setCode} />
        ) : null}
      </QuestionGroup>
    </>
  );
}

/** Leads to the first thing that keeps listening from beginning. */
function focusProblem({ isMinutesWrong, addresses }: Choice): void {
  const id =
    addresses.length === 0 ? '#listen-addresses input' : isMinutesWrong ? '#listen-minutes' : '#listen-code';
  document.querySelector<HTMLElement>(id)?.focus();
}

/** What others find here: what the answers say, and what is no role of OutSystems. */
function Places({
  as,
  roles,
  onAs,
  isOff,
}: Pick<ListenPageProps, 'as' | 'roles' | 'onAs'> & { readonly isOff: boolean }) {
  const { hasRoles, places } = as;
  const toggle = (place: HostPlace): void =>
    onAs({
      hasRoles,
      places: hostPlaces.filter((own) => places.includes(own) !== (own === place)),
    });
  return (
    <QuestionGroup
      id="listen-as"
      legend={listenText.as}
      hint={listenText.asHint}
      problems={hasRoles || places.length > 0 ? [] : [listenText.noPlace]}
    >
      <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)' }}>
        <FormControlLabel
          control={
            <Checkbox
              checked={hasRoles}
              disabled={isOff}
              onChange={() => onAs({ hasRoles: !hasRoles, places })}
            />
          }
          label={listenText.ownRoles(effectiveRoles(roles).map((role) => placeWords[role]))}
        />
        {hostPlaces.map((place) => (
          <FormControlLabel
            key={place}
            control={
              <Checkbox checked={places.includes(place)} disabled={isOff} onChange={() => toggle(place)} />
            }
            label={listenText.places[place]}
          />
        ))}
      </Box>
    </QuestionGroup>
  );
}

/** Who should come, with the ports that they should come to. */
function Expected({ expected }: Pick<HeldListenView, 'expected'>) {
  return (
    <Box component="section" aria-labelledby="listen-expected" sx={{ marginBottom: 4 }}>
      <Box component="h2" id="listen-expected" sx={{ margin: 0, typography: 'h2' }}>
        {listenText.expected}
      </Box>
      <Box sx={{ color: 'text.secondary', maxWidth: '72ch' }}>{listenText.expectedIntro}</Box>
      <Box component="ul" sx={{ margin: 0, paddingInlineStart: 2.5 }}>
        {absentOf([], expected).map(({ names, ports }) => (
          <li key={ports.join(' ')}>
            <Mono>{names.slice(0, namesShown).join(', ')}</Mono>
            {names.length > namesShown ? listenText.more(names.length - namesShown) : null}
            {`: ${listenText.toPorts(ports)}`}
          </li>
        ))}
      </Box>
    </Box>
  );
}

/** How many names stand in one line; a farm can have hundreds. */
const namesShown = 12;

/** What would be opened, who should come, and the terms on which. */
function Planned({ plan, choice }: { readonly plan: HeldListenView; readonly choice: Choice }) {
  const isEmpty = plan.ports.length === 0;
  return (
    <>
      <Box component="section" aria-labelledby="listen-ports" sx={{ marginBottom: 4 }}>
        <Box component="h2" id="listen-ports" sx={{ margin: 0, typography: 'h2' }}>
          {listenText.ports}
        </Box>
        <Box sx={{ color: 'text.secondary', marginBottom: 1.5, maxWidth: '72ch' }}>
          {isEmpty ? listenText.nothing : listenText.portsIntro}
        </Box>
        {isEmpty ? null : <PortTable ports={plannedRows(plan)} label={listenText.ports} />}
      </Box>
      {isEmpty ? null : (
        <>
          <Expected expected={plan.expected} />
          <Addresses offered={plan.addresses} addresses={choice.addresses} toggle={choice.toggle} />
          <Terms choice={choice} />
        </>
      )}
    </>
  );
}

/** What would be opened, or that it is looked up, or why it cannot be told. */
function Ports({
  ports,
  choice,
  onPlanAgain,
}: Pick<ListenPageProps, 'ports' | 'onPlanAgain'> & { readonly choice: Choice }) {
  switch (ports.kind) {
    case 'ready':
      return <Planned plan={ports.value} choice={choice} />;
    case 'loading':
      return <Busy>{listenText.planning}</Busy>;
    case 'failed':
      return (
        <FailureMessage
          failure={ports.failure}
          actions={<Button onClick={onPlanAgain}>{commonText.tryAgain}</Button>}
        />
      );
  }
}

/** Before listening: what others find here, what would be opened for that, where, for how long, and with which code. */
export function ListenSetup(props: ListenPageProps) {
  const { ports, as, roles, onAs, listening, listened, onListen, onOpenResult, onNote, onBack, onPlanAgain } =
    props;
  const plan = ports.kind === 'ready' ? ports.value : null;
  const choice = useChoice(plan?.addresses ?? []);
  const isStarting = listening !== null;
  const start = (): void => {
    if (choice.choice !== null) onListen(choice.choice);
    else {
      choice.ask();
      focusProblem(choice);
    }
  };
  const canStart = plan !== null && plan.ports.length > 0 && !isStarting;
  return (
    <StepPage
      heading={listenText.heading}
      intro={listenText.intro}
      onBack={onBack}
      status={isStarting ? listenText.starting : null}
      primary={{ label: listenText.start, onPress: start, disabled: !canStart }}
    >
      {listened === null ? null : (
        <ListenedMessage listened={listened} onOpenResult={onOpenResult} onNote={onNote} />
      )}
      <Places as={as} roles={roles} onAs={onAs} isOff={isStarting} />
      <Ports ports={ports} choice={choice} onPlanAgain={onPlanAgain} />
    </StepPage>
  );
}
