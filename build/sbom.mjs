import { readFile, writeFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

/** @typedef {{ name: string, version: string, licence: string, purl: string, sha512?: string }} Component */

/** @type {(licence: string) => { license: { id: string } } | { expression: string }} */
const licenceOf = (licence) =>
  /[ (]/.test(licence) ? { expression: licence.replace(/^\((.*)\)$/, '$1') } : { license: { id: licence } };

/** @type {(name: string, version: string) => string} */
export const npmPurl = (name, version) => `pkg:npm/${name.replace('@', '%40')}@${version}`;

/**
 * Where a package lies as the lock file names it, also where it is installed above the project's folder, as beside other
 * working trees.
 * @type {(path: string) => string}
 */
function placeOf(path) {
  const parts = path.split(sep);
  return parts.slice(Math.max(0, parts.indexOf('node_modules'))).join('/');
}

/**
 * The bundled packages as components, each with the hash under which npm has installed it.
 * @param {string} root the project's folder
 * @param {readonly import('./licences.mjs').BundledPackage[]} packages
 * @returns {Promise<Component[]>}
 */
export async function npmComponents(root, packages) {
  const lock = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8'));
  return packages.map(({ folder, name, version, licence }) => {
    const integrity = lock.packages[placeOf(relative(root, folder))]?.integrity;
    if (!integrity?.startsWith('sha512-'))
      throw new Error(`${name} ${version} has no hash in package-lock.json.`);
    const sha512 = Buffer.from(integrity.slice('sha512-'.length), 'base64').toString('hex');
    return { name, version, licence, purl: npmPurl(name, version), sha512 };
  });
}

/**
 * Writes a software bill of materials (CycloneDX 1.6, ECMA-424). It has neither a time nor a random number, so that
 * two builds of the same sources give the same bytes.
 * @param {string} path
 * @param {{ name: string, version: string, license: string }} program
 * @param {readonly Component[]} components what is inside the program
 */
export async function writeSbom(path, program, components) {
  const purl = npmPurl(program.name, program.version);
  const bom = {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      component: {
        type: 'application',
        'bom-ref': purl,
        name: program.name,
        version: program.version,
        licenses: [licenceOf(program.license)],
        purl,
      },
    },
    components: components.map(({ name, version, licence, purl: own, sha512 }) => ({
      type: 'library',
      'bom-ref': own,
      name,
      version,
      licenses: [licenceOf(licence)],
      purl: own,
      ...(sha512 === undefined ? {} : { hashes: [{ alg: 'SHA-512', content: sha512 }] }),
    })),
    dependencies: [{ ref: purl, dependsOn: components.map((component) => component.purl) }],
  };
  await writeFile(path, `${JSON.stringify(bom, null, 2)}\n`);
}
