import { cutOff, cutRequest, drop, dropRequest, rejectWithReset } from '../support/firewall.ts';
import { type Expected, finds, type LabCase } from '../support/lab-case.ts';
import type { Place, Rule } from '../support/machine.ts';
import { addresses, faulty, faultyAddress } from '../support/map.ts';
import { frontEnd, managedBy, watching } from './profiles.ts';

const http = (title: string, host: string, expected: Expected): LabCase => ({
  title: `HTTP: ${title}`,
  profile: watching(host),
  expect: { [`mon-fe-iis@${host}`]: expected },
});

/** What web servers answer over plain HTTP. */
export const httpCases: readonly LabCase[] = [
  http('a real nginx answers', 'fe1.lab', finds('open', 'pass')),
  http('nothing listens', 'db.lab', finds('refused', ['not-yet', 'fail'])),
  http('a page that is not found is an answer', faulty('not-found'), finds('open', 'pass')),
  http(
    'an error of the server',
    faulty('error-500'),
    finds('http-unexpected', 'warn', { says: ['HTTP 500', 'nginx'] }),
  ),
  http(
    'a gateway without its server',
    faulty('bad-gateway'),
    finds('no-server-behind', 'fail', { outcome: 'http-unexpected', says: ['HTTP 502'] }),
  ),
  http('a redirect to another host', faulty('redirect-away'), finds('http-unexpected', 'warn')),
  http('a redirect to HTTPS of the same host', faulty('redirect-to-itself'), finds('open', 'pass')),
  http('a mail server', faulty('greeting-on-80'), finds('wrong-service', 'fail')),
  http(
    'a server that never answers',
    faulty('silent-on-80'),
    finds('silent', 'fail', { outcome: 'timeout', says: ['gave no answer'] }),
  ),
];

const tls = (title: string, host: string, expected: Expected, further: Partial<LabCase> = {}): LabCase => ({
  title: `TLS: ${title}`,
  profile: managedBy(host),
  expect: { 'env-out-lt-443': expected },
  ...further,
});

/** What certificates and handshakes say over TLS. */
export const tlsCases: readonly LabCase[] = [
  tls('a certificate in order', 'lifetime.lab', finds('open', 'pass')),
  tls('a certificate for the address', addresses.lifetime, finds('open', 'pass')),
  tls(
    'an authority that the machine does not know',
    'lifetime.lab',
    finds('tls-chain-incomplete', 'warn', {
      outcome: 'tls-untrusted',
      says: ['sends its certificate alone', 'Lab Authority'],
    }),
    { trusts: 'nobody' },
  ),
  tls('an authority that NODE_EXTRA_CA_CERTS names', 'lifetime.lab', finds('open', 'pass'), {
    trusts: 'nobody',
    caller: { authorityIn: 'NODE_EXTRA_CA_CERTS' },
  }),
  tls('an authority that SSL_CERT_FILE names', 'lifetime.lab', finds('open', 'pass'), {
    trusts: 'nobody',
    caller: { authorityIn: 'SSL_CERT_FILE' },
  }),
  tls(
    'another authority, whose certificate is not sent',
    faulty('other-authority'),
    finds('tls-chain-incomplete', 'warn', { outcome: 'tls-untrusted' }),
  ),
  tls('a server that shakes hands with names only, by its name', faulty('name-only'), finds('open', 'pass')),
  tls(
    'a server that shakes hands with names only, by its address',
    faultyAddress('name-only'),
    finds('tls-needs-name', 'fail', { outcome: 'tls-name', says: ['is an address'] }),
  ),
  tls(
    'a server that breaks off without a certificate of the client',
    faulty('requires-client-certificate'),
    finds('tls-client-certificate', 'warn', { says: ['wants a certificate of the client'] }),
  ),
  tls('a certificate that signed itself', faulty('self-signed'), finds('tls-untrusted', 'warn')),
  tls('an expired certificate', faulty('expired'), finds('tls-expired', 'warn')),
  tls(
    'a certificate that ends in ten days',
    faulty('expires-soon'),
    finds('tls-expires-soon', 'warn', { outcome: 'open', says: ['in 9 days'] }),
  ),
  tls(
    'an error of the server behind a sound handshake',
    faulty('error-over-tls'),
    finds('no-server-behind', 'fail', { outcome: 'http-unexpected', says: ['HTTP 503'] }),
  ),
  tls(
    'a certificate from the future',
    faulty('not-yet-valid'),
    finds('tls-not-yet-valid', 'warn', { outcome: 'tls-expired' }),
  ),
  tls(
    'a certificate for another name',
    faulty('wrong-name'),
    finds('tls-name', 'warn', { says: [`made out to another.lab, not to ${faulty('wrong-name')}`] }),
  ),
  tls('versions before 1.2 only', faulty('old-tls'), finds('tls-version', 'warn')),
  tls('version 1.2 only', faulty('tls12'), finds('open', 'pass')),
  tls(
    'a server that wants a certificate too',
    faulty('wants-client-certificate'),
    finds('http-unexpected', 'warn', { says: ['HTTP 400'] }),
  ),
  tls('plain HTTP instead', faulty('plain-on-443'), finds('wrong-service', 'fail')),
  tls('SSH instead', faulty('ssh-on-443'), finds('wrong-service', 'fail')),
  tls(
    'a server that never answers',
    faulty('silent-on-443'),
    finds('silent', 'fail', { outcome: 'timeout', says: ['gave no answer'] }),
  ),
  tls('a server that resets', faulty('resetting-on-443'), finds('reset', 'fail')),
];

