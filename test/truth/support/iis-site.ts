import { change, type Later } from './undo.ts';
import { appcmd, must, type Run } from './windows-commands.ts';

/** A site of IIS with a pool of its own. */
export type TestSite = {
  readonly name: string;
  readonly port: number;
  /** The one name under which it answers; empty for every name. */
  readonly host: string;
  readonly folder: string;
};

/** Makes a site with its pool until the test is over. */
export async function withSite(run: Run, later: Later, site: TestSite): Promise<void> {
  const { name, port, host, folder } = site;
  const tell = (...args: readonly string[]) => must(run, appcmd, args);
  const pool = {
    what: `the application pool "${name}"`,
    run: () => tell('delete', 'apppool', `/apppool.name:${name}`),
  };
  await change(later, pool, () => tell('add', 'apppool', `/name:${name}`, '/managedRuntimeVersion:'));
  const made = { what: `the site "${name}"`, run: () => tell('delete', 'site', `/site.name:${name}`) };
  const binding = `/bindings:http/*:${port}:${host}`;
  await change(later, made, () => tell('add', 'site', `/name:${name}`, binding, `/physicalPath:${folder}`));
  await tell('set', 'app', `${name}/`, `/applicationPool:${name}`);
}

/** Has a site answer 403.4, as one does that requires TLS. Goes away with the site's location in the configuration. */
export async function requireTls(run: Run, later: Later, name: string): Promise<void> {
  const access = ['config', name, '/section:access'];
  const tell = (verb: string, ...more: readonly string[]) =>
    must(run, appcmd, [verb, ...access, ...more, '/commit:apphost']);
  const undo = { what: `the configuration of "${name}"`, run: () => tell('clear') };
  await change(later, undo, () => tell('set', '/sslFlags:Ssl'));
}

/** Has HTTP.sys answer 503 for a site, as it does when its pool is stopped. */
export const stopPool = (run: Run, name: string) =>
  must(run, appcmd, ['stop', 'apppool', `/apppool.name:${name}`]);
