/** The part of Okta's `search` language that finds people: `eq`, `sw`, `co`, `pr`, `and`, `or`. */
import type { UserRecord } from '../org/types';
import { OktaRefusal } from './api-call';

type Predicate = (user: UserRecord) => boolean;

const TERM = /^\s*([A-Za-z_][\w.]*)\s+(?:(pr)\b|(eq|sw|co)\s+(?:"((?:[^"\\]|\\.)*)"|(true|false)))/;
const JOIN = /^\s+(and|or)\s+/i;
const MAX_TERMS = 60;

/** @throws OktaRefusal E0000031 for anything it does not understand, as Okta does. */
export function parseSearch(text: string): Predicate {
  const anyOf: Predicate[][] = [[]];
  let rest = text.trim().replace(/^\(([^()]*)\)$/, '$1');
  for (let count = 0; count < MAX_TERMS; count += 1) {
    const term = TERM.exec(rest);
    if (!term) throw invalidSearch(text);
    anyOf.at(-1)?.push(toPredicate(term));
    rest = rest.slice(term[0].length);
    if (rest.trim() === '') {
      return (user) => anyOf.some((allOf) => allOf.every((predicate) => predicate(user)));
    }
    const join = JOIN.exec(rest);
    if (!join) throw invalidSearch(text);
    if (join[1]?.toLowerCase() === 'or') anyOf.push([]);
    rest = rest.slice(join[0].length);
  }
  throw invalidSearch(text);
}

function invalidSearch(text: string): OktaRefusal {
  const shown = text.length > 200 ? `${text.slice(0, 200)}…` : text;
  return new OktaRefusal(400, 'E0000031', `Invalid search criteria: ${shown}`);
}

function readField(user: UserRecord, name: string): string | null {
  const value = name.startsWith('profile.')
    ? user.profile[name.slice('profile.'.length)]
    : { id: user.id, status: user.status }[name];
  if (typeof value === 'string') return value;
  return typeof value === 'boolean' ? String(value) : null;
}

function toPredicate([, name = '', present, operator, quoted, bare]: RegExpExecArray): Predicate {
  const wanted = (quoted?.replace(/\\(.)/g, '$1') ?? bare ?? '').toLowerCase();
  return (user) => {
    const value = readField(user, name)?.toLowerCase() ?? null;
    if (value === null) return false;
    if (present !== undefined) return true;
    if (operator === 'eq') return value === wanted;
    return operator === 'sw' ? value.startsWith(wanted) : value.includes(wanted);
  };
}
