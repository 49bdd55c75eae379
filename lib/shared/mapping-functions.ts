/** The functions of the language of attribute mappings. */

/** The longest value, in characters. */
export const maxValueLength = 4096;
/** The most values of a list. */
export const maxListValues = 1000;

/** A function: what it takes, and what it makes of the values. */
export interface MappingFunction {
  readonly takes: 1 | 2;
  /** Whether the result is one text, whatever it is given. */
  readonly makesText?: true;
  readonly apply: (values: readonly string[], argument: string) => readonly string[];
}

type OfOne = (value: string, argument: string) => string;

/** A function of one text, done to every value of a list. */
function each(takes: 1 | 2, of: OfOne): MappingFunction {
  return { takes, apply: (values, argument) => values.map((value) => of(value, argument)) };
}

const functions = new Map<string, MappingFunction>([
  ['lower', each(1, (value) => value.toLowerCase())],
  ['upper', each(1, (value) => value.toUpperCase())],
  ['trim', each(1, (value) => value.trim())],
  ['before', each(2, (value, mark) => cut(value, mark).before)],
  ['after', each(2, (value, mark) => cut(value, mark).after)],
  ['ifEmpty', { takes: 2, apply: (values, other) => ifEmpty(values, other) }],
  ['only', { takes: 2, apply: (values, start) => values.filter((one) => one.startsWith(start)) }],
  ['join', { takes: 2, makesText: true, apply: (values, mark) => [join(values, mark)] }],
]);

/** Every name, in the order in which they are explained. */
export const functionNames: readonly string[] = [...functions.keys()];

/** A function by its name. */
export function findFunction(name: string): MappingFunction | undefined {
  return functions.get(name);
}

function cut(value: string, mark: string): { before: string; after: string } {
  const at = mark === '' ? -1 : value.indexOf(mark);
  if (at === -1) return { before: value, after: '' };
  return { before: value.slice(0, at), after: value.slice(at + mark.length) };
}

function ifEmpty(values: readonly string[], other: string): readonly string[] {
  const full = values.filter((value) => value !== '');
  return full.length > 0 ? full : [other];
}

/** Leaves out what does not fit: a name cut in the middle could be the name of another group. */
function join(values: readonly string[], mark: string): string {
  let text = values[0] ?? '';
  for (const value of values.slice(1)) {
    const longer = text + mark + value;
    if (longer.length > maxValueLength) break;
    text = longer;
  }
  return text;
}
