/** A base that no request ever has; anything that resolves elsewhere is not a path of ours. */
const unreachableBase = 'https://local.invalid';

/**
 * Reads a "go there next" value from outside. Returns a path of the same origin (path, query and
 * fragment, starting with one `/`), or null for anything else: absolute and protocol-relative URLs,
 * backslashes, control characters, more than 2,000 characters.
 */
export function parseLocalPath(value: string | null | undefined): string | null {
  if (!value || value.length > 2000 || !value.startsWith('/')) return null;
  if (/[\\\p{Cc}\s]/u.test(value) || value.startsWith('//')) return null;
  if (!URL.canParse(value, unreachableBase)) return null;
  const url = new URL(value, unreachableBase);
  if (url.origin !== unreachableBase || url.pathname.startsWith('//')) return null;
  return `${url.pathname}${url.search}${url.hash}`;
}
