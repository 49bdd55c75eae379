/** Reads what was typed: which command, which options, or what is wrong with it. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Command } from './define-command';

/** What was typed, understood. */
export type Typed =
  | { readonly kind: 'help'; readonly command: Command | null }
  | {
      readonly kind: 'run';
      readonly command: Command;
      readonly input: Readonly<Record<string, string>>;
      readonly isJson: boolean;
    }
  | { readonly kind: 'wrong'; readonly sentences: readonly string[]; readonly isJson: boolean };

/** Understands the words after `npm run adminx --`. Paths count from `folder`. */
export function parseArguments(
  words: readonly string[],
  commands: readonly Command[],
  folder: string,
): Typed {
  const isJson = words.includes('--json');
  const wantsHelp = words.some((word) => word === '--help' || word === '-h');
  const command = findTyped(words, commands);
  if (wantsHelp) return { kind: 'help', command };
  if (!command) return { kind: 'wrong', sentences: [unknownSentence(words)], isJson };
  const rest = words.slice(command.name.split(' ').length);
  const values = readOptions(rest, command);
  if (typeof values === 'string') return { kind: 'wrong', sentences: [values], isJson };
  const missing = missingOptions(command, values);
  if (missing.length > 0) return { kind: 'wrong', sentences: missing, isJson };
  const input = toInput(command, values, folder);
  const { ok, sentences } = command.parse(input);
  return ok ? { kind: 'run', command, input, isJson } : { kind: 'wrong', sentences, isJson };
}

function findTyped(words: readonly string[], commands: readonly Command[]): Command | null {
  const isTyped = ({ name }: Command) => {
    const wanted = name.split(' ');
    return wanted.every((word, index) => words[index] === word);
  };
  return commands.find(isTyped) ?? null;
}

function unknownSentence(words: readonly string[]): string {
  const typed = words.filter((word) => !word.startsWith('-')).slice(0, 2);
  return typed.length === 0 ? 'Say what to do.' : `There is no command "${typed.join(' ')}".`;
}

function readOptions(words: readonly string[], command: Command): Record<string, string> | string {
  const text = { type: 'string' } as const;
  const own = Object.fromEntries(Object.keys(command.options).map((name) => [name, text]));
  try {
    const { values } = parseArgs({
      args: [...words],
      options: { ...own, json: { type: 'boolean' } },
      strict: true,
      allowPositionals: false,
    });
    return Object.fromEntries(
      Object.entries(values as Record<string, unknown>).flatMap(([name, value]) =>
        typeof value === 'string' ? [[name, value]] : [],
      ),
    );
  } catch (error) {
    // Node says in its first sentence what was wrong, then explains its own rules.
    return `${(error as Error).message.split('. ')[0] ?? 'The options cannot be read'}.`;
  }
}

function missingOptions(command: Command, values: Readonly<Record<string, string>>): string[] {
  return Object.entries(command.options)
    .filter(([name, option]) => option.required === true && values[name] === undefined)
    .map(([name, { value }]) => `--${name} ${value} is missing.`);
}

function toInput(
  command: Command,
  values: Readonly<Record<string, string>>,
  folder: string,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name.replace(/-([a-z])/g, (_match, letter: string) => letter.toUpperCase()),
      command.options[name]?.isFile === true ? resolve(folder, value) : value,
    ]),
  );
}
