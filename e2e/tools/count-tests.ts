/** Reads how many tests passed and failed from the reports of Vitest and Playwright. */
import { z } from 'zod';

/** A skipped or unfinished test is in neither, unless skips were said to be failures. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
}

const noReport: Counts = { passed: 0, failed: 1 };

const unitReportSchema = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(
    z.object({ status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) }),
  ),
});

const journeyReportSchema = z.object({
  stats: z.object({
    expected: z.number(),
    unexpected: z.number(),
    flaky: z.number(),
    skipped: z.number(),
  }),
  errors: z.array(z.unknown()),
});

/** Counts Vitest's JSON report; a file that failed outside its tests counts as one failure. */
export function countUnitTests(report: unknown, areSkipsFailures: boolean): Counts {
  const parsed = unitReportSchema.safeParse(report);
  if (!parsed.success) return noReport;
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } =
    parsed.data;
  const brokenFiles = testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && assertionResults.every((test) => test.status !== 'failed'),
  );
  const skipped = areSkipsFailures ? numPendingTests + numTodoTests : 0;
  return { passed: numPassedTests, failed: numFailedTests + brokenFiles.length + skipped };
}

/** Counts Playwright's JSON report; a test that passed only when repeated is a failure. */
export function countJourneys(report: unknown, areSkipsFailures: boolean): Counts {
  const parsed = journeyReportSchema.safeParse(report);
  if (!parsed.success) return noReport;
  const { stats, errors } = parsed.data;
  const skipped = areSkipsFailures ? stats.skipped : 0;
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length + skipped,
  };
}
