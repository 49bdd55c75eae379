/**
 * Reads one cookie from a Cookie header (RFC 6265 §4.2). Values of ours are base64url, so nothing
 * is decoded. Null when it is absent, empty, longer than 512 characters, or sent twice: two cookies
 * of one name mean that somebody else set one of them.
 */
export function readCookie(header: string | null, name: string): string | null {
  if (header === null) return null;
  const values = header
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
  const [value] = values;
  if (values.length !== 1 || !value || value.length > 512) return null;
  return value;
}
