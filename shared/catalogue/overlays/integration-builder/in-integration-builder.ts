import type { CheckDefinition } from '../../check.ts';
import { inbound } from '../../families/inbound.ts';
import { notApplicable } from '../../subjects.ts';
import { builderAddresses, fromVendor, vendorInboundRulings } from '../../vendor-rows.ts';

export const inIntegrationBuilder: CheckDefinition = {
  id: 'in-integration-builder',
  requirements: ['N5'],
  title: 'Integration Builder can reach this front-end',
  why: 'Integration Builder publishes what was made with it; only the development environment has to let it in.',
  group: 'cloud',
  severity: 'required',
  direction: 'inbound',
  roles: ['front-end'],
  family: inbound,
  rulings: () => vendorInboundRulings,
  plan: (context) =>
    context.profile.features.integrationBuilder
      ? fromVendor(context, 'front-end', 'integrationbuilder.outsystems.com', builderAddresses)
      : notApplicable(
          'Integration Builder is switched off[[ in the profile (features.integrationBuilder)]].',
        ),
};
