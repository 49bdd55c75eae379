import 'server-only';
import { recordAudit } from '@/lib/audit/record-audit';
import type { Actor } from '@/lib/auth/actor';
import { getDatabase, inTransaction } from '@/lib/db/database';
import { forgetAttempts } from '@/lib/db/rate-limits';
import {
  extendSelfTest,
  findNeighbour,
  insertSelfTest,
  listAbandonedSelfTests,
  removeSelfTest,
  selfTestNetwork,
} from '@/lib/db/self-tests';
import { findActiveSigningKey } from '@/lib/db/signing-keys';
import { getTenantById } from '@/lib/db/tenants';
import { isUniqueViolation } from '@/lib/db/unique-violation';
import { networkOf } from '@/lib/net/address-rules';
import { attackIds, type AttackId } from '@/lib/saml/attacks/attack-ids';
import { AppError } from '@/lib/shared/errors';
import type { TenantId } from '@/lib/shared/tenant-id';
import { Bench } from './bench';
import { playAttack, type AttackVerdict } from './play-attack';
import type { SelfTestPort } from './port';
import type { BenchParts } from './test-wire';
import { makeTestKeys, makeTestWorld, type TestKeys } from './test-world';

/** How long a run counts as alive after its last sign of life, in seconds: longer than any id takes. */
const leaseSeconds = 120;
/** What requests of a run are counted under. */
const limitNames = ['saml.request', 'saml.logout', 'saml.trace.unnamed', 'saml.trace.refused'];

/** How a run is asked for. */
export interface SelfTestOptions {
  readonly port: SelfTestPort;
  /** All of them unless told. */
  readonly ids?: readonly AttackId[];
  /** Made anew unless given. */
  readonly keys?: TestKeys;
  readonly onVerdict?: (verdict: AttackVerdict) => void;
}

/** A run that is going on. */
interface Run {
  readonly id: string;
  readonly actor: Actor;
  readonly shared: Omit<BenchParts, 'world'>;
  readonly addresses: readonly string[];
}

/**
 * Attacks the running tenant with every case of the suite, by its own addresses, and removes whatever it
 * made. Nothing of the product is switched off for it: its requests come from addresses of the loopback
 * network that nobody outside can have, so limits and traces hold as they do for everybody. What its
 * applications and people do is not audited; that it ran, and with what outcome, is.
 *
 * @throws AppError `operator.self_test_running`, `operator.no_server` when the wire leads to another
 * installation, `certificates.no_active_key`.
 */
export async function runSelfTest(
  actorOf: (tenantId: TenantId) => Actor,
  tenantId: TenantId,
  options: SelfTestOptions,
): Promise<readonly AttackVerdict[]> {
  await removeAbandonedSelfTests(actorOf, new Date());
  const run = await begin(actorOf(tenantId), options);
  const verdicts: AttackVerdict[] = [];
  try {
    const { keys } = run.shared;
    for (const id of options.ids ?? attackIds) {
      await stayAlive(run);
      await beginCountingAnew(run);
      const world = await makeTestWorld(tenantId, { selfTestId: run.id, id, keys });
      const verdict = await playAttack(new Bench({ ...run.shared, world }), id);
      verdicts.push(verdict);
      options.onVerdict?.(verdict);
    }
  } finally {
    await finish(run, verdicts, verdicts.length === (options.ids ?? attackIds).length);
  }
  return verdicts;
}

/**
 * Removes what runs left behind that were killed in the middle; the schedule does it too. Returns how
 * many there were.
 */
export async function removeAbandonedSelfTests(
  actorOf: (tenantId: TenantId) => Actor,
  now: Date,
): Promise<number> {
  const abandoned = await listAbandonedSelfTests(getDatabase(), now);
  for (const { id, tenantId } of abandoned) {
    const actor = actorOf(tenantId);
    actor.requireSystem();
    await inTransaction(async (tx) => {
      if (!(await removeSelfTest(tx, tenantId, { id, traceIds: [] }))) return;
      await recordAudit(tx, actor, 'self_test.finished', targetOf(id), {
        outcome: { after: 'interrupted' },
      });
    });
  }
  return abandoned.length;
}

