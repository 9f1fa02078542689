import { Box, Table, TableBody, TableCell, TableHead, TableRow } from '@mui/material';
import type { HeldListenView } from '../../shared/run/listen-view.ts';
import { InlineMessage } from '../components/InlineMessage.tsx';
import { Mono } from '../components/Mono.tsx';
import { TableFrame } from '../components/TableFrame.tsx';
import { listenText } from '../text/en/listen.ts';
import type { OpenedListening } from '../wizard/listening.ts';

/** A port as a table says it: in which words, and what happens there. */
export type PortRow = {
  readonly port: number;
  readonly carrier: string;
  readonly state: string;
  readonly isForServiceAlone: boolean | null;
};

const carrierOf = ({ ports }: HeldListenView, port: number): string => {
  const carrier = ports.find((entry) => entry.port === port)?.carrier;
  return carrier === undefined ? '' : listenText.carrierWords[carrier];
};

/** What would be opened. */
export const plannedRows = (plan: HeldListenView): readonly PortRow[] =>
  plan.held.map(({ port, owners, isForServiceAlone }) => ({
    port,
    carrier: carrierOf(plan, port),
    state: owners.length === 0 ? listenText.free : listenText.inUse(owners),
    isForServiceAlone,
  }));

function stateWords({ state, owners, code }: OpenedListening['ports'][number]): string {
  switch (state) {
    case 'rehearsed':
      return listenText.openAt;
    case 'in-use':
      return listenText.inUse(owners);
    case 'not-opened':
      return listenText.notOpened(code ?? '');
  }
}

/** What became of each port. */
export const openedRows = (opened: OpenedListening, plan: HeldListenView | null): readonly PortRow[] =>
  opened.ports.map((port) => ({
    port: port.port,
    carrier: plan === null ? '' : carrierOf(plan, port.port),
    state: stateWords(port),
    isForServiceAlone: port.isForServiceAlone,
  }));

/** Each port once: what is spoken there, and what happens with it; before that, what the firewall would do. */
export function PortTable({ ports, label }: { readonly ports: readonly PortRow[]; readonly label: string }) {
  const limited = ports.filter(({ isForServiceAlone }) => isForServiceAlone === true).map(({ port }) => port);
  return (
    <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      {limited.length === 0 ? null : (
        <InlineMessage kind="caution" title={listenText.firewall.title}>
          {listenText.firewall.text(limited)}
        </InlineMessage>
      )}
      <TableFrame>
        <Table size="small" aria-label={label}>
          <TableHead>
            <TableRow>
              <TableCell>{listenText.port}</TableCell>
              <TableCell>{listenText.carrier}</TableCell>
              <TableCell>{listenText.state}</TableCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {ports.map((port) => (
              <TableRow key={port.port}>
                <TableCell>
                  <Mono keepTogether>{String(port.port)}</Mono>
                </TableCell>
                <TableCell>{port.carrier}</TableCell>
                <TableCell sx={{ overflowWrap: 'anywhere' }}>{port.state}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </TableFrame>
    </Box>
  );
}
