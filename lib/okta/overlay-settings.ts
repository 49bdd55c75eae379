/**
 * Settings with others laid over them: objects are merged member by member, anything else is taken
 * from above. What only stands below stays. No member of a prototype is ever read or written.
 */
export function overlaySettings(below: unknown, above: unknown): unknown {
  if (!isObject(below) || !isObject(above)) return above;
  const members = new Map<string, unknown>(Object.entries(below));
  for (const [name, member] of Object.entries(above)) {
    members.set(name, overlaySettings(members.get(name), member));
  }
  return Object.fromEntries(members);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
