import { Box, Button, Typography } from '@mui/material';
import { type ChangeEvent, type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import type { OperationOutput } from '../../shared/contract/dispatch.ts';
import { maxSignersTextBytes } from '../../shared/contract/operations.ts';
import { type Failure, type Reply, toFailure } from '../../shared/contract/reply.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import type { TrustedSigner } from '../../shared/report/trust-file.ts';
import { Busy } from '../components/Busy.tsx';
import { FailureMessage } from '../components/FailureMessage.tsx';
import { StepPage } from '../components/frame/StepPage.tsx';
import { InlineMessage } from '../components/InlineMessage.tsx';
import { Icon } from '../components/icons/Icon.tsx';
import type { DeskPageProps } from '../desk/desk-rows.tsx';
import { signersText as texts } from '../text/en/signers.ts';
import { visibleControls } from '../text/visible-controls.ts';
import { checkFile, nameOfFile } from '../verify/read-report.ts';
import type { Commands } from '../wizard/effects.ts';
import { type Loadable, loaded } from '../wizard/loadable.ts';
import { SignerForm } from './SignerForm.tsx';
import { SignerTable } from './SignerTable.tsx';
import { draftOf, newSigner, type SignerDraft, signerDraft } from './signer-draft.ts';

type Known = OperationOutput<'signers.list'>;

/** What came of the last thing that somebody did. */
type Done =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'said'; readonly sentence: string; readonly caution: string | null }
  | { readonly kind: 'failed'; readonly failure: Failure };

const refusal = (code: 'file-unreadable' | 'input-invalid', sentence: string): Reply<never> => ({
  ok: false,
  error: toFailure(new AppError(code, sentence)),
});

/** The signer of a report that somebody has chosen. */
async function draftFrom(file: File, verify: Commands['verify']): Promise<Reply<SignerDraft>> {
  const status = await checkFile(file, false, verify, new AbortController().signal);
  if (status.kind === 'failed') return { ok: false, error: status.failure };
  const draft = status.kind === 'checked' ? draftOf(status.outcome) : null;
  return draft === null ? refusal('input-invalid', texts.unread(file.name)) : { ok: true, value: draft };
}

/** The text of a file of signers. */
async function textOf(file: File): Promise<Reply<string>> {
  if (file.size > maxSignersTextBytes) return refusal('input-invalid', texts.tooLarge(file.name));
  return file.text().then(
    (value) => ({ ok: true, value }),
    () => refusal('file-unreadable', texts.unread(file.name)),
  );
}

type FieldProps = {
  readonly input: RefObject<HTMLInputElement | null>;
  readonly accept: string;
  readonly label: string;
  readonly onFile: (file: File) => void;
};

function FileField({ input, accept, label, onFile }: FieldProps) {
  const take = ({ currentTarget }: ChangeEvent<HTMLInputElement>): void => {
    const [file] = currentTarget.files ?? [];
    currentTarget.value = '';
    if (file !== undefined) onFile(file);
  };
  return <input ref={input} type="file" accept={accept} hidden aria-label={label} onChange={take} />;
}

type ListProps = Pick<DeskPageProps, 'commands' | 'memory'> & {
  readonly known: Known;
  readonly done: Done;
  readonly onKnown: (known: Known) => void;
  readonly onDone: (done: Done) => void;
};

/** What came of it, for everybody who looks or listens. */
function Outcome({ done }: { readonly done: Done }) {
  return (
    <>
      <Box role="status">{done.kind === 'said' ? visibleControls(done.sentence) : ''}</Box>
      {done.kind === 'said' && done.caution !== null ? (
        <InlineMessage kind="caution">{visibleControls(done.caution)}</InlineMessage>
      ) : null}
      {done.kind === 'failed' ? <FailureMessage failure={done.failure} /> : null}
    </>
  );
}

