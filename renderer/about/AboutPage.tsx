import { Box, Button, Checkbox, FormControlLabel, Paper, Typography } from '@mui/material';
import { type ReactNode, useEffect, useId, useState } from 'react';
import type { OperationOutput } from '../../shared/contract/dispatch.ts';
import type { Failure, Reply } from '../../shared/contract/reply.ts';
import { Busy } from '../components/Busy.tsx';
import { CopyButton } from '../components/CopyButton.tsx';
import { FailureMessage } from '../components/FailureMessage.tsx';
import { StepPage } from '../components/frame/StepPage.tsx';
import { Icon } from '../components/icons/Icon.tsx';
import { Mono } from '../components/Mono.tsx';
import { aboutText as texts } from '../text/en/about.ts';
import { visibleControls } from '../text/visible-controls.ts';
import { monoFont } from '../theme/theme.ts';
import { type Loadable, loaded } from '../wizard/loadable.ts';
import type { Knowing } from '../wizard/steps/props.ts';

/** The answer to one question of a page, asked again when the question changes. */
function useReply<T>(ask: () => Promise<Reply<T>>, question: string): Loadable<T> {
  const [reply, setReply] = useState<Loadable<T>>({ kind: 'loading' });
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked for each question, not for each drawing of the page
  useEffect(() => {
    let isWanted = true;
    void ask().then((answer) => {
      if (isWanted) setReply(loaded(answer));
    });
    return () => {
      isWanted = false;
    };
  }, [question]);
  return reply;
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const id = useId();
  return (
    <Paper component="section" aria-labelledby={id} sx={{ padding: 2, display: 'grid', gap: 1.5 }}>
      <Typography component="h2" variant="h3" id={id}>
        {title}
      </Typography>
      {children}
    </Paper>
  );
}

const pairs = {
  display: 'grid',
  gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'minmax(0, 14rem) minmax(0, 1fr)' },
  columnGap: 2,
  rowGap: { xs: 0.25, sm: 1 },
  margin: 0,
} as const;

function Pair({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <>
      <Box component="dt" sx={{ color: 'text.secondary' }}>
        {label}
      </Box>
      <Box component="dd" sx={{ margin: 0, overflowWrap: 'anywhere', marginBlockEnd: { xs: 1, sm: 0 } }}>
        {children}
      </Box>
    </>
  );
}

/** A text of a program, as it is. */
function Printed({ children }: { readonly children: string }) {
  return (
    <Box
      component="pre"
      tabIndex={0}
      sx={{
        margin: 0,
        padding: 1.5,
        maxBlockSize: 320,
        overflow: 'auto',
        border: 1,
        borderColor: 'divider',
        borderRadius: 1,
        typography: 'caption',
        fontFamily: monoFont,
        whiteSpace: 'pre-wrap',
        overflowWrap: 'anywhere',
      }}
    >
      {visibleControls(children)}
    </Box>
  );
}

function Licences({ knowing }: { readonly knowing: Knowing }) {
  const licences = useReply(knowing.licences, '');
  if (licences.kind === 'loading') return <Busy>{texts.licences.loading}</Busy>;
  if (licences.kind === 'failed') return <FailureMessage failure={licences.failure} />;
  return licences.value.text === null ? (
    <Box>{texts.licences.beside}</Box>
  ) : (
    <Printed>{licences.value.text}</Printed>
  );
}

function Bundle({ knowing, withMachine }: { readonly knowing: Knowing; readonly withMachine: boolean }) {
  const bundle = useReply(() => knowing.showDiagnostics(withMachine), String(withMachine));
  if (bundle.kind === 'loading') return <Busy>{texts.diagnostics.loading}</Busy>;
  if (bundle.kind === 'failed') return <FailureMessage failure={bundle.failure} />;
  return (
    <Box sx={{ display: 'grid', gap: 1, justifyItems: 'start' }}>
      <Box sx={{ inlineSize: '100%' }}>
        <Printed>{bundle.value.text}</Printed>
      </Box>
      <CopyButton text={bundle.value.text} what={texts.diagnostics.what} />
    </Box>
  );
}

type Saving =
  | { readonly kind: 'idle' }
  | { readonly kind: 'working' }
  | { readonly kind: 'saved'; readonly names: string }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** What Netready knows of its own failures: shown, and saved only when somebody wants it. */
