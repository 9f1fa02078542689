/** How zod decides whether it turns schemas into code of their own. */
const decision = 'const jit = !core.globalConfig.jitless;';

/**
 * Leaves out of a program what makes code of text: zod would do so for each schema when it is first used, which takes longer
 * than reading a report with it does. Stops the build when a newer zod decides in another way.
 * @returns {import('vite').Plugin}
 */
export function withoutEval() {
  return {
    name: 'without-eval',
    transform(code, id) {
      if (!id.endsWith('/zod/v4/core/schemas.js')) return null;
      if (!code.includes(decision)) throw new Error(`${id} makes code in a way that is not known here.`);
      return code.replace(decision, 'const jit = false;');
    },
  };
}