function List({ known, done, commands, memory, onKnown, onDone }: ListProps) {
  const report = useRef<HTMLInputElement>(null);
  const other = useRef<HTMLInputElement>(null);
  const { signing } = commands;
  const say = (sentence: string, caution: string | null = null): void =>
    onDone({ kind: 'said', sentence, caution });
  const fail = (failure: Failure): void => onDone({ kind: 'failed', failure });
  const remove = async ({ fingerprint, name }: TrustedSigner): Promise<void> => {
    const reply = await signing.remove(fingerprint);
    if (!reply.ok) return fail(reply.error);
    onKnown(reply.value);
    say(texts.removed(name));
  };
  const add = async (file: File): Promise<void> => {
    const draft = await draftFrom(file, commands.verify);
    if (!draft.ok) return fail(draft.error);
    memory.of(signerDraft).put(draft.value);
    commands.openDesk('signers', newSigner);
  };
  const take = async (file: File): Promise<void> => {
    const text = await textOf(file);
    const reply = text.ok ? await signing.take({ name: nameOfFile(file), text: text.value }) : text;
    if (!reply.ok) return fail(reply.error);
    const { added, known: already, differing } = reply.value;
    onKnown(reply.value);
    say(
      texts.taken(added.length, already.length),
      differing.length === 0 ? null : texts.differing(differing),
    );
  };
  const save = async (): Promise<void> => {
    const reply = await signing.save();
    if (!reply.ok) return fail(reply.error);
    if (!reply.value.dismissed)
      say(texts.saved(reply.value.files.map(({ path, name }) => path ?? name).join(', ')));
  };
  return (
    <StepPage
      wide
      heading={texts.heading}
      intro={texts.intro}
      onBack={null}
      secondary={
        <>
          <Button onClick={() => other.current?.click()}>{texts.take}</Button>
          {known.signers.length === 0 ? null : <Button onClick={() => void save()}>{texts.save}</Button>}
        </>
      }
      primary={{
        label: texts.choose,
        onPress: () => report.current?.click(),
        icon: <Icon name="plus" />,
      }}
    >
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
        <Outcome done={done} />
        {known.signers.length === 0 ? (
          <Box component="section" aria-labelledby="signers-none">
            <Typography component="h2" variant="h2" id="signers-none" sx={{ marginBlockEnd: 1 }}>
              {texts.none.title}
            </Typography>
            <Box>{texts.none.text}</Box>
          </Box>
        ) : (
          <SignerTable signers={known.signers} onRemove={(signer) => void remove(signer)} />
        )}
        <Box sx={{ typography: 'caption', color: 'text.secondary', overflowWrap: 'anywhere' }}>
          <Box>{texts.takeHint}</Box>
          <Box>{texts.where(known.path)}</Box>
          {known.authorities === 0 ? null : <Box>{texts.authorities(known.authorities)}</Box>}
        </Box>
      </Box>
      <FileField
        input={report}
        accept="application/pdf,.pdf"
        label={texts.choose}
        onFile={(file) => void add(file)}
      />
      <FileField
        input={other}
        accept="application/json,.json"
        label={texts.take}
        onFile={(file) => void take(file)}
      />
    </StepPage>
  );
}

/** Who is known, and who comes onto the list and goes from it. */
export function SignersDesk({ state: { item }, commands, memory }: DeskPageProps) {
  const { signing } = commands;
  const [known, setKnown] = useState<Loadable<Known>>({ kind: 'loading' });
  const [done, setDone] = useState<Done>({ kind: 'nothing' });
  const ask = useCallback(() => {
    void signing.list().then((reply) => setKnown(loaded(reply)));
  }, [signing]);
  useEffect(ask, [ask]);
  const draft = item === newSigner ? memory.of(signerDraft).get() : null;
  const show = (value: Known): void => setKnown({ kind: 'ready', value });
  if (draft !== null && known.kind === 'ready')
    return (
      <SignerForm
        key={draft.fingerprint}
        draft={draft}
        signers={known.value.signers}
        onCancel={commands.back}
        onAdd={async (input) => {
          const reply = await signing.add(input);
          if (!reply.ok) return reply.error;
          memory.of(signerDraft).put(null);
          show(reply.value);
          setDone({ kind: 'said', sentence: texts.added(input.signer.name), caution: null });
          commands.openDesk('signers');
          return null;
        }}
      />
    );
  switch (known.kind) {
    case 'loading':
      return (
        <StepPage heading={texts.heading} onBack={null} primary={null}>
          <Busy>{texts.label}</Busy>
        </StepPage>
      );
    case 'failed':
      return (
        <StepPage heading={texts.heading} onBack={null} primary={null}>
          <FailureMessage failure={known.failure} />
        </StepPage>
      );
    case 'ready':
      return (
        <List
          known={known.value}
          done={done}
          commands={commands}
          memory={memory}
          onKnown={show}
          onDone={setDone}
        />
      );
  }
}
