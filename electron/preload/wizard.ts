import { contextBridge, ipcRenderer } from 'electron';
import { type Bridge, bridgeKey } from '../../shared/contract/bridge.ts';
import { type CallMessage, channels, type EventMessage } from '../../shared/contract/channels.ts';
import { type Command, type CommandSource, commandsKey, isCommand } from '../../shared/contract/commands.ts';
import { operationNames } from '../../shared/contract/operations.ts';
import type { Reply } from '../../shared/contract/reply.ts';
import { errorTexts } from '../../shared/errors/codes.ts';

type Listener = (event: unknown) => void;

/** Who hears the events of the calls under way, by the call's id. An event that comes after the reply has no reader. */
const listeners = new Map<number, Listener>();
let nextId = 0;

const lost: Reply<never> = {
  ok: false,
  error: {
    code: 'host-lost',
    ...errorTexts['host-lost'],
    description: 'The window lost its connection to the program.',
  },
};

function startCall(name: string, input: unknown, onEvent?: Listener) {
  const id = nextId;
  nextId += 1;
  if (typeof onEvent === 'function') listeners.set(id, onEvent);
  const message: CallMessage = { id, name, input };
  const reply = ipcRenderer.invoke(channels.call, message).then(
    (value: unknown) => value,
    () => lost,
  );
  void reply.then(() => listeners.delete(id));
  return { reply, cancel: () => ipcRenderer.send(channels.cancel, id) };
}

ipcRenderer.on(channels.event, (_event, { id, event }: EventMessage) => listeners.get(id)?.(event));

const bridge = Object.fromEntries(
  operationNames.map((name) => [
    name,
    (input: unknown, onEvent?: Listener) => startCall(name, input, onEvent),
  ]),
) as unknown as Bridge;

const commandListeners = new Set<(command: Command) => void>();
ipcRenderer.on(channels.command, (_event, command: unknown) => {
  if (isCommand(command)) for (const listener of commandListeners) listener(command);
});

const commandSource: CommandSource = {
  onCommand: (listener) => {
    commandListeners.add(listener);
    return () => commandListeners.delete(listener);
  },
};

contextBridge.exposeInMainWorld(bridgeKey, Object.freeze(bridge));
contextBridge.exposeInMainWorld(commandsKey, Object.freeze(commandSource));
