import 'server-only';
import type { TenantId } from '@/lib/shared/tenant-id';
import type { Transaction } from './database';
import type {
  Prisma,
  SetupRunKind,
  SetupRunStatus,
  SetupStepStatus,
  TokenStatus,
} from './generated/client';

/** A value for a JSON column. */
export type JsonInput = Prisma.InputJsonValue;

/** One pass of the wizard with its journal. JSON columns are `unknown`: the service parses them. */
export interface SetupRunRow {
  readonly id: string;
  readonly kind: SetupRunKind;
  readonly status: SetupRunStatus;
  readonly tokenStatus: TokenStatus;
  readonly orgUrl: string;
  readonly orgId: string;
  readonly pipeline: string;
  readonly findings: unknown;
  readonly choices: unknown;
  readonly plan: unknown;
  readonly rollOut: unknown;
  readonly assents: unknown;
  readonly result: unknown;
  readonly applicationId: string | null;
  readonly createdById: string;
  readonly createdAt: Date;
  readonly leaseUntil: Date | null;
  readonly steps: readonly SetupStepRow[];
}

/** One line of the journal. */
export interface SetupStepRow {
  readonly action: string;
  readonly status: SetupStepStatus;
  readonly detail: unknown;
  readonly errorCode: string | null;
  readonly errorText: string | null;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
}

/** What may change in a run. */
export interface SetupRunChange {
  readonly status?: SetupRunStatus;
  readonly tokenStatus?: TokenStatus;
  readonly findings?: JsonInput;
  readonly choices?: JsonInput;
  readonly plan?: JsonInput;
  readonly rollOut?: JsonInput;
  readonly assents?: JsonInput;
  readonly result?: JsonInput;
  readonly errorCode?: string;
  readonly errorText?: string;
  readonly applicationId?: string;
  readonly leaseUntil?: Date | null;
}

const stepColumns = {
  action: true,
  status: true,
  detail: true,
  errorCode: true,
  errorText: true,
  startedAt: true,
  finishedAt: true,
} as const;

const runColumns = {
  id: true,
  kind: true,
  status: true,
  tokenStatus: true,
  orgUrl: true,
  orgId: true,
  pipeline: true,
  findings: true,
  choices: true,
  plan: true,
  rollOut: true,
  assents: true,
  result: true,
  applicationId: true,
  createdById: true,
  createdAt: true,
  leaseUntil: true,
  steps: { select: stepColumns, orderBy: { position: 'asc' } },
} as const;

/** Begins a run; returns its id. */
export async function insertSetupRun(
  db: Transaction,
  tenantId: TenantId,
  run: {
    readonly orgUrl: string;
    readonly orgId: string;
    readonly pipeline: string;
    readonly createdById: string;
    /** The ones that a run taking away another one's work begins with. */
    readonly kind?: SetupRunKind;
    readonly choices?: JsonInput;
    readonly applicationId?: string | null;
  },
): Promise<string> {
  const data = { tenantId, status: 'CONNECTED' as const, ...run };
  return (await db.setupRun.create({ data, select: { id: true } })).id;
}

/** Locks a run until the transaction ends, so that what two people say at once is kept of both. */
export async function lockSetupRun(
  db: Transaction,
  tenantId: TenantId,
  id: string,
): Promise<SetupRunRow | null> {
  await db.$queryRaw`
    SELECT "id" FROM "SetupRun"
    WHERE "tenantId" = ${tenantId}::uuid AND "id" = ${id}::uuid FOR UPDATE`;
  return findSetupRun(db, tenantId, id);
}

/** A run with its journal. */
export async function findSetupRun(
  db: Transaction,
  tenantId: TenantId,
  id: string,
): Promise<SetupRunRow | null> {
  return db.setupRun.findFirst({ where: { tenantId, id }, select: runColumns });
}

/** The latest runs, newest first, without their JSON. */
export async function listSetupRuns(db: Transaction, tenantId: TenantId, take: number) {
  return db.setupRun.findMany({
    where: { tenantId },
    orderBy: { createdAt: 'desc' },
    take,
    select: {
      id: true,
      kind: true,
      status: true,
      tokenStatus: true,
      orgUrl: true,
      createdById: true,
      createdAt: true,
    },
  });
}

