import 'server-only';
import type { TenantId } from '@/lib/shared/tenant-id';
import type { Transaction } from './database';
import type {
  Prisma,
  UserImportOutcome,
  UserImportProgress,
  UserImportStatus,
} from './generated/client';

/** What makes an import; its lines follow. */
export interface NewUserImport {
  readonly fileName: string;
  readonly createdById: string;
  readonly createdByLogin: string;
  readonly ignoredColumns: string[];
  readonly createCount: number;
  readonly updateCount: number;
  readonly sameCount: number;
  readonly refusedCount: number;
  /** JSON objects; parsed by whoever reads. */
  readonly newGroups: Prisma.InputJsonObject[];
}

/** A line as it is stored. Before and after are JSON objects; null when there is none. */
export interface NewUserImportLine {
  readonly line: number;
  readonly outcome: UserImportOutcome;
  readonly login: string;
  readonly userId: string | null;
  readonly before: Prisma.InputJsonObject | null;
  readonly after: Prisma.InputJsonObject | null;
  readonly problems: readonly string[];
}

/** What becomes of a line. */
export interface UserImportLineChange {
  readonly line: number;
  readonly progress: UserImportProgress;
  readonly userId?: string;
  readonly applyProblem?: string;
  readonly undoProblem?: string;
}

/** A line as it is read; before and after are parsed by whoever reads. */
export type UserImportLineRow = Awaited<ReturnType<typeof listUserImportLines>>[number];

/** Which lines are listed, in the order of the file. */
export interface UserImportLineQuery {
  readonly importId: string;
  readonly where?: {
    readonly outcome?: UserImportOutcome | { readonly in: UserImportOutcome[] };
    readonly progress?: UserImportProgress | { readonly in: UserImportProgress[] };
    readonly hasProblems?: boolean;
  };
  readonly after: number | null;
  readonly take: number;
}

const importColumns = {
  id: true,
  status: true,
  fileName: true,
  createdByLogin: true,
  ignoredColumns: true,
  createCount: true,
  updateCount: true,
  sameCount: true,
  refusedCount: true,
  newGroups: true,
  createdAt: true,
  appliedAt: true,
  undoneAt: true,
} as const;

const lineColumns = {
  line: true,
  outcome: true,
  progress: true,
  login: true,
  userId: true,
  before: true,
  after: true,
  problems: true,
  applyProblem: true,
  undoProblem: true,
} as const;

const linesAtOnce = 1000;

/** Stores a preview; returns its id. Call it in a transaction. */
export async function insertUserImport(
  db: Transaction,
  tenantId: TenantId,
  created: NewUserImport,
  lines: readonly NewUserImportLine[],
): Promise<string> {
  const data = { tenantId, ...created };
  const { id: importId } = await db.userImport.create({ data, select: { id: true } });
  for (let start = 0; start < lines.length; start += linesAtOnce) {
    await db.userImportLine.createMany({
      data: lines.slice(start, start + linesAtOnce).map(({ before, after, problems, ...line }) => ({
        tenantId,
        importId,
        ...line,
        problems: [...problems],
        ...(before ? { before } : {}),
        ...(after ? { after } : {}),
      })),
    });
  }
  return importId;
}

/** An import by id. */
export async function findUserImport(db: Transaction, tenantId: TenantId, importId: string) {
  return db.userImport.findFirst({ where: { tenantId, id: importId }, select: importColumns });
}

/** Locks an import until the transaction ends, so that two tabs do not take the same lines. */
export async function lockUserImport(
  db: Transaction,
  tenantId: TenantId,
  importId: string,
): Promise<void> {
  await db.$queryRaw`
    SELECT "id" FROM "UserImport"
    WHERE "tenantId" = ${tenantId}::uuid AND "id" = ${importId}::uuid FOR UPDATE`;
}

/** Imports, newest first. Asks for one more than the page holds. */
export async function listUserImports(
  db: Transaction,
  tenantId: TenantId,
  query: { readonly after: string | null; readonly take: number },
) {
  return db.userImport.findMany({
    where: { tenantId, ...(query.after === null ? {} : { id: { lt: query.after } }) },
    orderBy: { id: 'desc' },
    take: query.take + 1,
    select: importColumns,
  });
}

/** Says how far an import has come. */
export async function setUserImportStatus(
  db: Transaction,
  tenantId: TenantId,
  importId: string,
  change: {
    readonly status: UserImportStatus;
    readonly appliedAt?: Date;
    readonly undoneAt?: Date;
  },
): Promise<void> {
  await db.userImport.updateMany({ where: { tenantId, id: importId }, data: change });
}

/** Writes down what the new groups of an import became. */
export async function setUserImportGroups(
  db: Transaction,
  tenantId: TenantId,
  importId: string,
  newGroups: Prisma.InputJsonObject[],
): Promise<void> {
  await db.userImport.updateMany({ where: { tenantId, id: importId }, data: { newGroups } });
}

/** Removes an import with its lines, when it is (still) only a preview; tells whether it was. */
export async function deleteUserImportPreview(
  db: Transaction,
  tenantId: TenantId,
  importId: string,
): Promise<boolean> {
  const where = { tenantId, id: importId, status: 'PREVIEWED' as const };
  return (await db.userImport.deleteMany({ where })).count === 1;
}

/** Lines of an import in the order of the file. */
export async function listUserImportLines(
  db: Transaction,
  tenantId: TenantId,
  query: UserImportLineQuery,
) {
  const { hasProblems, ...where } = query.where ?? {};
  return db.userImportLine.findMany({
    where: {
      tenantId,
      importId: query.importId,
      ...where,
      ...(hasProblems === true ? { NOT: { problems: { isEmpty: true } } } : {}),
      ...(query.after === null ? {} : { line: { gt: query.after } }),
    },
    orderBy: { line: 'asc' },
    take: query.take,
    select: lineColumns,
  });
}

/** How many lines that create or update stand where. */
export async function countUserImportProgress(
  db: Transaction,
  tenantId: TenantId,
  importId: string,
) {
  const rows = await db.userImportLine.groupBy({
    by: ['progress'],
    where: { tenantId, importId, outcome: { in: ['CREATE', 'UPDATE'] } },
    _count: { _all: true },
  });
  return rows.map(({ progress, _count }) => ({ progress, count: _count._all }));
}

/** How many lines that are not refused deserve a look. */
export async function countUserImportWarnings(
  db: Transaction,
  tenantId: TenantId,
  importId: string,
): Promise<number> {
  const outcome = { not: 'REFUSED' as const };
  const where = { tenantId, importId, outcome, NOT: { problems: { isEmpty: true } } };
  return db.userImportLine.count({ where });
}

/** Writes down what became of lines. */
export async function updateUserImportLines(
  db: Transaction,
  tenantId: TenantId,
  importId: string,
  changes: readonly UserImportLineChange[],
): Promise<void> {
  for (const { line, ...data } of changes) {
    await db.userImportLine.updateMany({ where: { tenantId, importId, line }, data });
  }
}
