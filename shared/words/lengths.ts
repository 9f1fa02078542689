/**
 * How long the texts of a profile, a fact and a result may be, in code points, as zod counts them. Whoever puts a text into a fact
 * cuts it to the length that stands here (`clip.ts`), so that no schema refuses what this program has found itself.
 * They are generous: what a reader needs is never cut.
 */
export const longest = {
  /** An IP address, with the name of an interface behind it (RFC 4007, section 11). */
  address: 100,
  /** A host name in DNS (RFC 1035, section 2.3.4) or an address. */
  host: 253,
  /** A host with brackets and its port; a proxy with its scheme before them. */
  hostAndPort: 300,
  /** The id of a check: `definition@key`, where the key can be a host. */
  checkId: 400,
  /** A code of the system, of a library or of this program. */
  code: 100,
  /** The name of a protocol, a state, a version, an overlay: words that somebody has chosen for machines. */
  word: 100,
  /** A name that somebody has chosen for people: an environment, a server, a program, a service, a rule, a product. */
  name: 200,
  /** A subject or an issuer of a certificate, one of its alternative names, an address with its path. */
  line: 300,
  /** The path of a file (PATH_MAX of Linux; Windows allows more only to programs that ask for it). */
  path: 4096,
  /** The address of a time-stamping authority. */
  url: 1000,
  /** The reason of a waiver. */
  reason: 500,
  /** Something that a sentence names: what stands in a pair of braces of the catalogue. */
  parameter: 800,
  /** What a finding comes to in one line: in lists and cards, on paper and at the terminal. */
  headline: 80,
  /** What the catalogue itself says: a title, why something matters. */
  title: 500,
  /** Reason or remedy of a check: a text of the catalogue with its braces filled in. */
  sentence: 8000,
} as const;

/** How many entries the lists of a profile, a fact and a result may have. Probes report no more. */
export const most = {
  /** Addresses of a machine, or that a name has. */
  addresses: 256,
  /** Lines of a hosts file that name one host, and names on one line. */
  hostsLines: 100,
  hostsNames: 50,
  /** Certificates of a chain; alternative names of the first of them, and of each other one. */
  certificates: 10,
  altNames: 100,
  issuerAltNames: 10,
  /** Settings that name a proxy, and hosts that one exempts. */
  proxySettings: 50,
  bypass: 200,
  /** Places where a system looks a name up. */
  nameSources: 50,
  portRanges: 500,
  /** Ports that a rehearsal listens at, and peers that it tells of for one of them. */
  rehearsedPorts: 16,
  visits: 256,
  /** Owners of a port; services in one of them, and URLs reserved for it. */
  owners: 100,
  ownerNames: 20,
  /** Kinds of networks of a firewall, and rules that decide for one. */
  networks: 10,
  rules: 20,
  /** Services of an installation. */
  services: 50,
  samples: 100,
  /** Mechanisms that an AMQP server offers. */
  mechanisms: 20,
  /** Values that the sentences of a check are drawn from, and parts of one that is a list. */
  parameters: 50,
  parameterItems: 256,
  /** Fields of the profile that a remedy names. */
  asks: 10,
  /** Texts that may say anything and are kept in a redacted report. */
  keptTexts: 2000,
  /** Facts of one check. */
  facts: 500,
  roles: 20,
  overlays: 50,
  requirements: 100,
  /** Entries of a list of servers that are counted before it is refused: more than the file of a profile has room for. */
  counted: 100_000,
  /** Checks of a run: a machine with every role, and every overlay of the largest profile, has 38,106. */
  checks: 50_000,
  /** Ends that a run contacts: each port of each address of each host of the largest profile. */
  contacts: 200_000,
  /** Reports that are merged, and those of them that are about one machine. */
  inputs: 4000,
  inputsOfMachine: 100,
  /** Environments under one LifeTime that stand in one report beside the first. */
  environments: 20,
  /** Machines of an environment: the servers of the largest profile, its databases, clients and services elsewhere. */
  environmentMachines: 4000,
  /** Names and addresses by which a profile calls one machine. */
  machineHosts: 100,
  /** Connections of an environment: 400 servers that all reach each other at three ports have 480,000. */
  connections: 600_000,
  /** Questions of single machines that did not pass. */
  ownChecks: 100_000,
  environmentCauses: 20_000,
  symptoms: 100,
  causePorts: 1000,
  causesOfOutsider: 100,
  /** What is to be said of one report, and fields in which a profile differs from another one. */
  remarks: 50,
  profileFields: 100,
} as const;
