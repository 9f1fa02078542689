import type { Overlay } from '../../overlay.ts';
import { inWorkflowFe } from './in-workflow-fe.ts';
import { inWorkflowLt } from './in-workflow-lt.ts';

/** The connections that Workflow Builder opens. */
export const workflowBuilder: Overlay = {
  id: 'workflow-builder',
  version: 4,
  title: 'Workflow Builder',
  when: 'Choose it when applications are made with Workflow Builder.',
  reference: 'OutSystems 11 network requirements, revision 4332f81: rows about Workflow Builder',
  checks: [inWorkflowFe, inWorkflowLt],
};
