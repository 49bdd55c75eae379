/** `master-key rotate`. */
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Config } from '@/lib/config/config';
import { changeMasterKey } from '@/lib/services/operator/rotate-master-key';
import { learnKeysEveryMs } from '../key-schedule';
import { actorOfCommand, defineCommand } from './define-command';

export const rotateKeyCommand = defineCommand({
  name: 'master-key rotate',
  summary: 'Encrypt every secret with another master key, while AdminX runs.',
  notes: [
    'Make the new key with: (umask 077; openssl rand -base64 32 > FILE). Sign-ins go on meanwhile: every running AdminX knows both keys. Should this be killed, run it again with the same file and it goes on.',
    'Back-ups made before belong to the old key: keep that as long as them. Codes of people stay valid.',
  ],
  options: {
    'new-key-file': {
      value: 'FILE',
      about: '32 bytes in base64, readable by you alone.',
      required: true,
      isFile: true,
    },
  },
  input: z.object({ newKeyFile: z.string().min(1).max(4096) }),
  result: z.object({
    oldKeyId: z.string(),
    newKeyId: z.string(),
    secrets: z.number(),
    todo: z.array(z.string()),
  }),
  run: async ({ settings, say }, { newKeyFile }) => {
    const { oldKeyKeptAs, ...changed } = await changeMasterKey(
      actorOfCommand('master-key rotate'),
      {
        settings,
        newKeyFile,
        say,
        untilEveryoneKnows: async () => {
          if (!settings.databaseUrl) return;
          say('Waiting until every running AdminX has read the new key.');
          await sleep(learnKeysEveryMs * 3);
        },
      },
    );
    return { ...changed, todo: whatIsLeft(settings, newKeyFile, oldKeyKeptAs) };
  },
  print: ({ oldKeyId, newKeyId, secrets, todo }) => [
    `The master key was changed from ${oldKeyId} to ${newKeyId}; ${secrets} secrets were encrypted anew.`,
    ...todo,
  ],
});

/** What only the operator can do: the next start must find the new key. */
function whatIsLeft(settings: Config, newKeyFile: string, keptAs: string | null): string[] {
  const old = 'Keep the old key as long as you keep back-ups made before now.';
  if (keptAs !== null) {
    return [
      `The key file in ${settings.configDir} holds the new key already, and the next start uses it.`,
      `The old key is kept as ${keptAs}: it opens nothing any more but back-ups made before now.`,
      `Remove ${newKeyFile} once you have a copy of the key in a safe place.`,
    ];
  }
  const where = settings.masterKeyFile
    ? `replace ${settings.masterKeyFile} by ${newKeyFile} (or name that with ADMINX_MASTER_KEY_FILE)`
    : `set ADMINX_MASTER_KEY to what is in ${newKeyFile}`;
  return [
    `Now, on every machine AdminX runs on: ${where}. What runs goes on; a start with the old key is refused.`,
    old,
  ];
}
