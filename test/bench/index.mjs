/** `npm run bench` measures whole commands; `npm run bench -- report` the making and verifying of reports. */
await import(process.argv[2] === 'report' ? './report.mjs' : './run.mjs');
