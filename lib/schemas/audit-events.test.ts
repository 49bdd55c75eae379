import { expect, it } from 'vitest';
import { auditActions } from '@/lib/shared/audit-actions';
import {
  describeAuditEvent,
  labelOfAction,
  labelOfReason,
  toAuditEventSummary,
} from './audit-events';

const event = {
  id: '0190',
  sequence: 7n,
  occurredAt: new Date('2026-11-23T08:15:30.123Z'),
  actorKind: 'PERSON',
  actorLabel: 'olivia@example.com',
  action: 'user.disabled',
  targetLabel: 'ada@example.com',
  changes: null,
  reason: null,
  ip: '192.0.2.7',
  userAgent: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Chrome/140.0 Safari/537.36',
} as const;

it('has one sentence without a full stop for every action', () => {
  for (const action of auditActions) {
    expect(describeAuditEvent({ ...event, action })).toMatch(/^[^\n]+[^.]$/u);
  }
});

it('says who did what to whom', () => {
  expect(describeAuditEvent(event)).toBe('olivia@example.com disabled ada@example.com');
  const own = { ...event, action: 'authenticator.added', targetLabel: event.actorLabel };
  expect(describeAuditEvent(own)).toBe('olivia@example.com added a passkey');
  expect(describeAuditEvent({ ...event, actorKind: 'SYSTEM', action: 'audit.exported' })).toBe(
    'AdminX exported events',
  );
});

it('still says something about an action of another version', () => {
  expect(describeAuditEvent({ ...event, action: 'door.left_open' })).toBe(
    'olivia@example.com: Door left open, ada@example.com',
  );
});

it('tells factor, browser, kind and result of a sign-in', () => {
  const changes = { amr: { after: ['swk', 'phr', 'mfa'] } };
  expect(toAuditEventSummary({ ...event, action: 'user.signed_in', changes })).toMatchObject({
    sequence: 7,
    kind: 'sign_in',
    result: 'succeeded',
    factor: 'Synced passkey',
    browser: 'Chrome on macOS',
  });
  const refused = { ...event, action: 'application.refused', reason: 'saml.signature_wrong' };
  expect(toAuditEventSummary(refused)).toMatchObject({
    result: 'refused',
    reason: 'Signature wrong',
    factor: null,
  });
});

it('names actions and reasons in words', () => {
  expect(labelOfAction('user.sign_in_refused')).toBe('Person sign in refused');
  expect(labelOfReason('auth.person_disabled')).toBe('Person disabled');
});
