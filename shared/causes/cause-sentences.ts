import { type FindingParameters, type Parameter, param } from '../catalogue/parameter.ts';
import { fillText } from '../catalogue/text.ts';
import { type Outcome, outcomes, outcomeWords } from '../probe/outcome.ts';
import { hostAndPort } from '../profile/host.ts';
import { capitalised, counted } from '../words/phrases.ts';
import { type Cause, type Counterproof, isExplained } from './cause.ts';
import type { CauseFold } from './fold-causes.ts';
import type { Layer } from './layers.ts';
import type { DestinationScope, SourceScope } from './scopes.ts';

/** Words with braces, and what fills them, each with what it is: so it is made safe by its type. */
export type Sentence = { readonly text: string; readonly parameters: FindingParameters };

/**
 * A sentence in words. One that begins with a name keeps the name as it is written.
 * @param shown how a name is shown, where there is little room
 */
export function drawSentence(
  { text, parameters }: Sentence,
  shown: (name: string) => string = (name) => name,
): string {
  const short = Object.entries(parameters).map(([name, parameter]): [string, Parameter] => [
    name,
    'value' in parameter && parameter.type === 'host'
      ? { ...parameter, value: shown(parameter.value) }
      : parameter,
  ]);
  return fillText(capitalised(text), Object.fromEntries(short));
}

/** What of all causes a sentence about one of them says. */
export type CauseContext = {
  /** How many checks failed in all. */
  readonly failed: number;
  /** Whether one machine alone was asked, which is then "this server". */
  readonly isOneMachine: boolean;
};

function sourceText(scope: SourceScope, { isOneMachine }: CauseContext): Sentence {
  switch (scope.kind) {
    case 'machine':
      return isOneMachine
        ? { text: 'this server', parameters: {} }
        : { text: '{source}', parameters: { source: param.host(scope.name) } };
    case 'network':
    case 'wide-network':
      return { text: '{source}', parameters: { source: param.host(scope.network) } };
    case 'elsewhere':
      return { text: 'every other server', parameters: {} };
    case 'everyone':
      return { text: isOneMachine ? 'this server' : 'every server that asked', parameters: {} };
  }
}

/** How many sources are named where only some of those that asked do not get through. */
const sourcesNamed = 3;

/** Where a cause comes from. Where others get through, it is those that do not, and not everybody who asked. */
function sourcesText(cause: Cause, context: CauseContext): Sentence {
  const { source, machines, reachedBy } = cause;
  if (source.kind !== 'everyone' || reachedBy === 0 || machines.length === 0 || context.isOneMachine)
    return sourceText(source, context);
  return machines.length > sourcesNamed
    ? { text: counted(machines.length, 'server'), parameters: {} }
    : { text: '{source}', parameters: { source: param.list('and', machines.map(param.host)) } };
}

function destinationText(scope: DestinationScope, layer: Layer): Sentence {
  const said = (text: string, parameters: FindingParameters): Sentence => ({ text, parameters });
  switch (scope.kind) {
    case 'port':
      return said('{to}', { to: param.host(hostAndPort(scope.host, scope.port)) });
    case 'web':
      return said('{to}, ports 80 and 443', { to: param.host(scope.host) });
    case 'host':
      return said('{to}', { to: param.host(scope.host) });
    case 'called':
      return said('the server called {to}', { to: param.host(scope.name) });
    case 'network-port':
      return said('port {port} in {to}', { to: param.host(scope.network), port: param.number(scope.port) });
    case 'network':
      return said('{to}', { to: param.host(scope.network) });
    case 'any-port':
      return said('port {port} of every host', { port: param.number(scope.port) });
    case 'family':
      return said(scope.family === 'ipv6' ? 'every IPv6 address' : 'every IPv4 address', {});
    case 'suffix':
      return said('names under {to}', { to: param.host(scope.suffix) });
    case 'attribute':
    case 'attribute-host':
      return layer === 'tls'
        ? said('every host whose certificate {to} issued', { to: param.distinguishedName(scope.attribute) })
        : said('{to}', {
            to: layer === 'proxy' ? param.url(scope.attribute) : param.program(scope.attribute),
          });
    case 'question':
      return said('{to}', { to: param.keep(scope.question) });
    case 'everything':
      return said(layer === 'resolver' || layer === 'name' ? 'any name' : 'anything', {});
  }
}

