import { schemeAttribute } from './theme.ts';

/** Prints dark pages as light ones: browsers leave the grounds out, and light letters would stand on white paper. */
export function printInLight(view: Window): void {
  const { documentElement: root } = view.document;
  let shown: string | null = null;
  view.addEventListener('beforeprint', () => {
    shown = root.getAttribute(schemeAttribute);
    root.setAttribute(schemeAttribute, 'light');
  });
  view.addEventListener('afterprint', () => {
    if (shown !== null) root.setAttribute(schemeAttribute, shown);
  });
}