async function begin(actor: Actor, { port, keys: given }: SelfTestOptions): Promise<Run> {
  actor.requireSystem();
  const { tenantId } = actor;
  const db = getDatabase();
  const { publicUrl } = await getTenantById(db, tenantId);
  const key = await findActiveSigningKey(db, tenantId);
  if (!key) throw new AppError('certificates.no_active_key');
  const now = new Date();
  const keys = given ?? (await makeTestKeys(now));
  await requireThisInstallation(port, { publicUrl, certificatePem: key.certificatePem });
  const neighbour = await findNeighbour(db, tenantId);
  const id = await store(actor, new Date());
  const addresses: string[] = [];
  const nextAddress = () => {
    const number = addresses.length + 1;
    const address = `${selfTestNetwork}${String(number >> 8)}.${String(number & 255)}`;
    addresses.push(address);
    return address;
  };
  const { certificatePem } = key;
  const shared = { tenantId, publicUrl, certificatePem, port, keys, neighbour, nextAddress };
  return { id, actor, shared: { ...shared, traceIds: new Set<string>() }, addresses };
}

/** Whoever else listens there must not be attacked: it would have another key. */
async function requireThisInstallation(
  port: SelfTestPort,
  tenant: { readonly publicUrl: string; readonly certificatePem: string },
): Promise<void> {
  const answer = await port.send({
    ...{ method: 'GET', target: '/saml/metadata', host: new URL(tenant.publicUrl).host },
    ...{ headers: {}, body: null, from: `${selfTestNetwork}0.0` },
  });
  const certificate = tenant.certificatePem.replace(/-----[^-]+-----|\s/gu, '');
  if (answer.body.includes(certificate)) return;
  throw new AppError(
    'operator.no_server',
    'What answers on this machine is not this AdminX: its metadata has another key. Check ADMINX_PORT and the data directory.',
  );
}

async function store(actor: Actor, now: Date): Promise<string> {
  const leaseUntil = new Date(now.getTime() + leaseSeconds * 1000);
  try {
    return await inTransaction(async (tx) => {
      const id = await insertSelfTest(tx, actor.tenantId, { startedAt: now, leaseUntil });
      await recordAudit(tx, actor, 'self_test.started', targetOf(id));
      return id;
    });
  } catch (error) {
    if (isUniqueViolation(error)) throw new AppError('operator.self_test_running');
    throw error;
  }
}

async function stayAlive({ id, actor }: Run): Promise<void> {
  const leaseUntil = new Date(Date.now() + leaseSeconds * 1000);
  await extendSelfTest(getDatabase(), actor.tenantId, { id, leaseUntil });
}

/**
 * Where every request has one address, a run of hundreds would reach the limits of it, and what is refused
 * would leave no trace to tell why. So each id begins as if nobody had asked from there.
 */
async function beginCountingAnew({ actor, shared }: Run): Promise<void> {
  const { choosesAddresses, sharedAddress } = shared.port;
  if (choosesAddresses) return;
  const subjects = [sharedAddress, networkOf(sharedAddress)];
  await forgetAttempts(getDatabase(), actor.tenantId, { names: limitNames, subjects });
}

async function finish(
  run: Run,
  verdicts: readonly AttackVerdict[],
  isWhole: boolean,
): Promise<void> {
  const { id, actor, shared, addresses } = run;
  const failed = verdicts.filter(({ failure }) => failure !== null).map((verdict) => verdict.id);
  const notTried = verdicts.flatMap((one) => one.notTried.map((what) => `${one.id}: ${what}`));
  const tried = verdicts.reduce((sum, verdict) => sum + verdict.tried, 0);
  await inTransaction(async (tx) => {
    const traceIds = [...shared.traceIds];
    if (!(await removeSelfTest(tx, actor.tenantId, { id, traceIds }))) return;
    await recordAudit(tx, actor, 'self_test.finished', targetOf(id), {
      ...(isWhole ? {} : { outcome: { after: 'interrupted' } }),
      passed: { after: verdicts.length - failed.length },
      failed: { after: failed },
      attacks: { after: tried },
      ...(notTried.length === 0 ? {} : { notTried: { after: notTried } }),
    });
  });
  if (!shared.port.choosesAddresses) return;
  const forgotten = { names: limitNames, subjects: addresses };
  for (const tenantId of [actor.tenantId, shared.neighbour?.tenantId]) {
    if (tenantId) await forgetAttempts(getDatabase(), tenantId, forgotten);
  }
}

function targetOf(id: string) {
  return { type: 'self_test', id, label: 'The attack self-test' };
}
