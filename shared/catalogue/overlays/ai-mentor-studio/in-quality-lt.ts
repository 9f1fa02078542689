import type { CheckDefinition } from '../../check.ts';
import { inbound } from '../../families/inbound.ts';
import { notApplicable } from '../../subjects.ts';
import { codeQualityAddresses, fromVendor, vendorInboundRulings } from '../../vendor-rows.ts';

export const inQualityLt: CheckDefinition = {
  id: 'in-quality-lt',
  requirements: ['N12'],
  title: 'Code Quality can reach LifeTime',
  why: 'Code Quality asks the platform who somebody is that logs in with an account of the platform.',
  group: 'cloud',
  severity: 'required',
  direction: 'inbound',
  roles: ['lifetime'],
  family: inbound,
  rulings: () => vendorInboundRulings,
  plan: (context) =>
    context.profile.features.itUserLogin
      ? fromVendor(context, 'lifetime', 'aimentorstudio.outsystems.com', codeQualityAddresses)
      : notApplicable(
          'The login to Code Quality with accounts of the platform is switched off[[ in the profile (features.itUserLogin)]].',
        ),
};
