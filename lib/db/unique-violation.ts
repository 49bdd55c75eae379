import 'server-only';

/** Tells whether a write failed because a unique index has the value already (Prisma P2002). */
export function isUniqueViolation(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'P2002';
}
