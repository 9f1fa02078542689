import { Box, Button, FormControl, FormLabel, NativeSelect, OutlinedInput } from '@mui/material';
import { useEffect, useRef } from 'react';
import { databasePorts } from '../../../../shared/profile/profile.ts';
import { TextAnswer } from '../../../components/form/TextAnswer.tsx';
import type { FieldProps } from '../../../components/form/use-fields.ts';
import { InlineMessage } from '../../../components/InlineMessage.tsx';
import { Icon } from '../../../components/icons/Icon.tsx';
import { environmentText } from '../../../text/en/environment.ts';
import { type DatabaseAnswer, emptyDatabase } from '../../codecs.ts';
import { type Field, fieldId } from '../../fields.ts';
import { HostOffers } from '../HostReading.tsx';

type DatabaseRowsProps = {
  readonly databases: readonly DatabaseAnswer[];
  readonly field: (field: Field) => FieldProps;
  readonly onChange: (databases: DatabaseAnswer[]) => void;
};

const purposes = ['platform', 'logging', 'session'] as const;
const engines = ['sqlserver', 'oracle'] as const;

type RowProps = {
  readonly database: DatabaseAnswer;
  readonly index: number;
  readonly field: DatabaseRowsProps['field'];
  readonly onChange: (change: Partial<DatabaseAnswer>) => void;
  readonly onRemove: () => void;
};

function DatabaseRow({ database, index, field, onChange, onRemove }: RowProps) {
  const { purpose, engine, host, port, instance } = database;
  const label = environmentText.purposes[purpose];
  const engineId = `database-${index}-engine`;
  const own = field(`databases.${index}.host`);
  return (
    <Box
      role="group"
      aria-label={label}
      sx={{
        border: 1,
        borderColor: 'divider',
        borderRadius: 2,
        padding: 2,
        backgroundColor: 'background.paper',
      }}
    >
      <Box sx={{ display: 'flex', justifyContent: 'space-between', alignItems: 'center', marginBottom: 1 }}>
        <Box sx={{ typography: 'h3' }}>{label}</Box>
        <Button
          size="small"
          variant="text"
          onClick={onRemove}
          aria-label={environmentText.removeDatabase(label, index + 1)}
          startIcon={<Icon name="cross" size={14} />}
        >
          {environmentText.remove}
        </Button>
      </Box>
      <Box
        sx={{
          display: 'grid',
          gap: 2,
          alignItems: 'start',
          gridTemplateColumns: { xs: '1fr 1fr', sm: '150px minmax(0, 1fr) 110px 150px' },
        }}
      >
        <FormControl>
          <FormLabel htmlFor={engineId} sx={{ typography: 'subtitle2', marginBottom: 0.5 }}>
            {environmentText.engine}
          </FormLabel>
          <NativeSelect
            id={engineId}
            value={engine}
            input={<OutlinedInput size="small" />}
            onChange={(event) => {
              const chosen = engines.find((name) => name === event.target.value);
              if (chosen !== undefined) onChange({ engine: chosen });
            }}
          >
            {engines.map((name) => (
              <option key={name} value={name}>
                {environmentText.engines[name]}
              </option>
            ))}
          </NativeSelect>
        </FormControl>
        <TextAnswer
          {...own}
          label={environmentText.host}
          value={host}
          onChange={(value) => onChange({ host: value })}
          typed
          reading={
            own.problems.length === 0 ? undefined : (
              <HostOffers
                text={host}
                hasPort
                onUse={({ hosts: [chosen = ''], port: given, instance: named }) =>
                  onChange({
                    host: chosen,
                    ...(given === undefined ? {} : { port: String(given) }),
                    ...(named === undefined ? {} : { instance: named }),
                  })
                }
              />
            )
          }
        />
        <TextAnswer
          {...field(`databases.${index}.port`)}
          label={environmentText.port}
          value={port}
          onChange={(value) => onChange({ port: value })}
          {...(engine === 'sqlserver' && instance.trim() !== ''
            ? {}
            : { placeholder: String(databasePorts[engine]) })}
          typed
          numeric
        />
        <TextAnswer
          {...field(`databases.${index}.instance`)}
          label={environmentText.instance}
          value={instance}
          onChange={(value) => onChange({ instance: value })}
          optional
          typed
        />
      </Box>
    </Box>
  );
}

/** The database servers, one block for each purpose that was added. The focus follows what is added or removed. */
export function DatabaseRows({ databases, field, onChange }: DatabaseRowsProps) {
  const box = useRef<HTMLDivElement>(null);
  const count = useRef(databases.length);
  useEffect(() => {
    const before = count.current;
    count.current = databases.length;
    if (databases.length > before)
      document.getElementById(fieldId(`databases.${databases.length - 1}.host`))?.focus();
    if (databases.length < before) box.current?.focus();
  }, [databases.length]);
  const change = (index: number, part: Partial<DatabaseAnswer>): void =>
    onChange(databases.map((entry, at) => (at === index ? { ...entry, ...part } : entry)));
  const missing = purposes.filter((purpose) => !databases.some((entry) => entry.purpose === purpose));
  return (
    <Box ref={box} tabIndex={-1} sx={{ display: 'grid', gap: 2, '&:focus': { outline: 'none' } }}>
      {databases.length === 0 ? (
        <InlineMessage kind="caution">{environmentText.noDatabase}</InlineMessage>
      ) : null}
      {databases.map((database, index) => (
        <DatabaseRow
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows have no other identity, and hold no state of their own
          key={index}
          database={database}
          index={index}
          field={field}
          onChange={(part) => change(index, part)}
          onRemove={() => onChange(databases.filter((_, at) => at !== index))}
        />
      ))}
      {missing.length === 0 ? null : (
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
          {missing.map((purpose) => (
            <Button
              key={purpose}
              size="small"
              startIcon={<Icon name="plus" size={14} />}
              onClick={() => onChange([...databases, emptyDatabase(purpose)])}
            >
              {environmentText.add(purpose)}
            </Button>
          ))}
        </Box>
      )}
    </Box>
  );
}
