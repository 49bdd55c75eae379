/** The id of the polite live region in the root layout. */
export const liveRegionId = 'live-region';

/** Marks the live region of a dialog: while one is open, everything outside it is silent. */
export const dialogLiveRegion = 'data-live-region';

/** Says a sentence to screen readers through the live region of the page, or of the open dialog. */
export function announce(message: string): void {
  const inDialogs = [...document.querySelectorAll(`dialog[open] [${dialogLiveRegion}]`)];
  const region = inDialogs.at(-1) ?? document.getElementById(liveRegionId);
  if (!region) return;
  // The same sentence twice is only read when the region was empty in between.
  region.textContent = '';
  window.setTimeout(() => {
    region.textContent = message;
  }, 50);
}
