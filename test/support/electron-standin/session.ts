import { EventEmitter } from 'node:events';
import { cancellableEvent } from './cancellable-event.ts';
import { strict } from './strict.ts';

type PermissionRequest = (contents: unknown, permission: string, answer: (granted: boolean) => void) => void;
type PermissionCheck = (contents: unknown, permission: string) => boolean;
type BeforeRequest = (details: { url: string }, answer: (verdict: { cancel?: boolean }) => void) => void;
type ProtocolHandler = (request: Request) => Response | Promise<Response>;

/** What a session would do, for whoever plays the part of Chromium. */
export type SessionControl = {
  /** Answers a request for an address from the session's protocol handlers; null when the scheme has none. */
  readonly answer: (request: Request) => Promise<Response | null>;
  /** Whether the session cancels a request for this address before it is made. */
  readonly isCancelled: (url: string) => Promise<boolean>;
  /** Whether the session grants a permission when a page asks for it. Electron grants everything by default. */
  readonly grants: (permission: string) => Promise<boolean>;
  /** What the session says about a permission that is only looked up. */
  readonly checks: (permission: string) => boolean;
  readonly allowsDevice: () => boolean;
  /** Whether a download is let through. */
  readonly allowsDownload: () => boolean;
  readonly ntlmDomains: () => string | null;
  readonly spellChecks: () => boolean;
};

/** A session as a program sees it, and its other side. `inMemory` follows from the partition's name. */
export type SessionPair = { readonly session: object; readonly control: SessionControl };

/** Makes the session of a partition. */
export function createSession(partition: string, isSchemeKnown: (scheme: string) => boolean): SessionPair {
  let onRequest: PermissionRequest | null = null;
  let onCheck: PermissionCheck | null = null;
  let onDevice: (() => boolean) | null = null;
  let onBefore: BeforeRequest | null = null;
  let ntlmDomains: string | null = null;
  let spellChecks = true;
  const protocols = new Map<string, ProtocolHandler>();
  const events = new EventEmitter();

  const session = Object.assign(events, {
    setPermissionRequestHandler: (handler: PermissionRequest | null) => {
      onRequest = handler;
    },
    setPermissionCheckHandler: (handler: PermissionCheck | null) => {
      onCheck = handler;
    },
    setDevicePermissionHandler: (handler: (() => boolean) | null) => {
      onDevice = handler;
    },
    allowNTLMCredentialsForDomains: (domains: string) => {
      ntlmDomains = domains;
    },
    setSpellCheckerEnabled: (enabled: boolean) => {
      spellChecks = enabled;
    },
    isPersistent: () => partition.startsWith('persist:'),
    webRequest: strict('session.webRequest', {
      onBeforeRequest: (handler: BeforeRequest | null) => {
        onBefore = handler;
      },
    }),
    protocol: strict('session.protocol', {
      handle: (scheme: string, handler: ProtocolHandler) => {
        if (!isSchemeKnown(scheme)) throw new Error(`The scheme ${scheme} was not announced before ready.`);
        if (protocols.has(scheme)) throw new Error(`The scheme ${scheme} has a handler already.`);
        protocols.set(scheme, handler);
      },
    }),
  });

  const control: SessionControl = {
    answer: async (request) => {
      const handler = protocols.get(new URL(request.url).protocol.slice(0, -1));
      return handler === undefined ? null : await handler(request);
    },
    isCancelled: (url) =>
      new Promise((resolve) => {
        if (onBefore === null) resolve(false);
        else onBefore({ url }, ({ cancel = false }) => resolve(cancel));
      }),
    grants: (permission) =>
      new Promise((resolve) => {
        if (onRequest === null) resolve(true);
        else onRequest(null, permission, resolve);
      }),
    checks: (permission) => onCheck?.(null, permission) ?? true,
    allowsDevice: () => onDevice?.() ?? false,
    allowsDownload: () => {
      const event = cancellableEvent({});
      events.emit('will-download', event, {}, null);
      return !event.defaultPrevented;
    },
    ntlmDomains: () => ntlmDomains,
    spellChecks: () => spellChecks,
  };
  return { session: strict('session', session), control };
}