function Diagnostics({ knowing }: { readonly knowing: Knowing }) {
  const [withMachine, setWithMachine] = useState(false);
  const [isOpen, setOpen] = useState(false);
  const [saving, setSaving] = useState<Saving>({ kind: 'idle' });
  const save = async (): Promise<void> => {
    setSaving({ kind: 'working' });
    const reply = await knowing.saveDiagnostics(withMachine);
    if (!reply.ok) return setSaving({ kind: 'failed', failure: reply.error });
    if (reply.value.dismissed) return setSaving({ kind: 'idle' });
    setSaving({ kind: 'saved', names: reply.value.files.map(({ path, name }) => path ?? name).join(', ') });
  };
  return (
    <Section title={texts.diagnostics.heading}>
      <Box>{texts.diagnostics.text}</Box>
      <FormControlLabel
        label={texts.diagnostics.machine}
        control={<Checkbox checked={withMachine} onChange={(_, checked) => setWithMachine(checked)} />}
      />
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
        <Button
          startIcon={<Icon name="save" />}
          disabled={saving.kind === 'working'}
          onClick={() => void save()}
        >
          {saving.kind === 'working' ? texts.diagnostics.saving : texts.diagnostics.save}
        </Button>
        <Button variant="text" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {texts.diagnostics.show}
        </Button>
      </Box>
      <Box role="status" sx={{ overflowWrap: 'anywhere' }}>
        {saving.kind === 'saved' ? visibleControls(texts.diagnostics.saved(saving.names)) : ''}
      </Box>
      {saving.kind === 'failed' ? <FailureMessage failure={saving.failure} /> : null}
      {isOpen ? <Bundle knowing={knowing} withMachine={withMachine} /> : null}
    </Section>
  );
}

type AboutPageProps = {
  readonly described: Pick<OperationOutput<'app.describe'>, 'version' | 'catalogueVersion' | 'host'>;
  readonly knowing: Knowing;
};

/** What this installation is, where its data lie, under which licences it stands, and what it knows of its failures. */
export function AboutPage({ described, knowing }: AboutPageProps) {
  const about = useReply(knowing.about, '');
  const [isLicencesOpen, setLicencesOpen] = useState(false);
  const { program, data } = texts;
  return (
    <StepPage heading={texts.heading} intro={texts.intro} onBack={null} primary={null}>
      <Box sx={{ display: 'grid', gap: 2 }}>
        {about.kind === 'failed' ? <FailureMessage failure={about.failure} /> : null}
        <Section title={program.heading}>
          <Box component="dl" sx={pairs}>
            <Pair label={program.version}>
              <Mono>{described.version}</Mono>
            </Pair>
            <Pair label={program.host}>{program.hosts[described.host]}</Pair>
            <Pair label={program.catalogue}>
              <Mono>{described.catalogueVersion}</Mono>
            </Pair>
            {about.kind === 'ready' ? (
              <>
                <Pair label={program.hash}>
                  <Mono>{about.value.catalogueSha256}</Mono>
                </Pair>
                <Pair label={program.editions}>
                  {about.value.editions.map(({ id, title, reference }) => (
                    <Box key={id}>
                      {title}
                      <Box sx={{ typography: 'caption', color: 'text.secondary' }}>{reference}</Box>
                    </Box>
                  ))}
                </Pair>
              </>
            ) : null}
          </Box>
        </Section>
        {about.kind === 'loading' ? <Busy>{texts.loading}</Busy> : null}
        {about.kind === 'ready' ? (
          <Section title={data.heading}>
            <Box component="dl" sx={pairs}>
              <Pair label={data.folder}>
                <Mono>{visibleControls(about.value.dataFolder)}</Mono>
              </Pair>
              <Pair label={data.runs}>{data.kept(about.value.runs.kept, about.value.runs.most)}</Pair>
            </Box>
            <Box sx={{ color: 'text.secondary' }}>{data.what}</Box>
          </Section>
        ) : null}
        <Section title={texts.network.heading}>
          <Box>{texts.network.text}</Box>
        </Section>
        <Diagnostics knowing={knowing} />
        <Section title={texts.licences.heading}>
          <Box>{texts.licences.text}</Box>
          <Box>
            <Button
              variant="text"
              aria-expanded={isLicencesOpen}
              onClick={() => setLicencesOpen(!isLicencesOpen)}
            >
              {texts.licences.show}
            </Button>
          </Box>
          {isLicencesOpen ? <Licences knowing={knowing} /> : null}
        </Section>
      </Box>
    </StepPage>
  );
}
