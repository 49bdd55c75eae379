/** Writes who may do what into ARCHITECTURE.md, from the code itself: `npm run docs:permissions`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format } from 'prettier';
import { permissionTable } from '@/lib/auth/permission-labels';
import { roles } from '@/lib/auth/permissions';
import { describeGuard, readEntryPoints, type EntryPoint } from './entry-points';

const document = fileURLToPath(new URL('../../ARCHITECTURE.md', import.meta.url));
const marks = /<!-- permissions: begin -->[^]*<!-- permissions: end -->/u;

/** The document as it is, and as it is to be. */
export async function comparePermissionDocs(): Promise<{ is: string; wanted: string }> {
  const is = readFileSync(document, 'utf8');
  const section = [
    '<!-- permissions: begin -->',
    ...permissionLines(),
    '',
    ...wayLines(readEntryPoints()),
    '<!-- permissions: end -->',
  ].join('\n');
  const wanted = is.replace(marks, () => section);
  return { is, wanted: await format(wanted, { parser: 'markdown', printWidth: 100 }) };
}

function permissionLines(): readonly string[] {
  const columns = ['Permission', 'What', ...roles.map((role) => role.toLowerCase())];
  const rows = permissionTable().map((row) =>
    [
      `\`${row.permission}\``,
      row.label,
      ...roles.map((role) => (row.roles.includes(role) ? '✓' : '')),
    ].join(' | '),
  );
  const lines = [columns.join(' | '), columns.map(() => '---').join(' | '), ...rows];
  return lines.map((line) => `| ${line} |`);
}

/** Every way in, below what it asks for. */
function wayLines(entries: readonly EntryPoint[]): readonly string[] {
  const byGuard = groupByGuard(entries);
  return [...byGuard]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([guard, ways]) => `- **${guard}**: ${ways.map(describeWay).join(', ')}`);
}

function groupByGuard(entries: readonly EntryPoint[]): Map<string, EntryPoint[]> {
  const groups = new Map<string, EntryPoint[]>();
  for (const entry of entries) {
    const guard = describeGuard(entry.guard);
    groups.set(guard, [...(groups.get(guard) ?? []), entry]);
  }
  return groups;
}

function describeWay({ kind, name, path }: EntryPoint): string {
  if (kind === 'page') return `\`${path}\``;
  return kind === 'route' ? `\`${name} ${path}\`` : `\`${name}\``;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { wanted } = await comparePermissionDocs();
  writeFileSync(document, wanted);
}
