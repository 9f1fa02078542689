import type { CheckDefinition } from '../../check.ts';
import { inbound } from '../../families/inbound.ts';
import { notApplicable } from '../../subjects.ts';
import { builderAddresses, fromVendor, vendorInboundRulings } from '../../vendor-rows.ts';

export const inWorkflowLt: CheckDefinition = {
  id: 'in-workflow-lt',
  requirements: ['N8'],
  title: 'Workflow Builder can reach LifeTime',
  why: 'Needed only where teams in LifeTime decide what users of Workflow Builder may do.',
  group: 'cloud',
  severity: 'required',
  direction: 'inbound',
  roles: ['lifetime'],
  family: inbound,
  rulings: () => vendorInboundRulings,
  plan: (context) =>
    context.profile.features.workflowBuilder
      ? fromVendor(context, 'lifetime', 'workflowbuilder.outsystems.com', builderAddresses)
      : notApplicable('Workflow Builder is switched off[[ in the profile (features.workflowBuilder)]].'),
};
