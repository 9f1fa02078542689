import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** How pdfkit names the file of its colour profile: beside the program, where a single-file program has nothing. */
const fileAddress = /const ICC_PROFILE_PATH = new URL\('(\.\/data\/[\w.]+)', import\.meta\.url\)\.href;/;

/**
 * Puts the colour profile of PDF/A into the program, so that it reads no file of its own for it. Stops the build when
 * a newer pdfkit names the profile in another way.
 * @returns {import('vite').Plugin}
 */
export function colourProfileInside() {
  return {
    name: 'colour-profile-inside',
    async transform(code, id) {
      if (!id.endsWith('/pdfkit/js/pdfkit.node.mjs')) return null;
      const [line, path] = fileAddress.exec(code) ?? [];
      if (line === undefined || path === undefined || !code.includes('const registeredFiles = new Map()'))
        throw new Error(`${id} reads its colour profile in a way that is not known here.`);
      const profile = await readFile(join(dirname(id), path), 'base64');
      const entry = `{ data: Buffer.from('${profile}', 'base64'), birthtime: 0, ctime: 0 }`;
      return code.replace(
        line,
        `const ICC_PROFILE_PATH = 'sRGB'; registeredFiles.set(ICC_PROFILE_PATH, ${entry});`,
      );
    },
  };
}