const manyWords: Readonly<Partial<Record<DestinationScope['kind'], readonly [one: string, many: string]>>> = {
  host: ['host', 'hosts'],
  called: ['name', 'names'],
  suffix: ['domain', 'domains'],
  network: ['network', 'networks'],
};

const portsOf = (fold: CauseFold): readonly number[] =>
  [...new Set(fold.flatMap(({ ports }) => ports))].sort((left, right) => left - right);

const hostsOf = (fold: CauseFold): readonly string[] => [...new Set(fold.flatMap(({ hosts }) => hosts))];

/** Where several causes that read the same lead: how many ends they are. */
function manyText(fold: CauseFold): string {
  const [{ destination }] = fold;
  const hosts = counted(hostsOf(fold).length, 'host');
  const [port, ...otherPorts] = portsOf(fold);
  if (destination.kind === 'web') return `ports 80 and 443 of ${hosts}`;
  if (destination.kind === 'port')
    return otherPorts.length === 0 ? `port ${port} of ${hosts}` : `${fold.length} ports of ${hosts}`;
  const [one, many] = manyWords[destination.kind] ?? ['end', 'ends'];
  return counted(fold.length, one, many);
}

/** Where causes that read the same lead: the one place, or how many of them. */
function destinationsText(fold: CauseFold): Sentence {
  const [{ destination, layer, kind, failures }] = fold;
  if (kind === 'partial' && destination.kind === 'everything')
    return {
      text: counted(failures, layer === 'resolver' || layer === 'name' ? 'name' : 'end'),
      parameters: {},
    };
  return fold.length === 1 ? destinationText(destination, layer) : { text: manyText(fold), parameters: {} };
}

/** What is wrong at a layer, by what was found; the last of each is said of everything else. */
const whatTexts: Readonly<Record<Layer, Readonly<Record<string, string>> & { readonly other: string }>> = {
  resolver: {
    'dns-error': 'name servers answer {source} with errors about {destination}',
    other: 'no name server answers {source} about {destination}',
  },
  name: {
    'dns-unexpected-address': 'name servers give unexpected addresses for {destination}',
    other: 'no name server knows {destination}',
  },
  permission: { other: '{source} does not allow connections to {destination}' },
  path: {
    'blocked-by-rule': 'a rule of its own firewall keeps connections from {destination}',
    'blocked-by-setting': 'its own firewall keeps every connection from {destination}',
    'closed-by-default': 'no rule of its own firewall lets connections in to {destination}',
    other: 'no way from {source} to {destination}',
  },
  reset: { other: 'connections from {source} to {destination} are cut off' },
  listen: { other: 'nothing listens on {destination}' },
  tls: {
    'tls-intercepted': 'something on the way opens the encryption to {destination}',
    'tls-intercepted-untrusted': 'something on the way opens the encryption to {destination}',
    'tls-expired': 'the certificate of {destination} does not hold now',
    'tls-issuer-expired': 'a certificate behind that of {destination} has ended',
    'tls-not-yet-valid': 'the certificate of {destination} does not hold yet on {source}',
    'tls-untrusted': '{source} does not trust the certificate of {destination}',
    'tls-name': 'the certificate of {destination} is made out to another name',
    other: 'the handshake for encryption with {destination} fails',
  },
  service: {
    'wrong-service': 'another service answers on {destination}',
    silent: '{destination} accepts connections and says nothing',
    'silent-outside': '{destination} accepts connections and says nothing',
    'cut-off': '{destination} accepts connections and hangs up',
    'cut-off-outside': '{destination} accepts connections and hangs up',
    'no-site': 'no site of IIS answers on {destination}',
    'pool-stopped': 'the application pool behind {destination} is stopped',
    'no-server-behind': 'what answers on {destination} does not get to its server',
    other: '{destination} answers, but not as it should',
  },
  proxy: {
    'proxy-auth': 'the proxy {destination} wants a login from {source}',
    'proxy-unreachable': '{source} does not reach the proxy {destination}',
    other: 'the proxy {destination} does not let {source} through',
  },
  self: { other: '{destination} leads {source} to itself' },
  owner: { other: 'another program holds what the platform needs: {destination}' },
  slow: { other: 'connections from {source} to {destination} are slow or get lost' },
  own: { other: 'the check {destination} failed' },
};

