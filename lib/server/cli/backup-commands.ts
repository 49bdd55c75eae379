/** `backup` and `restore`: the embedded database as one file, and back. */
import { dirname, resolve, sep } from 'node:path';
import { z } from 'zod';
import type { Config } from '@/lib/config/config';
import { releaseVersion } from '@/lib/config/release-version';
import { dumpDatabase } from '@/lib/db/dump-database';
import { readKeyIds } from '@/lib/db/installation';
import { recordForEveryTenant } from '@/lib/services/operator/record-for-every-tenant';
import { createSetupLink } from '@/lib/services/setup/create-setup-link';
import { writeBackup } from '../backup/backup-file';
import { swapFolders } from '../backup/restore-files';
import { stageRestore, type StagedRestore } from '../backup/stage-restore';
import { openData } from '../open-data';
import { CommandRefusal } from './command-refusal';
import { actorOfCommand, defineCommand, type CommandContext, type Say } from './define-command';
import { postgresRefusal } from './postgres-refusal';

const path = z.string().min(1).max(4096);

export const backupCommand = defineCommand({
  name: 'backup',
  summary: 'Write the embedded database into one file, while AdminX runs.',
  notes: [
    'The file holds everything but the master key, without which nobody can use the signing keys in it: keep that key elsewhere, and keep it as long as the back-up. People and their e-mail addresses are readable in the file, so keep it where you would keep the data.',
    'The copy is taken between two transactions; people can go on working.',
  ],
  options: { to: { value: 'FILE', about: 'A new file.', required: true, isFile: true } },
  input: z.object({ to: path }),
  result: z.object({
    file: z.string(),
    bytes: z.number(),
    people: z.number(),
    tenants: z.number(),
  }),
  run: backUp,
  print: ({ file, bytes, people, tenants }) => [
    `Written: ${file} (${megabytes(bytes)}; tenants: ${tenants}, people: ${people}).`,
    'It does not hold the master key. Keep that key too, in another place.',
  ],
});

const restored = z.object({
  createdAt: z.string(),
  release: z.string(),
  people: z.number(),
  tenants: z.number(),
  keptAs: z.string(),
  setupLink: z.string().nullable(),
});

export const restoreCommand = defineCommand({
  name: 'restore',
  summary: 'Put the database of a back-up in the place of the one in use, which is kept beside it.',
  notes: [
    'The back-up is checked, unpacked and brought up to this release first. A running AdminX then answers 503 for the moment it takes to change over. When anything fails, the data in use stays in use.',
    'Everybody signs in again afterwards, and open invitations and other links no longer work: each may have been used since the back-up was made. Recovery codes used since then work once more.',
  ],
  options: { from: { value: 'FILE', about: 'What `backup` wrote.', required: true, isFile: true } },
  input: z.object({ from: path }),
  result: restored,
  run: restoreInServer,
  runClosed: restoreClosed,
  print: ({ createdAt, release, people, tenants, keptAs, setupLink }) => [
    `Restored: the back-up of ${createdAt} (AdminX ${release}; tenants: ${tenants}, people: ${people}).`,
    `The data before is kept in ${keptAs}; remove it when you do not need it.`,
    ...(setupLink === null
      ? []
      : ['', 'It has no owner yet; open this link within the hour:', '', `  ${setupLink}`]),
  ],
});

async function backUp(context: CommandContext, { to }: { readonly to: string }) {
  const { settings, data } = context;
  const refusal = postgresRefusal(settings, 'backup', to);
  if (refusal) throw refusal;
  requireOutside(settings.dataDir, to);
  await requireNoKeyChange(data.database());
  const dump = await dumpDatabase(data.database());
  if (!dump) throw new Error('The database in use is not embedded');
  const { tar, counts, migrations } = dump;
  const { masterKeyId } = await readKeyIds(data.database().client);
  const createdAt = new Date().toISOString();
  const facts = { createdAt, release: releaseVersion(), migrations: [...migrations], masterKeyId };
  const { archiveBytes } = await writeBackup(to, tar, { ...facts, counts: { ...counts } });
  await recordForEveryTenant(actorOfCommand('backup'), {
    action: 'backup.created',
    label: `Back-up of ${createdAt}`,
  });
  return {
    file: to,
    bytes: archiveBytes,
    people: counts['User'] ?? 0,
    tenants: counts['Tenant'] ?? 0,
  };
}

async function restoreInServer(context: CommandContext, { from }: { readonly from: string }) {
  const { settings, data, say, pause } = context;
  const refusal = postgresRefusal(settings, 'restore', from);
  if (refusal) throw refusal;
  await requireNoKeyChange(data.database());
  const staged = await stageRestore(settings.dataDir, from, say);
  say('Taking no requests until the data is changed over.');
  await pause(() => data.exchange(swapFolders(settings.dataDir, staged.folders)));
  return tell(staged);
}

async function restoreClosed(settings: Config, { from }: { readonly from: string }, say: Say) {
  const refusal = postgresRefusal(settings, 'restore', from);
  if (refusal) throw refusal;
  const staged = await stageRestore(settings.dataDir, from, say);
  const swap = swapFolders(settings.dataDir, staged.folders);
  const data = await openData(settings, { adoptBaseUrl: false, migrate: true, swap });
  try {
    return { ...(await tell(staged)), setupLink: null };
  } finally {
    await data.close();
  }
}

async function tell({ manifest, folders }: StagedRestore): Promise<z.input<typeof restored>> {
  const { createdAt, release, counts } = manifest;
  await recordForEveryTenant(actorOfCommand('restore'), {
    action: 'backup.restored',
    label: `Back-up of ${createdAt}`,
  });
  const setupLink = await createSetupLink(new Date());
  return {
    createdAt,
    release,
    people: counts['User'] ?? 0,
    tenants: counts['Tenant'] ?? 0,
    keptAs: folders.kept,
    setupLink: setupLink?.url ?? null,
  };
}

async function requireNoKeyChange(database: { readonly client: Parameters<typeof readKeyIds>[0] }) {
  const { nextMasterKeyId } = await readKeyIds(database.client);
  if (nextMasterKeyId === null) return;
  throw new CommandRefusal([
    'The master key is being changed; end that first with `npm run adminx -- master-key rotate`.',
  ]);
}

function requireOutside(dataDir: string, file: string): void {
  if (!`${resolve(dirname(file))}${sep}`.startsWith(`${resolve(dataDir)}${sep}`)) return;
  throw new CommandRefusal([
    `A back-up inside ${dataDir} would be lost with it; choose another folder.`,
  ]);
}

function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
