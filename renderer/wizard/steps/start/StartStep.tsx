import { Box, Button, Link } from '@mui/material';
import { type ReactNode, useRef } from 'react';
import { instantText } from '../../../../shared/report/words.ts';
import { FailureMessage } from '../../../components/FailureMessage.tsx';
import { StepPage } from '../../../components/frame/StepPage.tsx';
import { InlineMessage } from '../../../components/InlineMessage.tsx';
import { Icon } from '../../../components/icons/Icon.tsx';
import type { IconName } from '../../../components/icons/icon-paths.ts';
import { frameText } from '../../../text/en/frame.ts';
import { startText } from '../../../text/en/start.ts';
import { hiddenFromSight } from '../../../theme/hidden.ts';
import type { ChosenFile } from '../../effects.ts';
import type { Earlier, Opening } from '../../machine.ts';
import type { About } from '../../own-name.ts';

type StartStepProps = {
  readonly about: About;
  readonly earlier: Earlier | null;
  readonly earlierProblem: string | null;
  /** Whether a check was begun since the program started; it can be gone on with. */
  readonly begun: boolean;
  readonly opening: Opening;
  readonly onBegin: () => void;
  readonly onOpenFile: (file: ChosenFile) => void;
  /** Goes on with the current check, or with the one of an earlier day. */
  readonly onContinue: () => void;
  readonly onVerify: () => void;
  readonly onRequirements: () => void;
};

type WayProps = {
  readonly icon: IconName;
  readonly title: string;
  readonly detail: ReactNode;
  readonly action: ReactNode;
};

/** One way to begin. */
function Way({ icon, title, detail, action }: WayProps) {
  return (
    <Box
      component="section"
      aria-label={title}
      sx={{
        display: 'grid',
        gridTemplateColumns: { xs: '24px minmax(0, 1fr)', sm: '24px minmax(0, 1fr) auto' },
        columnGap: 2,
        rowGap: 1,
        alignItems: 'center',
        padding: 2,
        border: 1,
        borderColor: 'divider',
        borderRadius: 2,
        backgroundColor: 'background.paper',
      }}
    >
      <Box sx={{ color: 'primary.main' }}>
        <Icon name={icon} size={24} />
      </Box>
      <Box sx={{ minWidth: 0, overflowWrap: 'anywhere' }}>
        <Box component="h2" sx={{ margin: 0, typography: 'h3' }}>
          {title}
        </Box>
        <Box sx={{ color: 'text.secondary' }}>{detail}</Box>
      </Box>
      <Box sx={{ gridColumn: { xs: '2', sm: 'auto' }, '& > .MuiButton-root': { minWidth: 200 } }}>
        {action}
      </Box>
    </Box>
  );
}

function earlierDetail({ step, answers, result }: Earlier): ReactNode {
  const name = answers.environmentName.trim() === '' ? startText.unnamed : answers.environmentName;
  return (
    <>
      {startText.continueDetail(name, frameText.stepWords[step])}
      {result === null ? null : ` ${startText.continueWithRun(instantText(result.finishedAt))}`}
    </>
  );
}

function OpenFile({ opening, onOpenFile }: Pick<StartStepProps, 'opening' | 'onOpenFile'>) {
  const input = useRef<HTMLInputElement>(null);
  const reading = opening.kind === 'reading';
  return (
    <>
      <Button onClick={() => input.current?.click()} disabled={reading}>
        {reading ? startText.reading(opening.name) : startText.choose}
      </Button>
      <Box
        component="input"
        ref={input}
        type="file"
        accept=".json,.hsconf,application/json"
        tabIndex={-1}
        aria-hidden="true"
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          if (file !== undefined) onOpenFile(file);
          event.target.value = '';
        }}
        sx={hiddenFromSight}
      />
    </>
  );
}

/** The first page: the ways to begin. */
export function StartStep(props: StartStepProps) {
  const { about, earlier, earlierProblem, begun, opening, onBegin, onContinue, onVerify } = props;
  const canContinue = begun || earlier !== null;
  return (
    <StepPage
      heading={startText.heading}
      intro={startText.intro}
      onBack={null}
      status={startText.about(about.version, about.catalogueVersion)}
      primary={
        canContinue
          ? { label: begun ? startText.continueCurrent : startText.continue, onPress: onContinue }
          : { label: startText.begin, onPress: onBegin }
      }
    >
      <Box sx={{ display: 'grid', gap: 1.5 }}>
        {earlierProblem === null ? null : (
          <InlineMessage kind="caution" title={startText.earlierProblem}>
            {earlierProblem}
          </InlineMessage>
        )}
        {opening.kind === 'failed' ? (
          <FailureMessage failure={opening.failure} title={startText.refused(opening.name)} />
        ) : null}
        {begun || earlier === null ? null : (
          <Way
            icon="refresh"
            title={startText.continue}
            detail={earlierDetail(earlier)}
            action={<Button onClick={onContinue}>{startText.continue}</Button>}
          />
        )}
        <Way
          icon="plus"
          title={startText.begin}
          detail={begun ? `${startText.beginDetail} ${startText.beginReplaces}` : startText.beginDetail}
          action={<Button onClick={onBegin}>{startText.begin}</Button>}
        />
        <Way
          icon="file"
          title={startText.open}
          detail={startText.openDetail}
          action={<OpenFile opening={opening} onOpenFile={props.onOpenFile} />}
        />
        <Way
          icon="shield"
          title={startText.verify}
          detail={startText.verifyDetail}
          action={<Button onClick={onVerify}>{startText.verify}</Button>}
        />
        <Box sx={{ color: 'text.secondary', marginTop: 1 }}>
          {startText.quiet}{' '}
          <Link
            component="button"
            type="button"
            onClick={props.onRequirements}
            sx={{ verticalAlign: 'baseline' }}
          >
            {startText.requirementsLink}
          </Link>
        </Box>
      </Box>
    </StepPage>
  );
}