/** A source that is refused where others are let in: then something on the way answers. */
const isRefusedAlone = ({ layer, source, machines, reachedBy }: Cause): boolean =>
  layer === 'listen' && reachedBy > 0 && (source.kind !== 'everyone' || machines.length > 0);

function whatText(cause: Cause): string {
  const texts = whatTexts[cause.layer];
  if (isRefusedAlone(cause)) return '{destination} refuses {source} and accepts others';
  const [main] = cause.symptoms;
  return main !== undefined && Object.hasOwn(texts, main.finding)
    ? (texts[main.finding] ?? texts.other)
    : texts.other;
}

/** A template with its two ends put in, before anything is filled in. */
const withEnds = (text: string, source: Sentence, destination: Sentence): Sentence => ({
  text: text.replaceAll('{source}', source.text).replaceAll('{destination}', destination.text),
  parameters: { ...source.parameters, ...destination.parameters },
});

/** What is wrong, and where: "no way from this server to db01:1433". */
export function whatSentence(fold: CauseFold, context: CauseContext): Sentence {
  const [cause] = fold;
  return withEnds(whatText(cause), sourcesText(cause, context), destinationsText(fold));
}

const checksOf = (fold: CauseFold): number => fold.reduce((sum, { checks }) => sum + checks.length, 0);

/** From how many failures on something in common is called a cause. */
const leastForCause = 3;

/** Whether the firewall of the machine itself keeps connections out. */
const isBlockedHere = ({ symptoms }: Cause): boolean =>
  symptoms.some(({ finding }) => finding.startsWith('blocked-by') || finding === 'closed-by-default');

/** How much of all failures that is, and what stands between it and what is wrong. */
type Share = { readonly joint: ': ' | ' ' | ', which '; readonly text: string };

/** "explains 8 of 14". Two failures agree, and explain nothing yet. Null where one alone says nothing of others. */
function shareOf(fold: CauseFold): Share | null {
  const [cause] = fold;
  const share = '{checks} of {failed}';
  if (cause.kind === 'partial') return { joint: ': ', text: `${share} look alike, with no common cause` };
  if (!isExplained(cause))
    return fold.length === 1 ? null : { joint: ': ', text: `${share}, each by itself` };
  if (fold.length === 1 && cause.kind === 'common' && cause.failures < leastForCause)
    return { joint: ': ', text: `${share} agree` };
  const joint = cause.layer === 'path' && !isBlockedHere(cause) ? ' ' : ', which ';
  return { joint, text: `explains ${share}${fold.length > 1 ? ', each by itself' : ''}` };
}

const shareParameters = (fold: CauseFold, { failed }: CauseContext): FindingParameters => ({
  checks: param.number(checksOf(fold)),
  failed: param.number(failed),
});

/** How much of all failures that explains, for itself: "explains 8 of 14". Null where there is nothing to say. */
export function shareSentence(fold: CauseFold, context: CauseContext): Sentence | null {
  const share = shareOf(fold);
  return share === null ? null : { text: share.text, parameters: shareParameters(fold, context) };
}

/** What is wrong, and how much of all failures that explains: "No way from this server to db01:1433 explains 8 of 14". */
export function titleSentence(fold: CauseFold, context: CauseContext): Sentence {
  const { text, parameters } = whatSentence(fold, context);
  const share = shareOf(fold);
  return {
    text: share === null ? text : `${text}${share.joint}${share.text}`,
    parameters: { ...parameters, ...shareParameters(fold, context) },
  };
}

const isOutcome = (finding: string): finding is Outcome => outcomes.some((outcome) => outcome === finding);

