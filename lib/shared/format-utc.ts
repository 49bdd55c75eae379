/** `2026-11-30T05:12:03.123Z` → `2026-11-30 05:12:03 UTC`, for documents that are kept. */
export function formatUtc(iso: string): string {
  return `${iso.slice(0, 19).replace('T', ' ')} UTC`;
}
