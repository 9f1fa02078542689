import { Box, Typography } from '@mui/material';
import { useState } from 'react';
import type { Failure } from '../../shared/contract/reply.ts';
import { confirmedGroups, type FormerKeys } from '../../shared/report/known-signers.ts';
import { knownKeysOf, type TrustedSigner } from '../../shared/report/trust-file.ts';
import { fingerprintGroups } from '../../shared/words/phrases.ts';
import { FailureMessage } from '../components/FailureMessage.tsx';
import { OneOf } from '../components/form/OneOf.tsx';
import { TextAnswer } from '../components/form/TextAnswer.tsx';
import { StepPage } from '../components/frame/StepPage.tsx';
import { Icon } from '../components/icons/Icon.tsx';
import { Mono } from '../components/Mono.tsx';
import { signersText } from '../text/en/signers.ts';
import type { Signing } from '../wizard/steps/props.ts';
import type { SignerDraft } from './signer-draft.ts';

const { add: texts } = signersText;

type SignerFormProps = {
  readonly draft: SignerDraft;
  /** Who is known already. */
  readonly signers: readonly TrustedSigner[];
  readonly onAdd: (input: Parameters<Signing['add']>[0]) => Promise<Failure | null>;
  readonly onCancel: () => void;
};

/** What is typed of a signer. */
type Typed = {
  readonly typed: string;
  readonly name: string;
  readonly customer: string;
  readonly machine: string;
  readonly note: string;
};

/** A fingerprint without its last groups, which are to come from the telephone and not from this page. */
function shownPart(fingerprint: string): string {
  const groups = fingerprintGroups(fingerprint);
  return [...groups.slice(0, -confirmedGroups), ...Array<string>(confirmedGroups).fill('····')].join(' ');
}

/** A field that may be left empty; absent then. */
const given = <K extends string>(key: K, value: string): { readonly [P in K]?: string } =>
  value.trim() === '' ? {} : ({ [key]: value.trim() } as { readonly [P in K]: string });

const signerOf = (fingerprint: string, { name, customer, machine, note }: Typed) => ({
  fingerprint,
  name: name.trim(),
  ...given('machine', machine),
  ...given('customer', customer),
  ...given('note', note),
});

/** The page on which a signer is added whose fingerprint was read out: the last groups are typed, never copied. */
export function SignerForm({ draft, signers, onAdd, onCancel }: SignerFormProps) {
  const { fingerprint } = draft;
  const [typed, setTyped] = useState<Typed>({
    typed: '',
    name: draft.name,
    customer: '',
    machine: draft.machine,
    note: '',
  });
  const [former, setFormer] = useState<FormerKeys>('keep');
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isBusy, setBusy] = useState(false);
  const others = signers.filter((signer) => signer.fingerprint !== fingerprint);
  const hasFormer =
    typed.machine.trim() !== '' && knownKeysOf(typed.machine.trim(), { signers: others }).length > 0;
  const change = (key: keyof Typed) => (value: string) => setTyped((before) => ({ ...before, [key]: value }));
  const send = async (): Promise<void> => {
    setBusy(true);
    const why = await onAdd({
      signer: signerOf(fingerprint, typed),
      typed: typed.typed,
      former: hasFormer ? former : null,
    });
    setBusy(false);
    setFailure(why);
  };
  const field = (key: keyof Typed) => ({
    id: `signer-${key}`,
    value: typed[key],
    onChange: change(key),
    onLeave: () => undefined,
    problems: [],
  });
  return (
    <StepPage
      heading={texts.heading}
      intro={texts.intro}
      onBack={onCancel}
      primary={{
        label: isBusy ? texts.adding : texts.confirm,
        onPress: () => void send(),
        disabled: typed.typed.trim() === '' || typed.name.trim() === '',
        isBusy,
        icon: <Icon name="shield" />,
      }}
    >
      <Box sx={{ display: 'grid', gap: 2.5 }}>
        <Box>
          <Typography component="h2" variant="subtitle2">
            {texts.fingerprint}
          </Typography>
          <Box sx={{ overflowWrap: 'anywhere' }}>
            <Mono>{shownPart(fingerprint)}</Mono>
          </Box>
          <Box sx={{ typography: 'caption', color: 'text.secondary' }}>{texts.hidden}</Box>
        </Box>
        <TextAnswer {...field('typed')} label={texts.typed} hint={texts.typedHint} typed width="18rem" />
        {failure === null ? null : <FailureMessage failure={failure} />}
        <TextAnswer {...field('name')} label={texts.name} hint={texts.nameHint} />
        <TextAnswer {...field('customer')} label={texts.customer} optional />
        <TextAnswer {...field('machine')} label={texts.machine} hint={texts.machineHint} typed optional />
        <TextAnswer {...field('note')} label={texts.note} rows={2} optional />
        {hasFormer ? (
          <OneOf<FormerKeys>
            label={texts.former}
            hint={texts.formerHint}
            value={former}
            options={[
              { value: 'keep', label: texts.keep },
              { value: 'remove', label: texts.replace },
            ]}
            onChange={setFormer}
          />
        ) : null}
      </Box>
    </StepPage>
  );
}
