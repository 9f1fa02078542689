import { counted } from '../../../shared/words/phrases.ts';

/** The step that shows what a run would do, before it does it. */
export const reviewText = {
  heading: 'Review',
  intro: 'This is everything that the run will do. Nothing has been contacted yet.',
  planning: 'Working out the plan',
  run: (count: number): string => `Run ${counted(count, 'check')}`,
  /** While the plan is not known. */
  runLater: 'Run the checks',
  copyWhat: 'the plan as text',
  longest: (duration: string): string => `Duration: ${duration}.`,
  drawing: 'Where this machine stands',
  ports: (ports: readonly string[]): string => `${ports.length === 1 ? 'port' : 'ports'} ${ports.join(', ')}`,
  /** Each after a number of checks. */
  totals: {
    outbound: (count: number, destinations: number): string =>
      `${count === 1 ? 'contacts' : 'contact'} ${counted(destinations, 'destination')}`,
    local: (count: number): string => `${count === 1 ? 'looks' : 'look'} at this machine alone`,
    inbound: (count: number): string => `${count === 1 ? 'needs' : 'need'} another machine`,
    missing: (count: number): string => `${count === 1 ? 'lacks' : 'lack'} an answer`,
  },
  contacts: 'What will be contacted',
  contactsIntro: 'One connection or a few to each, without any credentials. Nothing else will be contacted.',
  noContacts: 'No host will be contacted.',
  destination: 'Destination',
  port: 'Port',
  /** In place of a port that SQL Server Browser tells during the run. */
  toldPort: (instance: string): string => `as told for ${instance}`,
  why: 'Why',
  requirements: (keys: string): string => `Requirement ${keys}`,
  authority: 'Time-stamping authority',
  throughProxy: 'Through the proxy, which is contacted in its place.',
  showAll: (count: number): string => `Show all ${count} hosts`,
  names: 'Names that are looked up',
  namesIntro:
    'The resolver of the system is asked for these names, and so may be the name servers of this machine.',
  noNames: 'No name is looked up.',
  nameServers: 'Name servers of this machine',
  noNameServers: 'This machine names none.',
  nothingElse: 'Nothing else will be contacted.',
  local: 'Looked at on this machine',
  inbound: 'Needs another machine',
  inboundIntro:
    'Others open these connections to this machine, so a run there proves them. They stand in the report and in the firewall request.',
  source: 'From',
  missing: 'Cannot be checked yet',
  missingIntro: 'An answer is missing. The run goes on without these, and they count as unknown.',
  notApplicable: 'Does not apply to this machine',
  requirementCount: (count: number): string => counted(count, 'requirement'),
  checkCount: (count: number): string => counted(count, 'check'),
  saveTitle: 'For the next server',
  saveIntro:
    'Save the answers as a file and open it on the other servers of this environment, so that nobody types them twice.',
  save: 'Save the environment file',
  saving: 'Saving',
  saved: (names: string): string => `Saved: ${names}.`,
  downloaded: (names: string): string => `Downloaded: ${names}.`,
  text: {
    title: (machine: string, phase: string): string => `Netready plan for ${machine}, ${phase.toLowerCase()}`,
  },
} as const;
