import { expect, it } from 'vitest';
import { readEntryPoints } from './entry-points';
import { comparePermissionDocs } from './permission-docs';

it('G3, G4: every action, route and page says whom it lets in', () => {
  const entries = readEntryPoints();
  expect(entries.length).toBeGreaterThan(50);
  expect(entries.filter(({ guard }) => guard === null)).toEqual([]);
});

it('finds a guard only where there is one', () => {
  const find = (path: string, name = '') =>
    readEntryPoints().find((entry) => entry.path === path && entry.name === name)?.guard;
  expect(find('/users')).toEqual({ kind: 'permission', permission: 'users.read', recent: false });
  expect(find('/settings/roles', 'setRoleAction')).toMatchObject({ recent: true });
  expect(find('/api/okta/runs/[run]/apply', 'POST')).toMatchObject({ recent: true });
  expect(find('/sign-in')).toEqual({ kind: 'public' });
});

it('says in ARCHITECTURE.md who may do what, as the code does', async () => {
  const { is, wanted } = await comparePermissionDocs();
  expect(is, 'run: npm run docs:permissions').toBe(wanted);
});
