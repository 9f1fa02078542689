/** Where this browser keeps that single keys do nothing. */
const name = 'nr-single-keys';

/** Whether single keys do something; they do until somebody has switched them off (WCAG 2.2, 2.1.4). */
export function areKeysOn(view: Window): boolean {
  try {
    return view.localStorage.getItem(name) !== 'off';
  } catch {
    return true;
  }
}

/** Switches single keys on or off for this browser; one that keeps nothing forgets it with the page. */
export function switchKeys(view: Window, isOn: boolean): void {
  try {
    view.localStorage.setItem(name, isOn ? 'on' : 'off');
  } catch {
    // The choice holds until the page is closed.
  }
}
