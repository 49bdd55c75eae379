import 'server-only';
import { recordAudit } from '@/lib/audit/record-audit';
import type { Actor } from '@/lib/auth/actor';
import { findAlignmentRun, listAlignmentRows, type AlignmentRowRow } from '@/lib/db/alignment-runs';
import { getDatabase, inTransaction } from '@/lib/db/database';
import { listKnownLoginKeys } from '@/lib/db/roll-out-people';
import { alignmentTexts, type AlignmentKind } from '@/lib/schemas/alignment';
import { AppError } from '@/lib/shared/errors';
import { escapeFormula } from '@/lib/shared/formula-text';
import { toLoginKey } from '@/lib/shared/login-key';
import { byteOrderMark, toCsv } from '@/lib/shared/write-csv';

const rowsAtOnce = 1_000;
/** An import takes at most so many lines. */
const maxImportLines = 10_000;

const columns = [
  ...['finding', 'login here', 'e-mail here', 'login in Okta', 'e-mail in Okta'],
  ...['status in Okta', 'provider in Okta', 'what it means'],
];

/**
 * A report as CSV, piece by piece, so that any number of lines takes little memory. Audited before
 * the first piece. Nothing in it is taken for a formula (attacks.md G11).
 * @throws AppError `alignment.not_found`
 */
export async function exportAlignment(
  actor: Actor,
  query: { readonly alignmentId: string; readonly kind: AlignmentKind | null },
): Promise<AsyncGenerator<string>> {
  actor.requirePerson('alignment.export');
  const { alignmentId } = query;
  const run = await findAlignmentRun(getDatabase(), actor.tenantId, alignmentId);
  if (!run) throw new AppError('alignment.not_found');
  await inTransaction(async (tx) => {
    const target = { type: 'alignment', id: alignmentId, label: run.fileName ?? run.orgUrl ?? '' };
    const changes = query.kind === null ? {} : { kind: { after: query.kind } };
    await recordAudit(tx, actor, 'alignment.exported', target, changes);
  });
  return writeReport(actor, query);
}

async function* writeReport(
  actor: Actor,
  query: { readonly alignmentId: string; readonly kind: AlignmentKind | null },
): AsyncGenerator<string> {
  yield byteOrderMark + toCsv([columns]);
  const chosen = { runId: query.alignmentId, kind: query.kind };
  for await (const rows of readRows(actor, chosen)) yield toCsv(rows.map(toCells));
}

async function* readRows(
  actor: Actor,
  chosen: { readonly runId: string; readonly kind: AlignmentKind | null },
): AsyncGenerator<readonly AlignmentRowRow[]> {
  for (let after: number | null = null, isLast = false; !isLast;) {
    const page = { ...chosen, after, take: rowsAtOnce };
    const rows: readonly AlignmentRowRow[] = await listAlignmentRows(
      getDatabase(),
      actor.tenantId,
      page,
    );
    if (rows.length > 0) yield rows;
    after = rows.at(-1)?.position ?? null;
    isLast = rows.length < rowsAtOnce;
  }
}

function toCells(row: AlignmentRowRow): string[] {
  const { label, meaning } = alignmentTexts[row.kind];
  return [
    label,
    ...[row.ourLogin, row.ourEmail, row.oktaLogin, row.oktaEmail].map(escapeFormula),
    ...[row.oktaStatus, row.oktaProvider].map(escapeFormula),
    meaning,
  ];
}

/**
 * Whoever is only in Okta and not here meanwhile, as a file that the import of people takes; the next
 * ten thousand, so that asking again after an import goes on.
 * @throws AppError `alignment.not_found`, `alignment.nobody_to_import`
 */
export async function writeImportFile(actor: Actor, alignmentId: string): Promise<Uint8Array> {
  actor.requirePerson('alignment.run');
  const run = await findAlignmentRun(getDatabase(), actor.tenantId, alignmentId);
  if (!run) throw new AppError('alignment.not_found');
  let text = toCsv([['login', 'email', 'first name', 'last name']]);
  let count = 0;
  for await (const rows of readRows(actor, { runId: alignmentId, kind: 'ONLY_IN_OKTA' })) {
    const missing = await leaveOutKnown(actor, rows);
    const taken = missing.slice(0, maxImportLines - count);
    if (taken.length > 0) text += toCsv(taken.map(toImportCells));
    count += taken.length;
    if (count >= maxImportLines) break;
  }
  if (count === 0) throw new AppError('alignment.nobody_to_import');
  return new TextEncoder().encode(text);
}

async function leaveOutKnown(
  actor: Actor,
  rows: readonly AlignmentRowRow[],
): Promise<readonly AlignmentRowRow[]> {
  const keys = rows.map(({ oktaLogin }) => toLoginKey(oktaLogin));
  const known = await listKnownLoginKeys(getDatabase(), actor.tenantId, keys);
  return rows.filter(({ oktaLogin }) => !known.has(toLoginKey(oktaLogin)));
}

function toImportCells(row: AlignmentRowRow): string[] {
  const { oktaLogin, oktaEmail, firstName, lastName } = row;
  return [oktaLogin, oktaEmail, firstName, lastName].map(escapeFormula);
}
