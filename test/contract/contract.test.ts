import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createHandlers } from '../../electron/core/operations/handlers.ts';
import { createHttpBridge } from '../../renderer/transport/http-bridge.ts';
import { dispatch, type Handlers } from '../../shared/contract/dispatch.ts';
import { type OperationName, operationNames } from '../../shared/contract/operations.ts';
import { failureSchema } from '../../shared/contract/reply.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import { fakeHandlers } from '../support/fake-handlers.ts';
import { testDeps } from '../support/operation-deps.ts';
import { sampleInputs } from './sample-inputs.ts';

const call = { emit: () => undefined, signal: new AbortController().signal };

/** Handlers that all throw the same. */
const throwing = (error: unknown): Handlers<AbortSignal> =>
  Object.fromEntries(
    operationNames.map((name) => [name, () => Promise.reject(error)]),
  ) as unknown as Handlers<AbortSignal>;

const failure = async (name: string, input: unknown, handlers: Handlers<AbortSignal>) => {
  const reply = await dispatch(handlers, name, input, call);
  if (reply.ok) throw new Error(`${name} did not fail`);
  return failureSchema.parse(reply.error);
};

/** Every place of a value where an object stands, as a function that puts one more key there. */
function widenings(value: unknown): readonly ((extra: object) => unknown)[] {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.entries(value).flatMap(([key, part]) =>
    widenings(part).map((widen) => (extra: object) => {
      const copy: unknown[] | Record<string, unknown> = Array.isArray(value) ? [...value] : { ...value };
      Reflect.set(copy, key, widen(extra));
      return copy;
    }),
  );
  return Array.isArray(value) ? inner : [(extra) => ({ ...value, ...extra }), ...inner];
}

describe('every operation of the contract', () => {
  it('has a handler, and there is no other handler', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'netready-contract-'));
    const handlers = createHandlers(testDeps(folder).deps);
    expect(Object.keys(handlers).sort()).toEqual([...operationNames].sort());
    expect(await readdir(folder)).toEqual([]);
    await rm(folder, { recursive: true });
  });

  it('has a method in the bridge of the browser host, and there is no other method', () => {
    const page = { fetch, session: 'x', newId: () => 'a', openTab: () => undefined };
    const bridge = createHttpBridge(page);
    expect(Object.keys(bridge).sort()).toEqual([...operationNames].sort());
    expect(Object.isFrozen(bridge)).toBe(true);
  });

  it.each(operationNames)('%s takes its sample input, and refuses a key more at any depth', async (name) => {
    const reached = new AppError('cancelled', 'The handler was reached.');
    const handlers = throwing(reached);
    expect((await failure(name, sampleInputs[name], handlers)).code).toBe('cancelled');
    const places = widenings(sampleInputs[name]);
    expect(places.length).toBeGreaterThan(0);
    for (const widen of places) {
      const refused = await failure(name, widen({ surprise: 1 }), handlers);
      expect([refused.code, refused.description]).toEqual([
        'input-invalid',
        expect.stringContaining('(unrecognized_keys)'),
      ]);
    }
  });

  it.each(operationNames)('%s refuses what is no object', async (name) => {
    for (const input of [undefined, null, 0, 'text', [], true])
      expect((await failure(name, input, fakeHandlers())).code).toBe('input-invalid');
  });

  it.each(operationNames)('%s tells nothing of what broke inside', async (name) => {
    const secret = '/home/somebody/key.pem';
    const cause = new Error(secret);
    const broken = [
      new TypeError(`cannot read ${secret}`, { cause }),
      Object.assign(new Error(secret), { code: 'ENOENT', path: secret }),
      secret,
      { message: secret },
      null,
      undefined,
    ];
    for (const error of broken) {
      const told = await failure(name, sampleInputs[name], throwing(error));
      expect(told.code).toBe('internal');
      expect(JSON.stringify(told)).not.toMatch(/somebody|key\.pem|at .*\.ts|node:/);
    }
    const known = new AppError('not-found', 'This run is not kept.', { cause });
    const told = await failure(name, sampleInputs[name], throwing(known));
    expect(told).toMatchObject({ code: 'not-found', description: 'This run is not kept.' });
    expect(JSON.stringify(told)).not.toContain('somebody');
  });

  it.each(operationNames)('%s cannot answer what the contract does not allow', async (name) => {
    const answering = (value: unknown) =>
      ({ ...fakeHandlers(), [name]: async () => value }) as Handlers<AbortSignal>;
    for (const value of [undefined, null, 'secret-text', { surprise: 'secret-text' }]) {
      const told = await failure(name, sampleInputs[name], answering(value));
      expect(told.code).toBe('internal');
      expect(JSON.stringify(told)).not.toContain('secret-text');
    }
  });
});

describe('dispatch', () => {
  it.each(['', 'x', 'toString', '__proto__', 'constructor', 'app.describe ', 'APP.DESCRIBE'])(
    'knows no operation %j',
    async (name) => {
      expect(await failure(name, {}, fakeHandlers())).toMatchObject({
        code: 'operation-unknown',
        description: 'There is no such operation.',
      });
    },
  );

  it('ends an operation whose event the contract does not allow', async () => {
    const eventful = (event: unknown) =>
      ({
        ...fakeHandlers(),
        'run.start': async (_input: unknown, { emit }: { readonly emit: (event: unknown) => void }) => {
          emit(event);
          throw new AppError('cancelled', 'The event was let through.');
        },
      }) as unknown as Handlers<AbortSignal>;
    const name: OperationName = 'run.start';
    const good = { kind: 'waiting', longest: null };
    expect((await failure(name, sampleInputs[name], eventful(good))).code).toBe('cancelled');
    for (const event of [null, { kind: 'other' }, { ...good, surprise: 1 }])
      expect((await failure(name, sampleInputs[name], eventful(event))).code).toBe('internal');
  });
});
