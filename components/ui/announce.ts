/** The id of the polite live region in the root layout. */
export const liveRegionId = 'live-region';

/** Says a sentence to screen readers through the live region of the root layout. */
export function announce(message: string): void {
  const region = document.getElementById(liveRegionId);
  if (region === null) return;
  // The same sentence twice is only read when the region was empty in between.
  region.textContent = '';
  window.setTimeout(() => {
    region.textContent = message;
  }, 50);
}
