import { z } from 'zod';

/** A name a person gives a passkey. */
export const authenticatorNameSchema = z
  .string()
  .trim()
  .min(1, 'Enter a name.')
  .max(60, 'The name has more than 60 characters.')
  .regex(/^[^\p{C}]*$/u, 'The name holds characters that cannot be seen.');

/** Renames a passkey. */
export const renameAuthenticatorSchema = z.object({
  authenticatorId: z.uuid(),
  name: authenticatorNameSchema,
});

/** An action on one passkey. */
export const authenticatorIdSchema = z.object({ authenticatorId: z.uuid() });

/** An action on one of one's own sessions. */
export const sessionIdSchema = z.object({ sessionId: z.uuid() });

/** The few addresses of next-auth that exist here: read the session, its token, end it. */
export const nextAuthParamsSchema = z.object({
  nextauth: z.tuple([z.enum(['session', 'csrf', 'signout'])]),
});
