import type { Overlay } from '../../overlay.ts';
import { adRestOut } from './ad-rest-out.ts';
import { aiMentorOut } from './ai-mentor-out.ts';
import { inQualityFe } from './in-quality-fe.ts';
import { inQualityLt } from './in-quality-lt.ts';

/** Where newer probes send what they find, each a twin of the row about Architecture Dashboard. */
export const aiMentorStudio: Overlay = {
  id: 'ai-mentor-studio',
  version: 13,
  title: 'Code Quality (AI Mentor Studio)',
  when: 'Choose it when LifeTime sends what its probes find to Code Quality, which was AI Mentor Studio.',
  reference:
    'OutSystems 11 network requirements, rows for AI Mentor Studio (probes 4.2 and later) and Architecture Dashboard (probes 4.0 and 4.1)',
  checks: [aiMentorOut, adRestOut, inQualityFe, inQualityLt],
};
