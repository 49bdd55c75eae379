import 'server-only';
import { getDatabase } from '@/lib/db/database';
import { exhaustAttempts } from '@/lib/db/rate-limits';
import { findRequestFate, findSamlTrace } from '@/lib/db/saml-traces';
import { findTextsInRows, type RememberingTable } from '@/lib/db/self-tests';
import { AttackFailure, requireSame, requireTrue } from './attack-failure';
import type { WireAnswer } from './port';
import { readAnswer, readForm, type ReadAnswer } from './read-answer';
import { TestWire, traceIdOn, type BenchParts } from './test-wire';
import type { ApplicationName } from './test-world';

/** What is tried on, for one id, and what must come of it: eyes on pages, traces, log and rows. */
export class Bench extends TestWire {
  readonly #logStart: number;
  readonly #leftOut: string[] = [];

  constructor(parts: BenchParts) {
    super(parts);
    this.#logStart = parts.port.logLines()?.length ?? 0;
  }

  /** Attacks of this id that could not be tried here, each with what it would need. */
  get leftOut(): readonly string[] {
    return this.#leftOut;
  }

  /** Says that a whole attack cannot be tried here; a report that kept quiet would be a lie. */
  leaveOut(attack: string): void {
    this.#leftOut.push(attack);
  }

  /** What became of a refused request, as its trace tells. */
  async traceOf(answer: WireAnswer): Promise<{ code: string | null; outcome: string } | null> {
    const traceId = traceIdOn(answer) ?? (await this.#traceOfPending(answer));
    if (traceId === null) return null;
    this.parts.traceIds.add(traceId);
    const trace = await findSamlTrace(getDatabase(), this.parts.tenantId, traceId);
    return trace && { code: trace.errorCode, outcome: trace.outcome };
  }

  async #traceOfPending(answer: WireAnswer): Promise<string | null> {
    const id = /\/saml\/sso\/continue\?id=([\w-]+)/u.exec(
      answer.headers['location']?.[0] ?? '',
    )?.[1];
    if (id === undefined) return null;
    return (await findRequestFate(getDatabase(), this.parts.tenantId, id))?.traceId ?? null;
  }

  /** The address within the tenant a taken-in message leads to; complains about any other answer. */
  async requireTakenIn(attempt: string, answer: WireAnswer): Promise<string> {
    const location = answer.headers['location']?.[0] ?? '';
    const isTakenIn = answer.status === 303 && location.startsWith(`${this.publicUrl}/saml/`);
    if (isTakenIn) return location.slice(this.publicUrl.length);
    const code = (await this.traceOf(answer))?.code;
    throw new AttackFailure(attempt, 'taken in', `${String(answer.status)} ${code ?? ''}`);
  }

  /** A page that refuses, with one named reason in its trace, leading nowhere and setting nothing. */
  async requireRefused(attempt: string, answer: WireAnswer, code: string): Promise<void> {
    this.requireRefusal(attempt, answer);
    const trace = await this.traceOf(answer);
    requireSame(`${attempt}: reason in the trace`, trace, { code, outcome: 'REFUSED' });
  }

  /** A page that refuses, whatever the reason. */
  requireRefusal(attempt: string, { status, headers, body }: WireAnswer): void {
    requireTrue(
      attempt,
      status === 0 || (status >= 400 && status < 500),
      'an answer of the kind 4xx',
    );
    requireSame(`${attempt}: where it leads`, headers['location'] ?? null, null);
    requireTrue(attempt, !body.includes('SAMLResponse'), 'no answer to an application');
    requireSame(`${attempt}: cookies`, headers['set-cookie'] ?? null, null);
  }

  /** The answer a page posts to an application; complains about any other page. */
  async requireAnswer(
    attempt: string,
    answer: WireAnswer,
  ): Promise<{ read: ReadAnswer; action: string; relayState: string | null }> {
    const posted = readForm(answer.body);
    const base64 = posted?.fields['SAMLResponse'];
    if (answer.status !== 200 || !posted || base64 === undefined) {
      const found = (await this.traceOf(answer))?.code ?? answer.headers['location']?.[0] ?? '';
      throw new AttackFailure(attempt, 'an answer', `${String(answer.status)} ${found}`);
    }
    this.keepSecret(base64.slice(0, 400));
    const read = readAnswer(base64, this.parts.certificatePem);
    requireTrue(`${attempt}: the answer`, read.isSigned, 'signed as a whole');
    return { read, action: posted.action, relayState: posted.fields['RelayState'] ?? null };
  }

  /** An answer with a status and no assertion, at the registered address of an application. */
  async requireStatus(
    attempt: string,
    answer: WireAnswer,
    expected: { readonly application: ApplicationName; readonly status: string },
  ): Promise<void> {
    const { read, action } = await this.requireAnswer(attempt, answer);
    requireSame(`${attempt}: status`, read.status[1] ?? read.status[0], expected.status);
    requireSame(`${attempt}: assertion`, read.hasAssertion, false);
    requireSame(
      `${attempt}: address`,
      action,
      this.world.applications[expected.application].acsUrls[0],
    );
  }

  /** An answer that sends the browser to the sign-in page of the tenant. */
  requireSignIn(attempt: string, answer: WireAnswer): void {
    const location = answer.headers['location']?.[0] ?? '';
    requireTrue(
      attempt,
      location.startsWith(`${this.publicUrl}/sign-in?request=`),
      'a new sign-in',
    );
  }

  /** Has an address ask as often as one may; nothing where addresses are shared with others. */
  async useUpAddress(subject: string): Promise<boolean> {
    const { port, tenantId } = this.parts;
    if (!port.choosesAddresses) return false;
    const limit = { name: 'saml.request', subject, max: 1200, windowSeconds: 300 };
    await exhaustAttempts(getDatabase(), tenantId, limit, new Date());
    return true;
  }

  /** Nothing secret of this id is in the log or in a row; nobody came to the canary. */
  async requireNothingLeaked(attempt: string): Promise<void> {
    await this.requireNotRemembered(attempt, this.gatherSecrets());
    requireSame(`${attempt}: requests from our side`, this.parts.port.canaryVisits(), 0);
  }

  /** Texts that are in no line of the log and in no row, but for tables that need them. */
  async requireNotRemembered(
    attempt: string,
    texts: readonly string[],
    needing: readonly RememberingTable[] = [],
  ): Promise<void> {
    const { port, tenantId } = this.parts;
    const lines = port.logLines()?.slice(this.#logStart) ?? [];
    const logged = lines.filter((line) => texts.some((text) => line.includes(text))).length;
    requireSame(`${attempt}: lines of the log with a secret`, logged, 0);
    const query = { since: this.startedAt, texts };
    const kept = await findTextsInRows(getDatabase(), tenantId, query);
    const leaks = kept.map(({ table }) => table).filter((table) => !needing.includes(table));
    requireSame(`${attempt}: tables with a secret`, leaks, []);
  }
}