/** What was chosen when an organisation was last connected, to begin from there; null at the first time. */
export async function findLastChoices(
  db: Transaction,
  tenantId: TenantId,
  orgId: string,
): Promise<unknown> {
  const run = await db.setupRun.findFirst({
    where: { tenantId, orgId, kind: 'SETUP', status: 'SUCCEEDED' },
    orderBy: { createdAt: 'desc' },
    select: { choices: true },
  });
  return run?.choices ?? null;
}

/** The runs about one application that have come to act, newest first, without their JSON. */
export async function listSetupRunsOfApplication(
  db: Transaction,
  tenantId: TenantId,
  applicationId: string,
) {
  return db.setupRun.findMany({
    where: { tenantId, applicationId, steps: { some: {} } },
    orderBy: { createdAt: 'desc' },
    take: 20,
    select: {
      id: true,
      kind: true,
      status: true,
      tokenStatus: true,
      createdById: true,
      createdAt: true,
    },
  });
}

/** Changes a run if it is (still) in one of these states; tells whether it was. */
export async function updateSetupRun(
  db: Transaction,
  tenantId: TenantId,
  target: { readonly id: string; readonly when: readonly SetupRunStatus[] },
  change: SetupRunChange,
): Promise<boolean> {
  const { count } = await db.setupRun.updateMany({
    where: { tenantId, id: target.id, status: { in: [...target.when] } },
    data: change,
  });
  return count === 1;
}

/** Forgets choices and plan, for when the organisation is checked again. */
export async function clearSetupPlan(db: Transaction, tenantId: TenantId, id: string) {
  await db.$executeRaw`
    UPDATE "SetupRun" SET "plan" = NULL
    WHERE "tenantId" = ${tenantId}::uuid AND "id" = ${id}::uuid`;
}

/**
 * Takes the tenant's one place for applying: the run goes from PLANNED to APPLYING with a lease,
 * unless another run of the tenant holds a live one. To be called in a transaction; the tenant's
 * row is locked, so two claims at once are decided one after the other.
 */
export async function claimSetupRun(
  db: Transaction,
  tenantId: TenantId,
  claim: { readonly id: string; readonly now: Date; readonly leaseUntil: Date },
): Promise<'claimed' | 'busy' | 'not_ready'> {
  await db.$queryRaw`SELECT "id" FROM "Tenant" WHERE "id" = ${tenantId}::uuid FOR UPDATE`;
  const other = await db.setupRun.findFirst({
    where: { tenantId, status: 'APPLYING', leaseUntil: { gt: claim.now } },
    select: { id: true },
  });
  if (other) return 'busy';
  const isClaimed = await updateSetupRun(
    db,
    tenantId,
    { id: claim.id, when: ['PLANNED'] },
    { status: 'APPLYING', tokenStatus: 'IN_USE', leaseUntil: claim.leaseUntil },
  );
  return isClaimed ? 'claimed' : 'not_ready';
}

/** Runs that say they are applying, but whose lease is over: the server stopped in the middle. */
export async function listExpiredSetupRuns(
  db: Transaction,
  tenantId: TenantId,
  now: Date,
): Promise<readonly SetupRunRow[]> {
  return db.setupRun.findMany({
    where: { tenantId, status: 'APPLYING', leaseUntil: { lte: now } },
    take: 20,
    select: runColumns,
  });
}

/**
 * Ends the leases of every tenant's runs at once, for whoever knows that no other process works on
 * them; returns how many there were.
 */
export async function endSetupRunLeases(db: Transaction, now: Date): Promise<number> {
  const { count } = await db.setupRun.updateMany({
    where: { status: 'APPLYING', leaseUntil: { gt: now } },
    data: { leaseUntil: now },
  });
  return count;
}

/** Writes the journal's lines of a run ahead, all waiting. */
export async function insertSetupSteps(
  db: Transaction,
  tenantId: TenantId,
  runId: string,
  actions: readonly string[],
): Promise<void> {
  await db.setupRunStep.createMany({
    data: actions.map((action, position) => ({
      tenantId,
      runId,
      position,
      action,
      status: 'WAITING' as const,
    })),
  });
}

/** Changes one line of the journal. */
export async function updateSetupStep(
  db: Transaction,
  tenantId: TenantId,
  target: { readonly runId: string; readonly action: string },
  change: {
    readonly status?: SetupStepStatus;
    readonly detail?: JsonInput;
    readonly errorCode?: string;
    readonly errorText?: string;
    readonly startedAt?: Date;
    readonly finishedAt?: Date;
  },
): Promise<void> {
  await db.setupRunStep.updateMany({ where: { tenantId, ...target }, data: change });
}
