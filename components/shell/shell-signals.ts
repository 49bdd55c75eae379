/** How buttons anywhere in the shell open what is drawn once, at its top. */
const signals = { commandMenu: 'adminx:command-menu', keys: 'adminx:keys' } as const;

/** Opens the command menu. */
export function openCommandMenu(): void {
  window.dispatchEvent(new Event(signals.commandMenu));
}

/** Opens the list of keys. */
export function openKeysDialog(): void {
  window.dispatchEvent(new Event(signals.keys));
}

/** Calls back when one of them is to be opened; returns how to stop. */
export function onShellSignal(signal: keyof typeof signals, open: () => void): () => void {
  window.addEventListener(signals[signal], open);
  return () => {
    window.removeEventListener(signals[signal], open);
  };
}
