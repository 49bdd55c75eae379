import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { attackIds, attackTitles } from './attack-ids';
import { messageAttacks } from './message-attacks';

it('are listed in SECURITY.md, each with what it shows', () => {
  const text = readFileSync(new URL('../../../SECURITY.md', import.meta.url), 'utf8');
  const rows = [...text.matchAll(/^\| ([A-D]\d+) +\| (.*?) +\|$/gmu)];
  expect(Object.fromEntries(rows.map(([, id, title]) => [id, title]))).toEqual(attackTitles);
});

it('have messages with names of their own', () => {
  const names = messageAttacks.map(({ id, name }) => `${id} ${name}`);
  expect(new Set(names).size).toBe(names.length);
  expect(messageAttacks.every(({ id }) => attackIds.includes(id))).toBe(true);
});
