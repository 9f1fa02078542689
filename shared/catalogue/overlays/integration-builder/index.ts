import type { Overlay } from '../../overlay.ts';
import { inIntegrationBuilder } from './in-integration-builder.ts';
import { outIntegrationBuilder } from './out-integration-builder.ts';

/** Both ways between front-ends and Integration Builder. */
export const integrationBuilder: Overlay = {
  id: 'integration-builder',
  version: 9,
  title: 'Integration Builder',
  when: 'Choose it when integrations are made with Integration Builder.',
  reference: 'OutSystems 11 network requirements, revision 4332f81: rows about Integration Builder',
  checks: [outIntegrationBuilder, inIntegrationBuilder],
};
