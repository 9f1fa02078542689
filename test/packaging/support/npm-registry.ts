import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A package as npm's registry has it: name, version and archive. */
export type Published = { readonly name: string; readonly version: string; readonly archive: Buffer };

export type Registry = {
  readonly address: string;
  /** The paths that were asked for. */
  readonly asked: readonly string[];
  readonly close: () => Promise<void>;
};

/** A registry on loopback that has these packages and no others. */
export async function startRegistry(packages: readonly Published[]): Promise<Registry> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = (request.url ?? '').replace(/\?.*$/, '');
    asked.push(path);
    const found = packages.find(({ name }) => path === `/${name}` || path === `/${name}.tgz`);
    if (found === undefined) {
      response.writeHead(404).end('{}');
      return;
    }
    const { name, version, archive } = found;
    if (path.endsWith('.tgz')) {
      response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(archive);
      return;
    }
    const { port } = server.address() as AddressInfo;
    const dist = { tarball: `http://127.0.0.1:${port}/${name}.tgz` };
    const versions = { [version]: { name, version, dist } };
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ name, 'dist-tags': { latest: version }, versions }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
