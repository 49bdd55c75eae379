/** The small language of attribute mappings: texts, fields of the person, and a few functions. */

/** Fields of a person that an expression may name. */
export const expressionFields = ['login', 'email', 'firstName', 'lastName'] as const;

/** Values of those fields. */
export type ExpressionFacts = Readonly<Record<(typeof expressionFields)[number], string>>;

/** An expression that was understood: gives its value for a person. */
export type Expression = (facts: ExpressionFacts) => string;

/** What was wrong, in words for the person who typed it, and where (from 0). */
export class ExpressionProblem extends Error {
  readonly at: number;
  constructor(message: string, at: number) {
    super(message);
    this.name = 'ExpressionProblem';
    this.at = at;
  }
}

/** The longest expression, in characters. */
export const maxExpressionLength = 500;
const maxDepth = 10;

type Apply = (value: string, argument: string) => string;

const functions: Readonly<Record<string, { readonly takes: 1 | 2; readonly apply: Apply }>> = {
  lower: { takes: 1, apply: (value) => value.toLowerCase() },
  upper: { takes: 1, apply: (value) => value.toUpperCase() },
  trim: { takes: 1, apply: (value) => value.trim() },
  before: { takes: 2, apply: (value, mark) => cut(value, mark).before },
  after: { takes: 2, apply: (value, mark) => cut(value, mark).after },
};

interface Reader {
  readonly text: string;
  at: number;
}

const spacePattern = /\s*/y;
const textPattern = /"([^"\\]*)"|'([^'\\]*)'/y;
const fieldPattern = /user\.([A-Za-z]+)/y;
const callPattern = /([a-z]+)\s*\(/y;

/**
 * Reads an expression such as `lower(before(user.email, "@")) + "@acme.example"`. It has no loops, no
 * look-ups and no way out: what it names is known before it runs, and it runs in linear time.
 *
 * @throws ExpressionProblem
 */
export function parseExpression(text: string): Expression {
  if (text.length > maxExpressionLength) {
    throw new ExpressionProblem('The expression is longer than 500 characters.', 0);
  }
  const reader = { text, at: 0 };
  const expression = readSum(reader, 0);
  if (reader.at < text.length) refuse(reader, 'Expected + or the end');
  return expression;
}

function readSum(reader: Reader, depth: number): Expression {
  if (depth > maxDepth) refuse(reader, 'Too many brackets inside each other');
  const parts = [readTerm(reader, depth)];
  while (skip(reader, '+')) parts.push(readTerm(reader, depth));
  return (facts) => parts.map((part) => part(facts)).join('');
}

function readTerm(reader: Reader, depth: number): Expression {
  match(reader, spacePattern);
  const text = match(reader, textPattern);
  if (text) return constant(reader, text[1] ?? text[2] ?? '');
  const field = match(reader, fieldPattern);
  if (field) return readField(reader, field[1] ?? '');
  const call = match(reader, callPattern);
  if (call) return readCall(reader, call[1] ?? '', depth);
  return refuse(reader, 'Expected a text in quotes, a field such as user.email, or a function');
}

function constant(reader: Reader, value: string): Expression {
  match(reader, spacePattern);
  return () => value;
}

function readField(reader: Reader, name: string): Expression {
  const field = expressionFields.find((known) => known === name);
  if (!field) return refuse(reader, `There is no field user.${name}`);
  match(reader, spacePattern);
  return (facts) => facts[field];
}

function readCall(reader: Reader, name: string, depth: number): Expression {
  const called = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (!called) return refuse(reader, `There is no function ${name}`);
  const value = readSum(reader, depth + 1);
  if (called.takes === 2 && !skip(reader, ',')) refuse(reader, `${name} takes two values`);
  const argument = called.takes === 2 ? readSum(reader, depth + 1) : () => '';
  if (!skip(reader, ')')) refuse(reader, 'A closing bracket is missing');
  return (facts) => called.apply(value(facts), argument(facts));
}

function cut(value: string, mark: string): { before: string; after: string } {
  const at = mark === '' ? -1 : value.indexOf(mark);
  if (at === -1) return { before: value, after: '' };
  return { before: value.slice(0, at), after: value.slice(at + mark.length) };
}

function skip(reader: Reader, character: string): boolean {
  match(reader, spacePattern);
  if (reader.text[reader.at] !== character) return false;
  reader.at += 1;
  match(reader, spacePattern);
  return true;
}

function match(reader: Reader, pattern: RegExp): RegExpExecArray | null {
  pattern.lastIndex = reader.at;
  const found = pattern.exec(reader.text);
  if (found) reader.at = pattern.lastIndex;
  return found;
}

function refuse(reader: Reader, message: string): never {
  throw new ExpressionProblem(`${message} at character ${reader.at + 1}.`, reader.at);
}
