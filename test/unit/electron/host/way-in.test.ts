import type { OutgoingHttpHeaders } from 'node:http';
import { describe, expect, it } from 'vitest';
import type { Accounts } from '../../../../electron/host/visitor.ts';
import { fakeHandlers } from '../../../support/fake-handlers.ts';
import {
  ask,
  enter,
  findPage,
  type HttpAnswer,
  partsOf,
  trade,
  withClosedHost,
} from '../../../support/host-under-test.ts';

const clear = { 'session.clear': async () => ({}) };
const makeHandlers = () => fakeHandlers(clear);

/** What a browser says of itself when somebody has typed the address. */
const typed = { 'Sec-Fetch-Site': 'none', 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document' };

const attempt = 'a'.repeat(32);
const forgets = '"cache", "storage"';

const sessionOf = (answer: HttpAnswer): string => JSON.parse(answer.text).value.session;
const failureOf = (answer: HttpAnswer) => JSON.parse(answer.text).error;

/** Calls an operation with a key, and gives the status. */
async function statusWith(port: number, session: string): Promise<number> {
  const headers = {
    Origin: `http://127.0.0.1:${port}`,
    'Content-Type': 'application/json',
    'Netready-Call': 'a',
    'Netready-Session': session,
  };
  return (await ask(port, '/op/session.clear', { method: 'POST', headers, body: '{}' })).status;
}

describe('the address of a host', () => {
  it('has a door that nobody knows beforehand, and the code where no request carries it', () =>
    withClosedHost({ makeHandlers }, async ({ host }) => {
      expect(host.url()).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[\w-]{22}#[\w-]{43}$/);
    }));

  it('leads to a page, which says nothing secret and sets no cookie', () =>
    withClosedHost({ makeHandlers }, async ({ host }) => {
      const { door, code } = partsOf(host.url());
      const led = await ask(host.port, door, { headers: typed });
      expect([led.status, led.text]).toEqual([303, '']);
      expect(led.headers.location).toMatch(/^\/[\w-]{22}\/$/);
      const shown = await ask(host.port, led.headers.location ?? '');
      expect([shown.status, shown.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
      for (const { headers, text } of [led, shown]) {
        expect(headers['set-cookie']).toBeUndefined();
        expect(`${JSON.stringify(headers)} ${text}`).not.toContain(code);
      }
    }));

  it('makes the browser forget what others have left, until somebody is in', () =>
    withClosedHost({ makeHandlers }, async ({ host }) => {
      const { door } = partsOf(host.url());
      const asImage = { 'Sec-Fetch-Mode': 'no-cors', 'Sec-Fetch-Dest': 'image' };
      const worker = { 'Service-Worker': 'script' };
      const answers = () =>
        Promise.all([
          ask(host.port, door, { headers: typed }),
          ask(host.port, door, { headers: asImage }),
          ask(host.port, '/'),
          ask(host.port, '/sw.js', { headers: worker }),
        ]);
      for (const { headers } of await answers()) expect(headers['clear-site-data']).toBe(forgets);
      const { root } = await enter(host);
      for (const { headers } of await answers()) expect(headers['clear-site-data']).toBeUndefined();
      const page = await ask(host.port, root);
      expect([page.status, page.headers['clear-site-data']]).toEqual([200, undefined]);
    }));

  it('cuts the page off from whatever had opened its tab: only the door has no opener policy', () =>
    withClosedHost({ makeHandlers }, async ({ host }) => {
      const led = await ask(host.port, partsOf(host.url()).door, { headers: typed });
      expect(led.headers['cross-origin-opener-policy']).toBeUndefined();
      const page = await ask(host.port, led.headers.location ?? '');
      expect(page.headers['cross-origin-opener-policy']).toBe('same-origin');
    }));

  it.each([
    ['a page of this origin', { ...typed, 'Sec-Fetch-Site': 'same-origin' }],
    ['a frame', { ...typed, 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Dest': 'iframe' }],
    ['an embedded object', { ...typed, 'Sec-Fetch-Dest': 'object' }],
    [
      'a script that reads',
      { 'Sec-Fetch-Site': 'same-origin', 'Sec-Fetch-Mode': 'cors', 'Sec-Fetch-Dest': 'empty' },
    ],
    ['a picture', { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'no-cors', 'Sec-Fetch-Dest': 'image' }],
    ['two answers at once', { ...typed, 'Sec-Fetch-Mode': ['navigate', 'navigate'] }],
  ])('leads nowhere for %s', (_name, headers: OutgoingHttpHeaders) =>
    withClosedHost({ makeHandlers }, async ({ host }) => {
      const root = await findPage(host);
      const answer = await ask(host.port, partsOf(host.url()).door, { headers });
      expect([answer.status, answer.headers.location]).toEqual([403, undefined]);
      expect(answer.text).not.toContain(root);
    }),
  );

  it.each([
    ['an address bar', typed],
    ['a file', { ...typed, 'Sec-Fetch-Site': 'cross-site' }],
    ['a page of another port', { ...typed, 'Sec-Fetch-Site': 'same-site' }],
    ['an old browser', {}],
  ])('leads to the page from %s', (_name, headers) =>
    withClosedHost({ makeHandlers }, async ({ host }) => {
      const answer = await ask(host.port, partsOf(host.url()).door, { headers });
      expect([answer.status, answer.headers.location]).toEqual([303, await findPage(host)]);
    }),
  );

  it('leads a browser back to itself past a service worker, which is to go', () =>
    withClosedHost({ makeHandlers }, async ({ host }) => {
      const { door } = partsOf(host.url());
      const headers = {
        'Sec-Fetch-Site': 'same-origin',
        'Sec-Fetch-Mode': 'navigate',
        'Sec-Fetch-Dest': 'empty',
      };
      const answer = await ask(host.port, door, { headers });
      expect([answer.status, answer.headers.location]).toEqual([303, door]);
      expect(answer.headers['clear-site-data']).toBe(forgets);
    }));
});

describe('the script of a service worker', () => {
  it.each(['/', '/sw.js', 'DOOR', 'PAGE', 'PAGEassets/index.js'])('is never given: %s', (path) =>
    withClosedHost({ makeHandlers }, async ({ host }) => {
      const at = path.replace('DOOR', partsOf(host.url()).door).replace('PAGE', await findPage(host));
      const answer = await ask(host.port, at, { headers: { 'Service-Worker': 'script' } });
      expect([answer.status, answer.headers['content-type']]).toEqual([403, 'text/plain; charset=utf-8']);
    }),
  );
});

describe('the code of an address', () => {
  it('is traded for a key, once', () =>
    withClosedHost({ makeHandlers }, async ({ host, notices }) => {
      const page = await findPage(host);
      const { code } = partsOf(host.url());
      const first = await trade(host.port, { code, page, attempt });
      expect(first.status).toBe(200);
      expect(sessionOf(first)).toMatch(/^[\w-]{43}$/);
      expect(JSON.parse(first.text).value.told).toBe(
        'A browser was let in. This system does not tell whose it was.',
      );
      const second = await trade(host.port, { code, page, attempt: 'b'.repeat(32) });
      expect(second.status).toBe(403);
      expect(failureOf(second)).toMatchObject({
        code: 'not-admitted',
        description: 'This way in was used already. If that was not you, end Netready.',
      });
      expect(await statusWith(host.port, sessionOf(first))).toBe(200);
      expect(notices).toEqual([
        'A browser was let in. This system does not tell whose it was.',
        'The address was opened again. This way in was used already. If that was not you, end Netready.',
      ]);
    }));

  it('is traded again for the same key by a page that was loaded again before it had its answer', () =>
    withClosedHost({ makeHandlers }, async ({ host, notices }) => {
      const shown = { code: partsOf(host.url()).code, page: await findPage(host), attempt };
      const [one, two] = await Promise.all([trade(host.port, shown), trade(host.port, shown)]);
      expect([one.status, two.status, sessionOf(one) === sessionOf(two)]).toEqual([200, 200, true]);
      expect(notices).toHaveLength(1);
    }));

  it.each([
    ['another code', { code: 'A'.repeat(43) }],
    ['no code', { code: '' }],
    ['a code that is too long', { code: 'A'.repeat(101) }],
    ['the code and more', { code: 'CODEA' }],
    ['another page', { page: `/${'A'.repeat(22)}/` }],
    ['the root as page', { page: '/' }],
    ['the door as page', { page: 'DOOR' }],
    ['no attempt', { attempt: '' }],
    ['a text that is no text', { code: ['CODE'] }],
    ['a field that nobody knows', { more: 1 }],
  ])('is not traded for %s, and stays good', (_name, change: object) =>
    withClosedHost({ makeHandlers }, async ({ host, notices }) => {
      const { code, door } = partsOf(host.url());
      const good = { code, page: await findPage(host), attempt };
      const text = JSON.stringify({ ...good, ...change })
        .replace('CODE', code)
        .replace('DOOR', door);
      const refused = await trade(host.port, JSON.parse(text));
      expect([refused.status, failureOf(refused).code]).toEqual([403, 'not-admitted']);
      expect(notices).toEqual([]);
      expect((await trade(host.port, good)).status).toBe(200);
    }),
  );

  it.each([
    ['another origin', { Origin: 'http://evil.example' }],
    ['a page of another port', { Origin: 'http://127.0.0.1:1' }],
    ['no origin that is known', { Origin: 'null' }],
    ['a form', { 'Content-Type': 'text/plain' }],
    ['another host', { Host: 'evil.example' }],
  ])('is not traded for %s', (_name, headers) =>
    withClosedHost({ makeHandlers }, async ({ host }) => {
      const shown = { code: partsOf(host.url()).code, page: await findPage(host), attempt };
      expect((await trade(host.port, shown, headers)).status).toBeGreaterThanOrEqual(403);
      expect((await trade(host.port, shown)).status).toBe(200);
    }),
  );

  it('is not read when it is too long to be one', () =>
    withClosedHost({ makeHandlers }, async ({ host }) => {
      const answer = await trade(host.port, { code: 'A'.repeat(10_000) });
      expect(answer.status).toBe(403);
    }));

  it('opens nothing while nobody has used it, whatever the key', () =>
    withClosedHost({ makeHandlers, randomBytes: (count) => new Uint8Array(count) }, async ({ host }) => {
      expect(await statusWith(host.port, Buffer.alloc(32).toString('base64url'))).toBe(403);
      expect(await statusWith(host.port, '')).toBe(403);
    }));
});

describe('a new code', () => {
  it('ends the session, the address and the page before', () =>
    withClosedHost({ makeHandlers }, async ({ host }) => {
      const before = partsOf(host.url());
      const { root, session } = await enter(host);
      expect(await statusWith(host.port, session)).toBe(200);
      host.renew();
      const now = partsOf(host.url());
      expect([now.door === before.door, now.code === before.code]).toEqual([false, false]);
      expect(await statusWith(host.port, session)).toBe(403);
      expect((await trade(host.port, { code: before.code, page: root, attempt })).status).toBe(403);
      for (const path of [before.door, root]) {
        const answer = await ask(host.port, path);
        expect([answer.status, answer.text.includes('Open the address that Netready has shown')]).toEqual([
          403,
          true,
        ]);
      }
      expect((await ask(host.port, `${root}assets/index.js`)).status).toBe(404);
      const again = await enter(host);
      expect([again.root === root, await statusWith(host.port, again.session)]).toEqual([false, 200]);
    }));

  it('ends one that nobody has used', () =>
    withClosedHost({ makeHandlers }, async ({ host }) => {
      const { code } = partsOf(host.url());
      const page = await findPage(host);
      host.renew();
      expect((await trade(host.port, { code, page, attempt })).status).toBe(403);
      await enter(host);
    }));
});

/** Accounts of which the other end of every connection belongs to one. */
const from = (uid: number | null, welcome: readonly number[] | null): Accounts => ({
  ownerOf: async () => uid,
  nameOf: async (of) => ({ 0: 'root', 1000: 'anna' })[of] ?? null,
  welcome,
});

describe('whose browser it is', () => {
  it('is said when it is let in', () =>
    withClosedHost({ makeHandlers, accounts: from(1000, [0, 1000]) }, async ({ host, notices }) => {
      await enter(host);
      expect(notices).toEqual(['A browser of user anna was let in.']);
    }));

  it('is said of one that is not let in, also where the one at the door was', async () => {
    let uid = 1000;
    const accounts = { ...from(0, [1000]), ownerOf: async () => uid };
    await withClosedHost({ makeHandlers, accounts }, async ({ host, notices }) => {
      const shown = { code: partsOf(host.url()).code, page: await findPage(host), attempt };
      uid = 1001;
      expect((await trade(host.port, shown)).status).toBe(403);
      expect(notices).toEqual([
        'A browser of uid 1001 knew the address and was refused. If that is the account of your tunnel, start Netready with --any-user.',
      ]);
    });
  });

  it('is said of the one before when somebody comes late', async () => {
    let uid = 1001;
    const accounts = { ...from(0, null), ownerOf: async () => uid };
    await withClosedHost({ makeHandlers, accounts }, async ({ host, notices }) => {
      const { root } = await enter(host);
      uid = 1000;
      const shown = { code: partsOf(host.url()).code, page: root, attempt };
      const late = await trade(host.port, shown);
      expect(failureOf(late).description).toBe(
        'This way in was used already, by uid 1001. If that was not you, end Netready.',
      );
      await trade(host.port, shown);
      expect(notices).toEqual([
        'A browser of uid 1001 was let in.',
        'The address was opened again, by user anna. This way in was used already, by uid 1001. If that was not you, end Netready.',
      ]);
    });
  });

  it.each([
    ['of another account', 1001, 'uid 1001'],
    ['that cannot be found out', null, 'an account that could not be found out'],
  ])(
    'keeps one %s out, at the door and with the right code, and does not use it up',
    async (_name, uid, words) => {
      let owner: number | null = 0;
      const accounts = { ...from(0, [0, 1000]), ownerOf: async () => owner };
      await withClosedHost({ makeHandlers, accounts }, async ({ host, notices }) => {
        const { code, door } = partsOf(host.url());
        const page = await findPage(host);
        owner = uid;
        const sentence = `Netready lets in browsers of user root and user anna only; this one is of ${words}. For a tunnel of another account start netready serve with --any-user.`;
        const atDoor = await ask(host.port, door, { headers: typed });
        expect([atDoor.status, atDoor.text, atDoor.headers.location]).toEqual([
          403,
          `${sentence}\n`,
          undefined,
        ]);
        const refused = await trade(host.port, { code, page, attempt });
        expect([refused.status, failureOf(refused).description]).toEqual([403, sentence]);
        expect(notices).toEqual([
          `A browser of ${words} knew the address and was refused. If that is the account of your tunnel, start Netready with --any-user.`,
        ]);
        owner = 1000;
        expect((await trade(host.port, { code, page, attempt })).status).toBe(200);
      });
    },
  );

  it('does not matter with --any-user, and is said all the same', () =>
    withClosedHost({ makeHandlers, accounts: from(1001, null) }, async ({ host, notices }) => {
      await enter(host);
      expect(notices).toEqual(['A browser of uid 1001 was let in.']);
    }));

  it('is looked up only for who shows the door or the code, so that nobody can keep the host busy', async () => {
    let looks = 0;
    const accounts = {
      ...from(0, [0]),
      ownerOf: async () => {
        looks += 1;
        return 0;
      },
    };
    await withClosedHost({ makeHandlers, accounts }, async ({ host }) => {
      const page = `/${'A'.repeat(22)}/`;
      for (let count = 0; count < 20; count += 1) {
        await ask(host.port, `/${'A'.repeat(22)}`);
        await trade(host.port, { code: 'A'.repeat(43), page, attempt });
        await ask(host.port, '/');
      }
      expect(looks).toBe(0);
      await enter(host);
      expect(looks).toBe(2);
    });
  });
});
