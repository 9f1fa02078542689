import type { OperationInput } from '../../../shared/contract/dispatch.ts';

export type LinkId = OperationInput<'link.open'>['link'];

/**
 * Where each link leads: OutSystems' own pages, as the source document and the product's documentation give them. The
 * only addresses that the program ever hands to a browser, so that a page cannot name one.
 */
export const links: Readonly<Record<LinkId, string>> = {
  requirements:
    'https://success.outsystems.com/Documentation/11/Setting_Up_OutSystems/OutSystems_network_requirements',
  'configuration-tool': 'https://success.outsystems.com/Documentation/11/Reference/Configuration_Tool',
  'mobile-builder':
    'https://success.outsystems.com/Support/Enterprise_Customers/Installation/Mobile_App_Builder_Service_connectivity_requirements',
  'architecture-dashboard':
    'https://success.outsystems.com/Documentation/Architecture_Dashboard/How_does_Architecture_Dashboard_work',
};
