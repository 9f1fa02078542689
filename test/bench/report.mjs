import { generateKeyPairSync } from 'node:crypto';
import { inTurn, load, timed, timedHere } from './support/processes.mjs';

/** A report drawn, signed and verified in a warm process, beside the processor time of a Node process that does nothing. */
const peer = '`node -e 0`';

/** @param {number} rounds */
async function measure(rounds) {
  const results = await load('test/support/sample-results.ts');
  const made = await load('test/support/signed-result.ts');
  const rendering = await load('electron/core/report/render-result.ts');
  const signing = await load('electron/core/report/sign-report.ts');
  const verifying = await load('electron/core/verify/verify-report.ts');
  const pages = await load('electron/core/verify/check-pages.ts');
  const identities = await load('electron/core/identity/self-signed-certificate.ts');
  const signers = await load('electron/core/identity/signer.ts');
  const json = await load('electron/core/base/canonical-json.ts');
  const trust = await load('shared/report/trust-file.ts');

  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const certificate = identities.makeSelfSignedCertificate(privateKey, {
    commonName: 'Netready on bench',
    serial: new Uint8Array(16).fill(0x5a),
    notBefore: new Date('2026-01-01T00:00:00Z'),
    notAfter: new Date('2036-01-01T00:00:00Z'),
  });
  const signer = signers.keySigner(privateKey, [certificate]);
  const result = made.madeHere(results.failedResult());
  const attachment = json.canonicalJson(result);
  const facts = { fingerprint: 'ab'.repeat(32), name: 'Netready on bench' };
  const render = () =>
    rendering.renderResult(result, attachment, facts, { pageSize: 'A4', timestamped: false });
  const signed = await made.signResult(result, signer);
  const works = {
    'a report drawn and signed': async () => signing.signReport(await render(), signer),
    'a report verified without its pages': () => verifying.verifyReport(signed, trust.emptyTrust),
    'a report verified with its pages': () =>
      verifying.verifyReport(signed, trust.emptyTrust, pages.checkPages),
  };
  for (const work of Object.values(works)) for (let warm = 0; warm < 5; warm += 1) await work();

  const warm = Object.fromEntries(Object.entries(works).map(([name, work]) => [name, () => timedHere(work)]));
  const took = await inTurn(rounds, { nothing: () => timed([process.execPath, '-e', '0']), ...warm });
  return Object.keys(works).map((figure) => ({
    figure,
    value: took(figure).cpuMs,
    unit: /** @type {const} */ ('ms cpu'),
    peer,
    peerValue: took('nothing').cpuMs,
  }));
}

export default {
  name: 'report',
  missing: () =>
    process.platform === 'linux' ? null : 'this system does not tell the processor time of a child',
  measure,
};
