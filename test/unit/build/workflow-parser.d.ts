/**
 * Of GitHub's own parser for workflow files (MIT, https://github.com/actions/languageservices) what the test here asks.
 * Its types bring in all of a YAML library.
 */
declare module '@actions/workflow-parser' {
  type Context = {
    readonly errors: { readonly getErrors: () => readonly { readonly message: string }[] };
  };
  export class NoOperationTraceWriter {}
  export function parseWorkflow(
    file: { readonly name: string; readonly content: string },
    trace: NoOperationTraceWriter,
  ): { readonly context: Context; readonly value: { readonly toJSON?: () => unknown } | undefined };
  export function convertWorkflowTemplate(
    context: Context,
    value: { readonly toJSON?: () => unknown },
  ): Promise<{ readonly errors?: readonly { readonly Message: string }[] }>;
}
