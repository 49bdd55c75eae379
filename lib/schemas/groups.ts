import { z } from 'zod';

const visibleText = /^[^\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]*$/u;

/** The name of a group. A semicolon parts the groups of a person in CSV files. */
export const groupNameSchema = z
  .string()
  .trim()
  .min(1, 'Enter a name.')
  .max(100, 'The name has more than 100 characters.')
  .regex(visibleText, 'The name holds characters that cannot be seen.')
  .regex(/^[^;]*$/u, 'A name cannot hold a semicolon: it parts the groups in CSV files.')
  .normalize('NFC')
  .transform((name) => name.replace(/\s+/gu, ' '));

/** What creating a group takes. */
export const createGroupSchema = z.object({
  name: groupNameSchema,
  description: z
    .string()
    .trim()
    .max(300, 'The description has more than 300 characters.')
    .regex(visibleText, 'The description holds characters that cannot be seen.')
    .normalize('NFC'),
});

/** Input of the form that creates a group. */
export type CreateGroupInput = z.output<typeof createGroupSchema>;

/** What changing a group takes. */
export const editGroupSchema = createGroupSchema.extend({ groupId: z.uuid() });

/** Input of the form that changes a group. */
export type EditGroupInput = z.output<typeof editGroupSchema>;

/** An action on one group. */
export const groupIdSchema = z.object({ groupId: z.uuid() });

/** People to put into a group or take out of it, at most a hundred at once. */
export const groupMembersSchema = z.object({
  groupId: z.uuid(),
  userIds: z.array(z.uuid()).min(1).max(100),
});

/** Input of adding and removing members. */
export type GroupMembersInput = z.output<typeof groupMembersSchema>;

/** A search for people who could be put into a group. */
export const findPeopleToAddSchema = z.object({
  groupId: z.uuid(),
  search: z.string().trim().max(200).default(''),
});

/** One person and one group. */
export const userGroupSchema = z.object({ userId: z.uuid(), groupId: z.uuid() });

/** The query of the list of groups, read from its address; what makes no sense is left out. */
export const groupListQuerySchema = z.object({
  q: z.string().trim().max(200).catch(''),
  sort: z.enum(['name', 'members', 'created']).catch('name'),
  after: z.string().max(300).nullable().catch(null),
});

/** The parsed query of the list of groups. */
export type GroupListFilter = z.output<typeof groupListQuerySchema>;

/** The query of a group's page: search and page of its members. */
export const memberListQuerySchema = z.object({
  q: z.string().trim().max(200).catch(''),
  after: z.string().max(300).nullable().catch(null),
});

/** The parsed query of a group's page. */
export type MemberListFilter = z.output<typeof memberListQuerySchema>;

/** One row of the list of groups. */
export interface GroupSummary {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly memberCount: number;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
}

/** One page of groups. */
export interface GroupPage {
  readonly groups: readonly GroupSummary[];
  /** Value of `after` for the next page. */
  readonly next: string | null;
}

/** A group by name. */
export interface GroupName {
  readonly id: string;
  readonly name: string;
}

/** A person in a group. */
export interface GroupMemberSummary {
  readonly id: string;
  readonly displayName: string;
  readonly login: string;
  /** The reader may take this person out; nobody acts on someone of a higher role. */
  readonly canRemove: boolean;
  readonly addedAt: string;
}

/** One page of a group's people. */
export interface GroupMemberPage {
  readonly members: readonly GroupMemberSummary[];
  /** Value of `after` for the next page. */
  readonly next: string | null;
}

/** A person who could be put into a group. */
export interface PersonToAdd {
  readonly id: string;
  readonly displayName: string;
  readonly login: string;
}
