// Keeps the keyboard's place: when the control that was used is gone, what took its place gets the focus.

export function takes_lost_focus(node: HTMLElement): void {
  node.tabIndex = -1;
  setTimeout(() => {
    if (document.activeElement === document.body) node.focus({ preventScroll: true });
  });
}

export function focus_on(selector: string): void {
  document.querySelector<HTMLElement>(selector)?.focus();
}