const toLifetime =
  (rule: typeof drop, port: number) =>
  ({ address }: Place): readonly Rule[] => [
    { at: 'router', hook: 'forward', rule: rule({ from: address, to: addresses.lifetime, port }) },
  ];

/** Devices that let connections come about and stop what is asked over them. */
export const stoppedCases: readonly LabCase[] = [
  tls(
    'a device on the way drops what is asked',
    'lifetime.lab',
    finds('silent', 'fail', { outcome: 'timeout' }),
    {
      firewall: toLifetime(dropRequest, 443),
    },
  ),
  tls(
    'a device on the way resets what is asked',
    'lifetime.lab',
    finds('cut-off', 'fail', { outcome: 'reset' }),
    {
      firewall: toLifetime(cutRequest, 443),
    },
  ),
];

/** LifeTime's two ports, of which one can stand for the other. */
export const lifetimeCases: readonly LabCase[] = [
  {
    title: 'LifeTime answers on both ports',
    profile: managedBy('lifetime.lab'),
    expect: { 'env-out-lt-443': finds('open', 'pass'), 'env-out-lt-80': finds('open', 'pass') },
  },
  {
    title: 'LifeTime answers on HTTP only',
    firewall: toLifetime(drop, 443),
    profile: managedBy('lifetime.lab'),
    expect: {
      'env-out-lt-443': finds('covered-by-fallback', 'warn', { outcome: 'timeout' }),
      'env-out-lt-80': finds('open', 'pass'),
    },
  },
  {
    title: 'LifeTime answers on HTTPS only',
    firewall: toLifetime(rejectWithReset, 80),
    profile: managedBy('lifetime.lab'),
    expect: {
      'env-out-lt-443': finds('open', 'pass'),
      'env-out-lt-80': finds('covered-by-fallback', 'not-applicable', { outcome: 'refused' }),
    },
  },
  {
    title: 'LifeTime has no https binding',
    firewall: toLifetime(rejectWithReset, 443),
    profile: managedBy('lifetime.lab'),
    expect: {
      'env-out-lt-443': finds('no-https-binding', 'warn', {
        outcome: 'refused',
        says: ['the way is open', 'no https binding'],
      }),
      'env-out-lt-80': finds('open', 'pass'),
    },
  },
  {
    title: 'HTTPS of LifeTime is dropped, and its HTTP says nothing',
    firewall: ({ address }) => [
      {
        at: 'router',
        hook: 'forward',
        rule: drop({ from: address, to: faultyAddress('silent-on-80'), port: 443 }),
      },
    ],
    profile: managedBy(faulty('silent-on-80')),
    expect: {
      'env-out-lt-443': finds('timeout', 'fail'),
      'env-out-lt-80': finds('silent', 'fail', { outcome: 'timeout' }),
    },
  },
  {
    title: 'a firewall cuts TLS off and lets HTTP through',
    firewall: toLifetime(cutOff, 443),
    profile: managedBy('lifetime.lab'),
    expect: {
      'env-out-lt-443': finds('covered-by-fallback', 'warn', { outcome: 'reset' }),
      'env-out-lt-80': finds('open', 'pass'),
    },
  },
  {
    title: 'the LifeTime server reaches the servers that it manages',
    profile: {
      ...frontEnd,
      machine: { roles: ['lifetime'] },
      managedServers: [
        { host: 'controller.lab', roles: ['controller'] },
        { host: 'fe1.lab', roles: ['front-end'] },
        { host: 'fe2.lab', roles: ['front-end'] },
      ],
    },
    expect: {
      'lt-out-ctrl-443@controller.lab': finds('open', 'pass'),
      'lt-out-ctrl-80@controller.lab': finds('open', 'pass'),
      'lt-out-env-443@fe1.lab': finds('open', 'pass'),
      'lt-out-env-443@fe2.lab': finds('refused', ['not-yet', 'fail']),
      'lt-out-env-80@fe2.lab': finds('refused', ['not-yet', 'fail']),
    },
  },
];
