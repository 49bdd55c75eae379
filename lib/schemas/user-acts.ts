import { z } from 'zod';
import type { NewInvitation } from './users';

/** What can be done to several people at once. */
export const userActs = ['invite', 'disable', 'enable', 'end_sessions', 'delete'] as const;

/** Something done to people. */
export type UserAct = (typeof userActs)[number];

/** Those it is done to: at most a page of the list, twice. */
export const userIdsSchema = z.object({ userIds: z.array(z.uuid()).min(1).max(100) });

/** What happened to one of them. */
export interface UserActResult {
  readonly userId: string;
  /** Null when there is no such person any more. */
  readonly login: string | null;
  /** Why nothing was done, in one sentence; null when it was done. */
  readonly refusal: string | null;
  /** The link of an invitation that was just made. */
  readonly invitation: NewInvitation | null;
}

/** What the reader may do to people at all; whether it works for one depends on that person too. */
export type UserActPermissions = Readonly<Record<UserAct, boolean>>;
