import { describe, expect, it } from 'vitest';
import { hashAuditEvent } from '@/lib/db/audit-hash';
import { firstPreviousHash, type ChainedAuditEvent } from '@/lib/shared/audit-chain-form';
import { ChainCheck } from './check-chain';

const whole = buildChain(10);
const start = { removedSequence: 0n, removedHash: firstPreviousHash };

function buildChain(length: number): readonly ChainedAuditEvent[] {
  const events: ChainedAuditEvent[] = [];
  for (let place = 1; place <= length; place += 1) {
    const content = {
      ...{ tenantId: 't', sequence: String(place), id: `id-${place}` },
      ...{ occurredAt: '2026-11-23T08:15:30.123Z', actorKind: 'PERSON', actorUserId: null },
      ...{ actorLabel: 'ada', action: 'user.signed_in', targetType: 'user', targetId: 'x' },
      ...{ targetLabel: `target ${place}`, changes: null, reason: null, ip: null },
      ...{
        userAgent: null,
        searchText: '',
        previousHash: events.at(-1)?.hash ?? firstPreviousHash,
      },
    };
    events.push({ ...content, hash: hashAuditEvent(content) });
  }
  return events;
}

function check(events: readonly ChainedAuditEvent[], end = endOf(whole)) {
  const walk = new ChainCheck(start);
  for (const event of events) walk.take(event);
  return walk.finish(end);
}

function endOf(events: readonly ChainedAuditEvent[]) {
  const last = events.at(-1);
  return { lastSequence: BigInt(last?.sequence ?? 0), lastHash: last?.hash ?? firstPreviousHash };
}

function problemsOf(events: readonly ChainedAuditEvent[]) {
  return check(events).problems.map(({ kind, sequence }) => [kind, sequence]);
}

function withEvent(place: number, values: Partial<ChainedAuditEvent>): ChainedAuditEvent[] {
  return whole.map((event, index) => (index === place - 1 ? { ...event, ...values } : event));
}

describe('a walk along a chain', () => {
  it('finds nothing wrong with one that nobody touched', () => {
    expect(check(whole)).toMatchObject({ isWhole: true, checked: 10, from: '1', to: '10' });
  });

  it.each([
    ['what was done', { action: 'user.created' }],
    ['who did it', { actorLabel: 'eve' }],
    ['when', { occurredAt: '2026-11-23T08:15:30.124Z' }],
    ['what changed', { changes: { a: 1 } }],
    ['what the search finds', { searchText: 'eve' }],
  ])('finds the event where somebody changed %s', (_name, values) => {
    expect(problemsOf(withEvent(4, values))).toEqual([['changed', '4']]);
  });

  it('finds an event that was rewritten together with its hash', () => {
    const [, , , fourth] = whole;
    if (!fourth) throw new Error('The chain is too short');
    const forged = { ...fourth, actorLabel: 'eve' };
    const hash = hashAuditEvent(forged);
    expect(problemsOf(withEvent(4, { ...forged, hash }))).toEqual([['replaced', '5']]);
    const [tenth] = whole.slice(-1);
    if (!tenth) throw new Error('The chain is too short');
    const end = { ...tenth, actorLabel: 'eve' };
    expect(problemsOf(withEvent(10, { ...end, hash: hashAuditEvent(end) }))).toEqual([
      ['end', '10'],
    ]);
  });

  it('finds what was removed in the middle, at the beginning and at the end', () => {
    expect(problemsOf(whole.filter((_, index) => index !== 3 && index !== 4))).toEqual([
      ['missing', '4'],
    ]);
    expect(problemsOf(whole.slice(2))).toEqual([['missing', '1']]);
    expect(problemsOf(whole.slice(0, -1))).toEqual([['missing', '10']]);
    expect(problemsOf([])).toEqual([['missing', '1']]);
  });

  it('finds an event that was put in, and what it pushed on', () => {
    const shifted = whole
      .slice(3)
      .map((event) => ({ ...event, sequence: String(Number(event.sequence) + 1) }));
    const [, , , fourth] = whole;
    if (!fourth) throw new Error('The chain is too short');
    const forged = { ...fourth, targetLabel: 'forged' };
    const put = { ...forged, hash: hashAuditEvent(forged) };
    const found = problemsOf([...whole.slice(0, 3), put, ...shifted]);
    expect(found[0]).toEqual(['moved', '5']);
    expect(found).toContainEqual(['inserted', '11']);
  });

  it('finds two events that changed places', () => {
    const swapped = withEvent(4, { ...whole[6], sequence: '4' }).map((event, index) =>
      index === 6 && whole[3] ? { ...whole[3], sequence: '7' } : event,
    );
    const { problems } = check(swapped);
    expect(problems.map(({ kind, sequence }) => [kind, sequence])).toEqual([
      ['moved', '4'],
      ['moved', '7'],
    ]);
    expect(problems[0]?.says).toContain('written as event 7');
  });

  it('begins after what retention removed, and only there', () => {
    const [, second] = whole;
    if (!second) throw new Error('The chain is too short');
    const walk = (removedHash: string) => {
      const later = new ChainCheck({ removedSequence: 2n, removedHash });
      for (const event of whole.slice(2)) later.take(event);
      return later.finish(endOf(whole));
    };
    expect(walk(second.hash)).toMatchObject({ isWhole: true, from: '3', removed: '2' });
    expect(walk(firstPreviousHash).problems).toMatchObject([{ kind: 'replaced', sequence: '3' }]);
  });

  it('counts every problem and keeps the first hundred', () => {
    const many = buildChain(300).map((event) => ({ ...event, actorLabel: 'eve' }));
    const { problemCount, problems } = check(many, endOf(many));
    expect(problemCount).toBe(300);
    expect(problems).toHaveLength(100);
  });
});
