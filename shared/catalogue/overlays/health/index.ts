import type { Overlay } from '../../overlay.ts';
import { serverApiHealth } from './server-api-health.ts';
import { serverIdentityHealth } from './server-identity-health.ts';

/** What the platform itself says on this machine once it is installed. */
export const health: Overlay = {
  id: 'health',
  version: 5,
  title: 'Health of Server.API and Server.Identity after the installation',
  when: 'Choose it after the installation, to ask the platform itself whether it is well.',
  reference:
    'OutSystems 11, Server.API and Server.Identity, addresses /server.api/v1/health and /server.identity/v1/health',
  checks: [serverApiHealth, serverIdentityHealth],
};
