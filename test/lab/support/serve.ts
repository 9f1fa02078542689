import { type Listener, openListener } from './listeners.ts';

/**
 * The program that listens in a namespace: `serve.mjs NAME LISTENERS`, where NAME is what the system shows as the
 * process's name and LISTENERS is a list in JSON. It says `ready` when all of them listen, and goes on.
 */
const [name = '', list = '[]'] = process.argv.slice(2);
process.title = name;
await Promise.all((JSON.parse(list) as readonly Listener[]).map(openListener));
process.stdout.write('ready\n');
