/**
 * What a menu of the host can ask of the page, by name. A command is an intention of the person, like a click: the
 * page decides what it means at that moment, and ignores it where it means nothing.
 */
export const commands = ['new-check', 'open-environment', 'save-report'] as const;
export type Command = (typeof commands)[number];

/** Where a page hears of commands. A host without menus offers none. */
export type CommandSource = {
  /** Calls the listener with each command from now on. Gives the function that ends this. */
  readonly onCommand: (listener: (command: Command) => void) => () => void;
};

/** The name under which the desktop's preload offers the command source to the page. */
export const commandsKey = 'netreadyCommands';

/** Whether a value names a command. */
export function isCommand(value: unknown): value is Command {
  return commands.some((command) => command === value);
}
