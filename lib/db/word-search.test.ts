import { expect, it } from 'vitest';
import { buildTenant, buildUser } from '@/lib/testing/builders';
import { describeOnBothDatabases } from '@/lib/testing/database';
import { toPrefixQuery, toSearchText } from './word-search';

describeOnBothDatabases('word search', (getDb) => {
  async function find(typed: string): Promise<readonly string[]> {
    const query = toPrefixQuery(typed);
    const rows = await getDb().$queryRaw<{ login: string }[]>`
      SELECT "login" FROM "User"
      WHERE to_tsvector('simple', "searchText") @@ to_tsquery('simple', ${query})
      ORDER BY "login"`;
    return rows.map(({ login }) => login);
  }

  it('finds words by their beginning, in any order and case, in any script', async () => {
    const tenant = await buildTenant(getDb());
    for (const [login, name] of [
      ['ada.lovelace@example.com', 'Ada Lovelace'],
      ['zsofia@example.com', 'Zsófia Kővári-Vandenberg'],
      ['yuki@example.com', '雪 田中'],
    ] as const) {
      await buildUser(getDb(), tenant.id, { login, searchText: toSearchText(login, name) });
    }
    await expect(find('LOVE ad')).resolves.toEqual(['ada.lovelace@example.com']);
    await expect(find('ada.lovelace@exa')).resolves.toEqual(['ada.lovelace@example.com']);
    await expect(find('zsofia KOVARI')).resolves.toEqual(['zsofia@example.com']);
    await expect(find('kővári vanden')).resolves.toEqual(['zsofia@example.com']);
    await expect(find('田中')).resolves.toEqual(['yuki@example.com']);
    await expect(find('ovelace')).resolves.toEqual([]);
  });

  it('takes operators, quotes and endless input for text', async () => {
    await expect(find(`a' | !b & (c):* <-> \\ \u0000 d`)).resolves.toEqual([]);
    await expect(find('x'.repeat(5000))).resolves.toEqual([]);
    await expect(find('x '.repeat(5000))).resolves.toEqual([]);
    expect(toPrefixQuery(' !&|:* ')).toBeNull();
  });
});
