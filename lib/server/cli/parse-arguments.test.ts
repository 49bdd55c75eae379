import { expect, it } from 'vitest';
import { commands } from './commands';
import { helpLines } from './help';
import { parseArguments } from './parse-arguments';

const parse = (...words: string[]) => parseArguments(words, commands, '/home/op');

it('understands a command and its options', () => {
  const typed = parse(
    'tenant',
    'create',
    '--name',
    'Bravo',
    '--url=https://b.example.com',
    '--json',
  );
  expect(typed).toMatchObject({
    kind: 'run',
    command: { name: 'tenant create' },
    input: { name: 'Bravo', url: 'https://b.example.com' },
    isJson: true,
  });
});

it.each([
  [[], 'Say what to do.'],
  [['tenant', 'remove'], 'There is no command "tenant remove".'],
  [['tenant', 'create', '--name', 'x'], '--url URL is missing.'],
  [['tenant', 'create', '--name', '', '--url', 'https://b.example.com'], 'Enter the name'],
  [['tenant', 'list', '--all'], "Unknown option '--all'."],
  [['tenant', 'list', 'more'], "Unexpected argument 'more'."],
])('says what is wrong with %j', (words, sentence) => {
  const typed = parse(...words);
  expect(typed.kind === 'wrong' && typed.sentences.join(' ')).toContain(sentence);
});

it('explains every command and each of its options, in lines that fit a terminal', () => {
  const overview = helpLines(null, commands).join('\n');
  for (const command of commands) {
    expect(overview).toContain(`  ${command.name} `);
    expect(parse(...command.name.split(' '), '--help')).toEqual({ kind: 'help', command });
    const lines = helpLines(command, commands);
    for (const option of Object.keys(command.options)) {
      expect(lines.slice(2).join('\n')).toContain(`  --${option} `);
    }
    expect(lines.slice(1).filter((line) => line.length > 120)).toEqual([]);
  }
});
