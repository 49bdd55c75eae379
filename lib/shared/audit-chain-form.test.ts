import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { canonicalAuditText, firstPreviousHash, type AuditEventContent } from './audit-chain-form';

const event: AuditEventContent = {
  tenantId: '01890a5d-ac96-774b-bcce-b302099a8057',
  sequence: '1',
  id: '01890a5d-ac96-7ab0-9d3e-000000000001',
  occurredAt: '2026-11-23T08:15:30.123Z',
  actorKind: 'PERSON',
  actorUserId: '01890a5d-ac96-7ab0-9d3e-000000000002',
  actorLabel: 'zsófia@example.com',
  action: 'user.edited',
  targetType: 'user',
  targetId: '01890a5d-ac96-7ab0-9d3e-000000000003',
  targetLabel: '“Ada” \\ Lovelace',
  changes: {
    lastName: { before: 'Byron', after: 'Lovelace' },
    aa: { after: ['b', 'a', 1.5, null] },
  },
  reason: null,
  ip: '2001:db8::7',
  userAgent: null,
  searchText: 'zsófia example com',
  previousHash: firstPreviousHash,
};

/** Test vectors: an implementation elsewhere must come to the same text and hash. */
const vector = {
  text:
    '["adminx-audit-1","01890a5d-ac96-774b-bcce-b302099a8057","1",' +
    '"01890a5d-ac96-7ab0-9d3e-000000000001","2026-11-23T08:15:30.123Z","PERSON",' +
    '"01890a5d-ac96-7ab0-9d3e-000000000002","zsófia@example.com","user.edited","user",' +
    '"01890a5d-ac96-7ab0-9d3e-000000000003","“Ada” \\\\ Lovelace",' +
    '{"aa":{"after":["b","a",1.5,null]},"lastName":{"after":"Lovelace","before":"Byron"}},' +
    `null,"2001:db8::7",null,"zsófia example com","${'0'.repeat(64)}"]`,
  hash: '4eded9b0b85de3637e33188e97f08422067985ec21e97d143fde3c3bf38a3d57',
};

it('writes an event as the published test vector', () => {
  const text = canonicalAuditText(event);
  expect(text).toBe(vector.text);
  expect(createHash('sha256').update(text, 'utf8').digest('hex')).toBe(vector.hash);
});

it('gives another text for every field that differs', () => {
  const texts = Object.keys(event).map((field) =>
    canonicalAuditText({ ...event, [field]: 'other' }),
  );
  expect(new Set([...texts, canonicalAuditText(event)]).size).toBe(texts.length + 1);
});

it('does not let one field pass for a part of another', () => {
  const one = canonicalAuditText({ ...event, actorLabel: 'a","b', action: 'c' });
  const other = canonicalAuditText({ ...event, actorLabel: 'a', action: 'b","c' });
  expect(one).not.toBe(other);
});
