/** Every command of `npm run adminx --`. */
import { verifyAuditCommand } from './audit-commands';
import { backupCommand, restoreCommand } from './backup-commands';
import type { Command } from './define-command';
import { rotateKeyCommand } from './key-commands';
import { selfTestCommand } from './self-test-command';
import { createTenantCommand, listTenantsCommand, ownerLinkCommand } from './tenant-commands';

export const commands: readonly Command[] = [
  createTenantCommand,
  listTenantsCommand,
  ownerLinkCommand,
  verifyAuditCommand,
  backupCommand,
  restoreCommand,
  rotateKeyCommand,
  selfTestCommand,
];

/** The command of that name. */
export function findCommand(name: string): Command | null {
  return commands.find((command) => command.name === name) ?? null;
}