/** What was found where it is not the outcome of a probe. */
const findingWords: Readonly<Record<string, string>> = {
  silent: 'accepted, then no answer',
  'silent-outside': 'accepted, then no answer',
  'cut-off': 'accepted, then cut off',
  'cut-off-outside': 'accepted, then cut off',
  free: 'nothing listens',
  'free-unseen': 'nothing seen to listen',
  'open-in-part': 'some addresses do not answer',
  'odd-address': 'some addresses answer in another way',
  'addresses-differ': 'addresses lead to services that differ',
  'tls-intercepted-untrusted': outcomeWords['tls-intercepted'],
  'blocked-by-rule': 'blocked by this machine',
  'blocked-by-setting': 'blocked by this machine',
  'closed-by-default': 'no rule on this machine',
  'no-site': 'no site of IIS',
  'pool-stopped': 'application pool stopped',
  'held-without-iis': 'held by HTTP.sys, and not for IIS',
  'site-unproven': 'no site of IIS answered',
  'no-server-behind': 'no server behind a balancer or proxy',
  'in-use-by-port-proxy': 'held by the port proxy of Windows',
  'leads-here': 'did not leave this machine',
  'in-use-by-other': 'in use by another program',
};

/** What was found, in a few words that any reader knows. */
export const findingWord = (finding: string): string =>
  isOutcome(finding) ? outcomeWords[finding] : (findingWords[finding] ?? finding.replaceAll('-', ' '));

function symptomsSentence(fold: CauseFold): Sentence {
  const counts = new Map<string, number>();
  for (const { finding, count } of fold.flatMap(({ symptoms }) => symptoms))
    counts.set(findingWord(finding), (counts.get(findingWord(finding)) ?? 0) + count);
  const parts = [...counts].map(([word, count]): Parameter => param.keep(`${word} (${count})`));
  return { text: 'what was seen: {symptoms}', parameters: { symptoms: param.list('comma', parts) } };
}

const crossing: readonly Layer[] = ['permission', 'path', 'reset', 'listen'];

/** Why a cause is thought to be one: what was seen, and what passes beside it. */
export function whySentences(fold: CauseFold, context: CauseContext): readonly Sentence[] {
  const [cause] = fold;
  const { layer, reaches, reachedBy, passes, alternatives, source } = cause;
  const from = sourcesText(cause, context);
  const to = destinationsText(fold);
  const say = (text: string, parameters: FindingParameters): Sentence => {
    const { parameters: ends, text: whole } = withEnds(text, from, to);
    return { text: whole, parameters: { ...ends, ...parameters } };
  };
  const isWay = crossing.includes(layer) && source.kind !== 'everyone';
  const other = alternatives.destination;
  const isTold = other !== null && !['called', 'family', 'web'].includes(other.kind);
  return [
    ...(fold.length === 1 && cause.failures === 1 ? [] : [symptomsSentence(fold)]),
    ...(isWay && reaches > 0
      ? [say(`{source} gets through to ${counted(reaches, 'other end')}, so it is up and routed`, {})]
      : []),
    ...(fold.length === 1 && crossing.includes(layer) && reachedBy > 0
      ? [say(`{destination} was reached ${counted(reachedBy, 'time')} from elsewhere`, {})]
      : []),
    ...(passes > 0 ? [say('{passes} passed there all the same', { passes: param.number(passes) })] : []),
    ...(alternatives.source !== null && !context.isOneMachine
      ? [say('it may as well be {destination} itself: nobody else asked for it', {})]
      : []),
    ...(isTold && fold.length === 1
      ? [
          withEnds(
            'it may as well be {destination} as a whole: nothing else was asked there',
            from,
            destinationText(other, layer),
          ),
        ]
      : []),
  ];
}

const counterproofTexts: Readonly<Record<Counterproof, string>> = {
  'another-name-server':
    'Ask the same name server from another machine: if it answers there, the way to it is closed and not the server down.',
  'name-resolves-elsewhere':
    'Look the name up on another machine: if it is found there, the name servers of {source} are the cause.',
  'other-program-connects':
    'Another program of {source} connects there: then a rule for this program is the cause.',
  'packets-arrive':
    'The log of the firewall at {destination}, or a capture there, shows the packets arriving: then the way is open and the other end drops them.',
  'direct-connection-stays':
    'A connection from a machine in the network of {destination} is cut off as well: then the other end does it, and nothing on the way.',
  'listener-is-there':
    'On the other end, "netstat -ano" shows a listener on the port: then a firewall on the way refuses in its place.',
  'certificate-is-trusted-there':
    'Another machine gets another certificate for the same name, or trusts this one: then it is this machine’s list of authorities, or the way from here.',
  'service-answers-there':
    'The service answers when it is asked on its own machine: then something on the way stands in its place.',
  'proxy-lets-through': 'Another machine gets through the same proxy: then its rules are about {source}.',
  'name-leads-elsewhere':
    'The name leads to another address when it is looked up without the hosts file: then the hosts file is the cause.',
  'program-ended': 'The port is free once that program has ended, and stays so after a restart.',
  'other-network-quick':
    'The same connection is quick from a machine in another network: then it is the way, and not the other end.',
  'answer-is-wrong':
    'The answer in the profile is not how the environment is: then only the profile has to change.',
};

