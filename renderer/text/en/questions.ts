import type { Question } from '../../wizard/questions.ts';
import { stepOfQuestion } from '../../wizard/questions.ts';
import { frameText } from './frame.ts';

const words: Readonly<Record<Question, string>> = {
  roles: 'the roles of this machine',
  platformVersion: 'the platform version',
  frontEnds: 'the front-end servers',
  managedFrontEnds: 'the servers that LifeTime manages',
  containerRuntimes: 'the container endpoints',
  cachePort: 'the port of the Cache Invalidation Service',
  caFile: 'the certificates of your authorities',
  hosting: 'where applications run',
  databases: 'the databases',
  cacheTls: 'whether the Cache Invalidation Service uses TLS',
  ports: 'the ports',
  proxy: 'the proxy',
  oneProvider: 'the answer about the provider',
  vpn: 'the answer about the VPN',
  sslOffloading: 'the answer about TLS',
  parameterRecordAdded: 'the answer about OSSYS_PARAMETER',
};

/** The ways from a sentence about the profile to what was answered in the wizard. */
export const questionText = {
  change: (question: Question): string =>
    `Change ${words[question]} (${frameText.stepWords[stepOfQuestion(question)]})`,
} as const;
