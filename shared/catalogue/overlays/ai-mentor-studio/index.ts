import type { Overlay } from '../../overlay.ts';
import { adRestOut } from './ad-rest-out.ts';
import { aiMentorOut } from './ai-mentor-out.ts';

/** Where newer probes send what they find, each a twin of the row about Architecture Dashboard. */
export const aiMentorStudio: Overlay = {
  id: 'ai-mentor-studio',
  version: 2,
  title: 'AI Mentor Studio, the successor of Architecture Dashboard',
  reference:
    'OutSystems 11 network requirements, rows for AI Mentor Studio (probes 4.2 and later) and Architecture Dashboard (probes 4.0 and 4.1)',
  checks: [aiMentorOut, adRestOut],
};
