import { expect, it } from 'vitest';
import { matchCommands } from './match-commands';

const commands = [
  { label: 'Users', words: 'people' },
  { label: 'Create person', words: 'user invite' },
  { label: 'Réglages' },
];
const found = (typed: string) => matchCommands(commands, typed).map(({ label }) => label);

it('offers everything before anything is typed', () => {
  expect(found(' ')).toHaveLength(3);
});

it('finds by the beginning of any word, whatever the order, case and accents', () => {
  expect(found('USER')).toEqual(['Users', 'Create person']);
  expect(found('pers cre')).toEqual(['Create person']);
  expect(found('reglages')).toEqual(['Réglages']);
});

it('does not find by the middle of a word', () => {
  expect(found('sers')).toEqual([]);
});
