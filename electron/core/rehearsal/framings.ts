import type { Carrier } from '../../../shared/probe/carriers.ts';
import { amqpFraming } from './amqp-framing.ts';
import type { Framing } from './framing.ts';
import { httpFraming } from './http-framing.ts';
import { plainFraming } from './plain-framing.ts';
import { tdsFraming } from './tds-framing.ts';
import { tnsFraming } from './tns-framing.ts';

/** How messages ride in each carrier; inside TLS, where it has TLS around it. */
export const framings: Readonly<Record<Carrier, Framing>> = {
  plain: plainFraming,
  http: httpFraming,
  https: httpFraming,
  amqp: amqpFraming,
  amqps: amqpFraming,
  tds: tdsFraming,
  tns: tnsFraming,
};

/** Whether a carrier's messages may each come over a connection of their own, because proxies have such a way. */
export const maySplit = (carrier: Carrier): boolean => carrier === 'http' || carrier === 'https';
