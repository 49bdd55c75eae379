import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { environmentSchema } from './environment-schema';

describe('.env.example', () => {
  it('names every setting and none that does not exist', () => {
    const text = readFileSync('.env.example', 'utf8');
    const named = [...text.matchAll(/^# ([A-Z][A-Z0-9_]+)=/gm)].map((match) => match[1] ?? '');
    const settings = Object.keys(environmentSchema.shape).filter(
      (name) => !name.startsWith('XDG_'),
    );
    expect(named.toSorted()).toEqual(settings.toSorted());
  });
});
