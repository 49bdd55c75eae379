/** PostgreSQL brings its own tools for back-ups; these are the exact commands. */
import type { Config } from '@/lib/config/config';
import { CommandRefusal } from './command-refusal';

/** What to run instead; null with the embedded database. The password is not in it. */
export function postgresRefusal(
  settings: Pick<Config, 'databaseUrl'>,
  command: 'backup' | 'restore',
  file: string,
): CommandRefusal | null {
  if (!settings.databaseUrl) return null;
  const url = new URL(settings.databaseUrl);
  url.password = '';
  const database = quote(url.href);
  const tool =
    command === 'backup'
      ? `pg_dump --format=custom --file=${quote(file)} ${database}`
      : `pg_restore --clean --if-exists --single-transaction --dbname=${database} ${quote(file)}`;
  return new CommandRefusal([
    'The data is on a PostgreSQL server, which has its own tool for this; it asks for the password.',
    ...(command === 'restore' ? ['Stop every AdminX on it first.'] : []),
    'Run:',
    `  ${tool}`,
    'Keep the master key too, in another place: without it the signing keys in the dump are lost.',
  ]);
}

function quote(text: string): string {
  return /^[\w./:@=-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
