import { auditActions, type AuditAction } from '@/lib/shared/audit-actions';
import type { JsonValue } from '@/lib/shared/audit-chain-form';
import { describeUserAgent } from '@/lib/shared/describe-user-agent';
import { errorCatalogue } from '@/lib/shared/error-codes';
import { auditSentences } from './audit-sentences';

/** The two halves of the event log. */
export type AuditKind = 'sign_in' | 'change';

/** How it went. */
export type AuditResult = 'succeeded' | 'refused';

/** What is told of an event in a list. */
export interface AuditEventSummary {
  readonly id: string;
  /** Place in the tenant's chain. */
  readonly sequence: number;
  /** ISO 8601. */
  readonly at: string;
  readonly action: string;
  readonly kind: AuditKind;
  readonly result: AuditResult;
  /** One plain sentence without a full stop. */
  readonly sentence: string;
  /** Why it was refused, in a few words; null for what succeeded. */
  readonly reason: string | null;
  /** What was used to sign in, e.g. "Synced passkey"; null when nothing was. */
  readonly factor: string | null;
  readonly ip: string | null;
  /** Browser and system as claimed; null when no browser was involved. */
  readonly browser: string | null;
}

/** What an event must say to be described; rows of the database fit. */
export interface AuditEventFacts {
  readonly id: string;
  readonly sequence: bigint;
  readonly occurredAt: Date;
  readonly actorKind: 'PERSON' | 'ANONYMOUS' | 'SYSTEM';
  readonly actorLabel: string;
  readonly action: string;
  readonly targetLabel: string;
  readonly changes: JsonValue;
  readonly reason: string | null;
  readonly ip: string | null;
  readonly userAgent: string | null;
}

/** What belongs to signing in and getting back in; everything else is a change. */
export const signInActions: readonly AuditAction[] = [
  'user.signed_in',
  'user.sign_in_refused',
  'user.enrolled',
  'user.recovered',
  'user.recovery_refused',
  'recovery_code.used',
  'passcode.used',
  'session.started',
  'session.ended',
  'session.reauthenticated',
  'application.opened',
  'application.refused',
  'application.signed_out',
];

/** What did not go as somebody wanted. */
export const refusedActions: readonly AuditAction[] = [
  'user.sign_in_refused',
  'user.recovery_refused',
  'application.refused',
  'mail.failed',
  'routing.drifted',
  'setup_run.failed',
  'setup_run.rolled_back',
  'setup_run.interrupted',
];

/** A SHA-256 is named by its beginning. */
const fingerprint = /^([0-9a-f]{16})[0-9a-f]{48}$/u;

const actorNames = { ANONYMOUS: 'Somebody not signed in', SYSTEM: 'AdminX' } as const;

/** One plain sentence about an event, without a full stop: "olivia@example.com disabled ada@…". */
export function describeAuditEvent(
  event: Pick<AuditEventFacts, 'actorKind' | 'actorLabel' | 'action' | 'targetLabel'>,
): string {
  const who = event.actorKind === 'PERSON' ? event.actorLabel : actorNames[event.actorKind];
  const what = event.targetLabel.replace(fingerprint, '$1…');
  if (isAuditAction(event.action)) return auditSentences[event.action]({ who, what });
  return `${who}: ${labelOfAction(event.action)}, ${what}`;
}

/** What a list shows of an event. */
export function toAuditEventSummary(event: AuditEventFacts): AuditEventSummary {
  return {
    id: event.id,
    sequence: Number(event.sequence),
    at: event.occurredAt.toISOString(),
    action: event.action,
    kind: isIn(signInActions, event.action) ? 'sign_in' : 'change',
    result: isIn(refusedActions, event.action) ? 'refused' : 'succeeded',
    sentence: describeAuditEvent(event),
    reason: event.reason === null ? null : labelOfReason(event.reason),
    factor: factorOf(event.changes),
    ip: event.ip,
    browser: event.userAgent === null ? null : describeUserAgent(event.userAgent),
  };
}

/** An action in a few words: `user.sign_in_refused` is "Person sign in refused". */
export function labelOfAction(action: string): string {
  const words = action.replace(/^user\b/u, 'person').replaceAll(/[._]/gu, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Why something was refused, in a few words: `saml.signature_wrong` is "Signature wrong". */
export function labelOfReason(code: string): string {
  const words = code.slice(code.indexOf('.') + 1).replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The catalogue's sentence about a reason; null for a code of another version. */
export function explainReason(code: string): string | null {
  return Object.entries(errorCatalogue).find(([known]) => known === code)?.[1].message ?? null;
}

/** Tells whether an action is one of the closed list. */
function isAuditAction(action: string): action is AuditAction {
  return isIn(auditActions, action);
}

/** What was used, from the RFC 8176 values that were recorded as `amr`. */
function factorOf(changes: JsonValue): string | null {
  const text = JSON.stringify(memberOf(memberOf(changes, 'amr'), 'after'));
  if (text.includes('"swk"')) return 'Synced passkey';
  if (text.includes('"hwk"')) return 'Passkey bound to a device';
  return null;
}

function memberOf(value: JsonValue, name: string): JsonValue {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  return (value as Readonly<Record<string, JsonValue>>)[name] ?? null;
}

function isIn(list: readonly string[], value: string): boolean {
  return list.includes(value);
}
