import { Box, Button, FormControl, FormLabel, InputAdornment, OutlinedInput } from '@mui/material';
import { useId } from 'react';
import { type Group, groupWords } from '../../../shared/catalogue/check.ts';
import { severityWords } from '../../../shared/report/check-texts.ts';
import { verdictLooks } from '../../../shared/theme/verdicts.ts';
import type { Severity, Verdict } from '../../../shared/words/verdict.ts';
import { resultsText } from '../../text/en/results.ts';
import { Icon } from '../icons/Icon.tsx';
import { Choice } from './Choice.tsx';
import { type CheckFilter, type filterChoices, noFilter } from './check-rows.ts';

type FilterBarProps = {
  readonly filter: CheckFilter;
  readonly choices: ReturnType<typeof filterChoices>;
  /** How many checks the filter leaves, of how many. */
  readonly shown: number;
  readonly all: number;
  readonly onChange: (filter: CheckFilter) => void;
};

const { table: texts } = resultsText;

/** What narrows the table of all checks, and how much it leaves. */
export function FilterBar({ filter, choices, shown, all, onChange }: FilterBarProps) {
  const id = useId();
  const isNarrowed =
    filter.verdict !== null ||
    filter.severity !== null ||
    filter.group !== null ||
    filter.host !== null ||
    filter.words !== '';
  return (
    <Box
      role="search"
      aria-label={texts.filter}
      sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.5, alignItems: 'flex-end' }}
    >
      <FormControl sx={{ flex: '2 1 10rem', minInlineSize: 0 }}>
        <FormLabel htmlFor={id} sx={{ typography: 'caption', marginBlockEnd: 0.25 }}>
          {texts.search}
        </FormLabel>
        <OutlinedInput
          id={id}
          type="search"
          size="small"
          placeholder={texts.searchHint}
          value={filter.words}
          onChange={(event) => onChange({ ...filter, words: event.target.value })}
          onKeyDown={(event) => {
            if (event.key === 'Enter') event.preventDefault();
          }}
          inputProps={{ autoComplete: 'off', spellCheck: false }}
          startAdornment={
            <InputAdornment position="start">
              <Icon name="search" />
            </InputAdornment>
          }
        />
      </FormControl>
      <Choice<Verdict>
        nothing={texts.any}
        width="7.5rem"
        label={texts.verdict}
        value={filter.verdict}
        choices={choices.verdicts}
        wordOf={(verdict) => verdictLooks[verdict].word}
        onChoose={(verdict) => onChange({ ...filter, verdict })}
      />
      {choices.severities.length < 2 && filter.severity === null ? null : (
        <Choice<Severity>
          nothing={texts.any}
          width="6.5rem"
          label={texts.severity}
          value={filter.severity}
          choices={choices.severities}
          wordOf={(severity) => severityWords[severity]}
          onChoose={(severity) => onChange({ ...filter, severity })}
        />
      )}
      <Choice<Group>
        nothing={texts.any}
        width="7.5rem"
        label={texts.group}
        value={filter.group}
        choices={choices.groups}
        wordOf={(group) => groupWords[group]}
        onChoose={(group) => onChange({ ...filter, group })}
      />
      <Choice<string>
        nothing={texts.any}
        width="8.5rem"
        label={texts.host}
        value={filter.host}
        choices={choices.hosts}
        wordOf={(host) => (host === '' ? texts.thisMachine : host)}
        onChoose={(host) => onChange({ ...filter, host })}
      />
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.5, minBlockSize: 40 }}>
        <Box
          component="span"
          role="status"
          className="tabular"
          sx={{ color: 'text.secondary', whiteSpace: 'nowrap' }}
        >
          {texts.shown(shown, all)}
        </Box>
        <Button size="small" variant="text" disabled={!isNarrowed} onClick={() => onChange(noFilter)}>
          {texts.clear}
        </Button>
      </Box>
    </Box>
  );
}
