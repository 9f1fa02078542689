import type { CheckDefinition } from '../../check.ts';
import { inbound } from '../../families/inbound.ts';
import { notApplicable } from '../../subjects.ts';
import { codeQualityAddresses, fromVendor, vendorInboundRulings } from '../../vendor-rows.ts';

export const inQualityFe: CheckDefinition = {
  id: 'in-quality-fe',
  requirements: ['N11'],
  title: 'Code Quality can reach this front-end',
  why: 'Code Quality asks the platform who somebody is that logs in with an account of the platform.',
  group: 'cloud',
  severity: 'required',
  direction: 'inbound',
  roles: ['front-end'],
  family: inbound,
  rulings: () => vendorInboundRulings,
  plan: (context) =>
    context.profile.features.itUserLogin
      ? fromVendor(context, 'front-end', 'aimentorstudio.outsystems.com', codeQualityAddresses)
      : notApplicable(
          'The login to Code Quality with accounts of the platform is switched off[[ in the profile (features.itUserLogin)]].',
        ),
};
