/** Walks a chain of events in the order of their places and says what is wrong with it. */
import { hashAuditEvent } from '@/lib/db/audit-hash';
import type {
  ChainProblem,
  ChainProblemKind,
  ChainVerdict,
} from '@/lib/schemas/audit-verification';
import type { ChainedAuditEvent } from '@/lib/shared/audit-chain-form';

/** Where a chain begins: after the last event that retention removed. */
export interface ChainStart {
  readonly removedSequence: bigint;
  readonly removedHash: string;
}

/** Where a chain ends, as kept apart from its events. */
export interface ChainEnd {
  readonly lastSequence: bigint;
  readonly lastHash: string;
}

const maxProblems = 100;

/** Takes events one after the other; memory does not grow with their number. */
export class ChainCheck {
  private readonly start: ChainStart;
  /** Only some of the events are given, so gaps between them are no problem. */
  private readonly isPartial: boolean;
  private readonly problems: ChainProblem[] = [];
  private readonly changed: ChainedAuditEvent[] = [];
  private problemCount = 0;
  private checked = 0;
  private first: bigint | null = null;
  private last: ChainEnd;
  /** What follows an event that is wrong itself says nothing new. */
  private isLastGenuine = true;

  constructor(start: ChainStart, options: { readonly isPartial?: boolean } = {}) {
    this.start = start;
    this.isPartial = options.isPartial ?? false;
    this.last = { lastSequence: start.removedSequence, lastHash: start.removedHash };
  }

  /** The next event. */
  take(event: ChainedAuditEvent): void {
    const sequence = BigInt(event.sequence);
    const expected = this.last.lastSequence + 1n;
    this.checked += 1;
    this.first ??= sequence;
    if (sequence < expected) {
      this.report('out_of_order', sequence, `Event ${sequence} stands after ${expected - 1n}.`);
      return;
    }
    if (sequence > expected && !this.isPartial) this.reportGap(expected, sequence - 1n);
    const isGenuine = hashAuditEvent(event) === event.hash;
    const follows = sequence === expected && this.isLastGenuine;
    if (!isGenuine) this.reportChanged(event);
    else if (follows && event.previousHash !== this.last.lastHash) this.reportLink(expected);
    this.isLastGenuine = isGenuine;
    this.last = { lastSequence: sequence, lastHash: event.hash };
  }

  /** Something else that is wrong, found beside the walk. */
  report(kind: ChainProblemKind, sequence: bigint | null, says: string): void {
    this.problemCount += 1;
    if (this.problems.length >= maxProblems) return;
    this.problems.push({ kind, sequence: sequence === null ? null : String(sequence), says });
  }

  /** The verdict; `end` is what the events must end with, null when that is not known. */
  finish(end: ChainEnd | null): ChainVerdict {
    if (end) this.compareEnd(end);
    for (const event of this.changed) this.nameOldPlace(event);
    return {
      isWhole: this.problemCount === 0,
      checked: this.checked,
      from: this.first === null ? null : String(this.first),
      to: this.checked === 0 ? null : String(this.last.lastSequence),
      lastHash: this.last.lastHash,
      removed: String(this.start.removedSequence),
      problemCount: this.problemCount,
      problems: this.problems,
    };
  }

  private reportGap(from: bigint, to: bigint): void {
    const says =
      from === to
        ? `Event ${from} is missing.`
        : `Events ${from} to ${to} are missing, ${to - from + 1n} in all.`;
    this.report('missing', from, says);
  }

  private reportChanged(event: ChainedAuditEvent): void {
    if (this.changed.length < maxProblems) this.changed.push(event);
    const says = `What event ${event.sequence} says does not give the hash stored with it.`;
    this.report('changed', BigInt(event.sequence), says);
  }

  private reportLink(expected: bigint): void {
    const says =
      this.checked === 1
        ? `Event ${expected} is the first one left, but it does not follow what was removed by retention.`
        : `Event ${expected} was written after another event ${expected - 1n} than the one stored now: ` +
          'that one was replaced, or rewritten together with its hash.';
    this.report('replaced', expected, says);
  }

  private compareEnd(end: ChainEnd): void {
    const { lastSequence, lastHash } = this.last;
    if (lastSequence < end.lastSequence) {
      this.reportGap(lastSequence + 1n, end.lastSequence);
    } else if (lastSequence > end.lastSequence) {
      const says = `The chain ends with event ${end.lastSequence}, yet there are events after it.`;
      this.report('inserted', end.lastSequence + 1n, says);
    } else if (lastHash !== end.lastHash) {
      const says = `The last event, ${lastSequence}, is not the one the chain ends with.`;
      this.report('end', lastSequence, says);
    }
  }

  /** An event that is genuine at another place was moved, not changed. */
  private nameOldPlace(event: ChainedAuditEvent): void {
    const here = BigInt(event.sequence);
    const candidates = [here - 1n, here + 1n, ...this.changed.map((one) => BigInt(one.sequence))];
    const old = candidates.find(
      (place) => hashAuditEvent({ ...event, sequence: String(place) }) === event.hash,
    );
    const index = this.problems.findIndex(
      (problem) => problem.kind === 'changed' && problem.sequence === event.sequence,
    );
    if (old === undefined || index < 0) return;
    const says = `Event ${here} was written as event ${old}: events were moved or put in before it.`;
    this.problems[index] = { kind: 'moved', sequence: event.sequence, says };
  }
}
