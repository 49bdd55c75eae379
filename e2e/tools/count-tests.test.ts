import { describe, expect, it } from 'vitest';
import { countJourneys, countUnitTests } from './count-tests';

const unitReport = {
  numPassedTests: 3,
  numFailedTests: 1,
  numPendingTests: 1,
  numTodoTests: 0,
  testResults: [
    { status: 'failed', assertionResults: [{ status: 'failed' }] },
    { status: 'failed', assertionResults: [] },
  ],
};
const journeyReport = {
  stats: { expected: 4, unexpected: 1, flaky: 1, skipped: 2 },
  errors: [],
};

describe('counting tests', () => {
  it('counts a unit test file that failed to load as a failure', () => {
    expect(countUnitTests(unitReport, false)).toEqual({ passed: 3, failed: 2 });
  });

  it('counts skipped tests as failures when told to', () => {
    expect(countUnitTests(unitReport, true)).toEqual({ passed: 3, failed: 3 });
    expect(countJourneys(journeyReport, true)).toEqual({ passed: 4, failed: 4 });
  });

  it('counts a journey that passed only when repeated as a failure', () => {
    expect(countJourneys(journeyReport, false)).toEqual({ passed: 4, failed: 2 });
  });

  it('counts a missing report as a failure', () => {
    expect(countUnitTests(null, false)).toEqual({ passed: 0, failed: 1 });
    expect(countJourneys(null, false)).toEqual({ passed: 0, failed: 1 });
  });
});
