import { serverRoles } from '../../profile/roles.ts';
import { once } from '../../words/once.ts';
import type { CheckDefinition, PhaseRulings } from '../check.ts';
import { always } from '../families/interrupted.ts';
import { localHttp, localHttpRulings } from '../families/local-http.ts';
import { localHttpSubject, planned } from '../subjects.ts';

const astray = (reason: string): PhaseRulings =>
  always({
    verdict: 'warn',
    reason,
    remedy:
      'Make sure that localhost resolves to 127.0.0.1 first, or find out which program, filter or security software handles {target}.',
    owner: 'you',
  });

export const locHttpV6: CheckDefinition = {
  id: 'loc-http-v6',
  requirements: ['B1', 'B2'],
  title: 'Nothing on the IPv6 loopback stands in the way of the local web server',
  why: 'A program that takes localhost for ::1 talks to whatever answers there instead of 127.0.0.1.',
  group: 'this-machine',
  severity: 'advisory',
  direction: 'local',
  roles: serverRoles,
  family: localHttp,
  rulings: once(() =>
    localHttpRulings({
      refused: always({
        verdict: 'pass',
        reason:
          'Nothing listens on {target} (listening: {listeners}), so that programs which try it turn to 127.0.0.1.',
        remedy: null,
        owner: null,
      }),
      unreachable: always({
        verdict: 'not-applicable',
        reason: 'IPv6 is switched off on this machine, so that localhost cannot lead to {target}.',
        remedy: null,
        owner: null,
      }),
      'no-site': astray(
        'HTTP.sys of Windows answers on {target}, but no site of IIS does ({answers}; listening: {listeners}).',
      ),
      timeout: astray(
        '{target} does not answer in time ({code}), so that programs which try it first lose that time.',
      ),
      reset: astray('{target} cuts connections off ({code}).'),
      'wrong-service': astray(
        'What answers on {target} is not a web server ({code}; listening: {listeners}).',
      ),
      'no-permission': astray('This machine does not allow connections to {target} ({code}).'),
    }),
  ),
  plan: (context) => planned([localHttpSubject(context, '::1')]),
};