/** What would show that it is something else. */
export function counterproofSentence(fold: CauseFold, context: CauseContext): Sentence {
  const [cause] = fold;
  return withEnds(counterproofTexts[cause.counterproof], sourcesText(cause, context), destinationsText(fold));
}

/** What to do, once for everything that a cause explains; null where only the checks themselves know. */
const remedyTexts: Readonly<Record<Layer, string | null>> = {
  resolver:
    'On {source}, name servers that answer must stand in the network settings; let UDP and TCP 53 through to them.',
  name: 'Have the names entered in DNS, or correct them in the profile: {hosts}.',
  permission: 'Allow outgoing connections in the firewall or the security program of {source}{portsNote}.',
  path: 'Allow TCP from {source} to {destination}{portsNote} in every firewall on the way, and see that the route leads there and back.',
  reset:
    'Find the firewall, filter or load balancer between {source} and {destination} that cuts connections off{portsNote}, and let them through.',
  listen: 'Start the service on {destination}{portsNote}, and let it listen on all addresses.',
  tls: 'Mend the certificate of {destination}, or exempt it from inspection of TLS on the way.',
  service: 'Find out what answers on {destination}{portsNote}; it must be the service that is meant.',
  proxy: 'Let the proxy {destination} pass {source} on to: {hosts}.',
  self: 'Correct DNS, the hosts file or the profile, so that each of these names leads to its own server: {hosts}.',
  owner: 'Have the other program use another port, or end it{portsNote}.',
  slow: 'Have the way from {source} to {destination} looked at: load, losses, and detours.',
  own: null,
};

const refusedAlone =
  'Allow {source} on {destination}{portsNote}, in the firewall of that machine and in every one on the way.';

/** How many hosts or ports a remedy names. */
const namedAtMost = 12;

function listedUpTo<T>(items: readonly T[], make: (item: T) => Parameter): Parameter {
  const shown = items.slice(0, namedAtMost).map(make);
  const more = items.length - shown.length;
  return param.list('comma', more === 0 ? shown : [...shown, param.keep(`and ${more} more`)]);
}

/** What to do, once for all that causes explain which read the same. */
export function remedySentence(fold: CauseFold, context: CauseContext): Sentence | null {
  const [cause] = fold;
  const text = isRefusedAlone(cause) ? refusedAlone : remedyTexts[cause.layer];
  if (text === null) return null;
  const ports = portsOf(fold);
  const { kind } = cause.destination;
  const isPortSaid =
    kind === 'web' || (fold.length === 1 ? saysPort.includes(kind) : kind === 'port' && ports.length === 1);
  const note =
    isPortSaid || ports.length === 0 ? '' : ports.length === 1 ? ', port {ports},' : ', ports {ports},';
  const { text: whole, parameters } = withEnds(
    text.replaceAll('{portsNote}', note),
    namedSource(cause, context),
    destinationsText(fold),
  );
  return {
    text: whole.replace(/,\.$/, '.').replaceAll(',,', ','),
    parameters: {
      ...parameters,
      hosts: listedUpTo(hostsOf(fold), param.host),
      ports: listedUpTo(ports, param.number),
    },
  };
}

const saysPort: readonly DestinationScope['kind'][] = ['port', 'any-port', 'network-port', 'web'];

/** Who asked, by name: whoever reads a next step may sit elsewhere. */
function namedSource(cause: Cause, context: CauseContext): Sentence {
  const [machine, ...others] = cause.machines;
  return machine !== undefined && others.length === 0
    ? { text: '{source}', parameters: { source: param.host(machine) } }
    : sourcesText(cause, context);
}
