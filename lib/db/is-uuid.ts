const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/iu;

/** Tells whether a text can be an id of ours; PostgreSQL refuses others with an error. */
export function isUuid(text: string): boolean {
  return uuid.test(text);
}
