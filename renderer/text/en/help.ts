import type { Appearance } from '../../theme/kept-scheme.ts';

/** Texts of the help: the keys, the look, and what the words mean that an administrator need not know by heart. */
export const helpText = {
  open: 'Help',
  heading: 'Help',
  close: 'Close',
  keys: {
    heading: 'Keys',
    switch: 'Single keys do something outside of fields',
    rows: [
      { key: '?', does: 'Opens this help' },
      { key: '/', does: 'Goes to the field that finds checks (Results)' },
      { key: 'N', does: 'Goes to the next check that needs somebody (Results)' },
      { key: 'Shift+N', does: 'Goes to the one before' },
      { key: 'E', does: 'Opens the evidence of the check that has the focus' },
      { key: 'Esc', does: 'Closes what lies over the page' },
      { key: 'Enter', does: 'In a field: goes on, as the button at the lower right does' },
      { key: 'Alt+←', does: 'Goes back to the page before' },
    ],
  },
  look: {
    heading: 'Appearance',
    label: 'Light or dark',
    words: {
      system: 'As this system',
      light: 'Light',
      dark: 'Dark',
    } as const satisfies Readonly<Record<Appearance, string>>,
  },
  words: {
    heading: 'Words',
    rows: [
      {
        word: 'AMQP',
        means:
          'The protocol of RabbitMQ, which carries the messages that empty caches. Port 5672, or 5671 with TLS.',
      },
      {
        word: 'Cache invalidation service',
        means: 'RabbitMQ on one server of the environment. All controllers and front-ends connect to it.',
      },
      {
        word: 'Controller',
        means:
          'The server with the deployment controller service, which compiles and hands out modules (port 12000).',
      },
      {
        word: 'Evidence',
        means:
          'What was seen, by which attempt, from which address and when. Every verdict can be traced to it.',
      },
      {
        word: 'Fingerprint',
        means: 'The short form of a signing key. Read aloud and compared, it says whose report a file is.',
      },
      {
        word: 'Front-end',
        means: 'A server that runs applications (services on ports 12001 and 12002, IIS on 80 and 443).',
      },
      {
        word: 'HTTP.sys',
        means:
          'The part of Windows that listens at 80 and 443 for IIS, and for any other program that asks it to.',
      },
      {
        word: 'LifeTime',
        means: 'The console that deploys between environments. It has a server and a platform of its own.',
      },
      {
        word: 'Needs another machine',
        means:
          'Only a check from the other end can tell. A rehearsal, or a report of that machine, decides it.',
      },
      {
        word: 'Not yet',
        means:
          'The service is not installed, so nothing answers. Check again after the installation, or rehearse now.',
      },
      {
        word: 'OSSYS_PARAMETER',
        means:
          'A table of the platform database with settings of the platform. Nobody adds the record for the HTTPS proxy by hand where applications run in containers (requirement C6).',
      },
      {
        word: 'PAC',
        means:
          'A script that tells programs which proxy to use for which address. Netready names it and does not run it.',
      },
      {
        word: 'Rehearsal',
        means:
          'Netready on one server stands in for services that are not installed, and Netready on the others proves the way to it, in both directions.',
      },
      {
        word: 'RFC 3161',
        means:
          'How an authority confirms the time at which a report was signed. Without one, the time is the claim of this machine.',
      },
      { word: 'TDS', means: 'The protocol of SQL Server. Port 1433 unless somebody chose another.' },
      { word: 'TNS', means: 'The protocol of Oracle Database. Port 1521 unless somebody chose another.' },
      {
        word: 'TLS inspection',
        means: 'A device on the way opens the encryption and closes it again with a certificate of its own.',
      },
      {
        word: 'Waived',
        means:
          'Somebody accepts that a check fails, with a reason that stands in the report. It still shows what was seen.',
      },
    ],
  },
} as const;
