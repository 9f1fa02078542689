import type { LoopbackEnvironment } from '../pages/wizard.ts';

/** Nothing listens on port 9 (discard) of these addresses, so each connection is refused at once. */
export const closedEnvironment: LoopbackEnvironment = {
  name: 'Acceptance',
  controller: '127.0.0.1',
  frontEnds: ['127.0.0.1', '127.0.0.2'],
  database: { host: '127.0.0.3', port: 9 },
};
