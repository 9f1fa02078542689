import { Box, Button, Table, TableBody, TableCell, TableHead, TableRow } from '@mui/material';
import { useMemo, useState } from 'react';
import type { PlanView } from '../../../../shared/run/plan-view.ts';
import { Mono } from '../../../components/Mono.tsx';
import { TableFrame } from '../../../components/TableFrame.tsx';
import { reviewText } from '../../../text/en/review.ts';
import { Keys } from './Keys.tsx';
import { type ContactRow, contactRows } from './plan-rows.ts';

/** How many hosts of one row are listed before the rest is asked for. */
const listedFirst = 24;

function Hosts({ hosts }: { readonly hosts: readonly string[] }) {
  const [all, setAll] = useState(false);
  const shown = all ? hosts : hosts.slice(0, listedFirst);
  return (
    <>
      <Box component="ul" sx={{ listStyle: 'none', margin: 0, padding: 0 }}>
        {shown.map((host) => (
          <li key={host}>
            <Mono>{host}</Mono>
          </li>
        ))}
      </Box>
      {shown.length === hosts.length ? null : (
        <Button size="small" onClick={() => setAll(true)} sx={{ marginBlock: 0.5 }}>
          {reviewText.showAll(hosts.length)}
        </Button>
      )}
    </>
  );
}

function ContactRows({ row }: { readonly row: ContactRow }) {
  return row.ports.map(({ port, protocol, requirements: keys, reasons }, index) => (
    <TableRow key={port}>
      {index === 0 ? (
        <TableCell rowSpan={row.ports.length} sx={{ width: '34%' }}>
          <Hosts hosts={row.hosts} />
          <Box sx={{ color: 'text.secondary', typography: 'caption' }}>{row.places.join(', ')}</Box>
        </TableCell>
      ) : null}
      <TableCell sx={{ whiteSpace: 'nowrap' }}>
        <Mono>{port}</Mono>
        <Box sx={{ color: 'text.secondary', typography: 'caption' }}>{protocol}</Box>
      </TableCell>
      <TableCell>
        {reasons.map((reason) => (
          <Box key={reason}>{reason}</Box>
        ))}
        <Box sx={{ typography: 'caption' }}>
          <Keys keys={keys} />
        </Box>
      </TableCell>
    </TableRow>
  ));
}

/** The authority that is asked for the time; not during the run, but when the report is made. */
function TimestampRow({ timestamp }: { readonly timestamp: NonNullable<PlanView['timestamp']> }) {
  const { host, port, protocol, url, proxy, why } = timestamp;
  return (
    <TableRow>
      <TableCell sx={{ width: '34%' }}>
        <Mono>{host}</Mono>
        <Box sx={{ color: 'text.secondary', typography: 'caption' }}>{reviewText.authority}</Box>
      </TableCell>
      <TableCell sx={{ whiteSpace: 'nowrap' }}>
        <Mono>{String(port)}</Mono>
        <Box sx={{ color: 'text.secondary', typography: 'caption' }}>{protocol}</Box>
      </TableCell>
      <TableCell>
        {why} <Mono>{url}</Mono>
        {proxy === null ? null : <Box>{reviewText.throughProxy}</Box>}
      </TableCell>
    </TableRow>
  );
}

/** Every destination of a plan once, with its ports and why it is contacted. */
export function PlanContacts({ plan }: { readonly plan: PlanView }) {
  const rows = useMemo(() => contactRows(plan), [plan]);
  if (rows.length === 0 && plan.timestamp === null) return <Box>{reviewText.noContacts}</Box>;
  return (
    <TableFrame>
      <Table size="small" aria-label={reviewText.contacts}>
        <TableHead>
          <TableRow>
            <TableCell>{reviewText.destination}</TableCell>
            <TableCell>{reviewText.port}</TableCell>
            <TableCell>{reviewText.why}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {rows.map((row) => (
            <ContactRows key={row.hosts[0]} row={row} />
          ))}
          {plan.timestamp === null ? null : <TimestampRow timestamp={plan.timestamp} />}
        </TableBody>
      </Table>
    </TableFrame>
  );
}
