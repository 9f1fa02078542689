import type { CheckDefinition } from '../../check.ts';
import { inbound } from '../../families/inbound.ts';
import { notApplicable } from '../../subjects.ts';
import { builderAddresses, fromVendor, vendorInboundRulings } from '../../vendor-rows.ts';

export const inWorkflowFe: CheckDefinition = {
  id: 'in-workflow-fe',
  requirements: ['N7'],
  title: 'Workflow Builder can reach this front-end',
  why: 'Workflow Builder publishes the applications that were made with it.',
  group: 'cloud',
  severity: 'required',
  direction: 'inbound',
  roles: ['front-end'],
  family: inbound,
  rulings: () => vendorInboundRulings,
  plan: (context) =>
    context.profile.features.workflowBuilder
      ? fromVendor(context, 'front-end', 'workflowbuilder.outsystems.com', builderAddresses)
      : notApplicable('Workflow Builder is switched off[[ in the profile (features.workflowBuilder)]].'),
};
