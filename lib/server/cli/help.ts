/** The help of the command line, as lines of at most a hundred characters. */
import type { Command } from './define-command';

const width = 96;
const program = 'npm run adminx --';

/** What there is to do, or how one command is used. */
export function helpLines(command: Command | null, commands: readonly Command[]): string[] {
  return command ? commandLines(command) : overviewLines(commands);
}

function overviewLines(commands: readonly Command[]): string[] {
  const longest = Math.max(...commands.map(({ name }) => name.length));
  return [
    `Usage: ${program} <command> [options]`,
    '',
    ...wrap(
      'For the operator of AdminX, on the machine and as the user it runs as, with the same settings. Works beside a running server.',
    ),
    '',
    ...commands.map(({ name, summary }) => `  ${name.padEnd(longest)}  ${summary}`),
    '',
    'Every command:',
    '  --help  Say more about it.',
    '  --json  Print one JSON object instead of sentences (with npm: npm run -s adminx -- …).',
    '',
    'Ends with 0 when it was done, 1 when not, 2 when it was not understood.',
  ];
}

function commandLines({ name, summary, notes, options }: Command): string[] {
  const shown = Object.entries(options).map(([option, { value, about, required }]) => ({
    usage: required === true ? `--${option} ${value}` : `[--${option} ${value}]`,
    option: `--${option} ${value}`,
    about,
  }));
  const longest = Math.max(0, ...shown.map(({ option }) => option.length));
  return [
    `Usage: ${[program, name, ...shown.map(({ usage }) => usage)].join(' ')} [--json]`,
    '',
    ...wrap(summary),
    ...notes.flatMap((note) => ['', ...wrap(note)]),
    ...(shown.length === 0 ? [] : ['']),
    ...shown.map(({ option, about }) => `  ${option.padEnd(longest)}  ${about}`),
  ];
}

function wrap(text: string): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines.length - 1;
    const line = lines[last] ?? '';
    const longer = line === '' ? word : `${line} ${word}`;
    if (longer.length > width) lines.push(word);
    else lines[last] = longer;
  }
  return lines;
}
