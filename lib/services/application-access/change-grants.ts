import 'server-only';
import { recordAudit } from '@/lib/audit/record-audit';
import type { Actor } from '@/lib/auth/actor';
import {
  deleteGrants,
  findGrants,
  findGroupsByIds,
  insertGrants,
} from '@/lib/db/application-grants';
import { inTransaction, type Transaction } from '@/lib/db/database';
import { findMemberCandidates } from '@/lib/db/group-members';
import type { GrantsInput } from '@/lib/schemas/application-access';
import { AppError } from '@/lib/shared/errors';
import { getApplication } from './get-application';

/** Chooses groups and people for an application; returns how many were not chosen before. */
export async function giveAccess(
  actor: Actor,
  input: GrantsInput,
): Promise<{ readonly count: number }> {
  return inTransaction(async (tx) => {
    const { application, groups, people, granted } = await load(tx, actor, input);
    const newGroups = groups.filter(({ id }) => !granted.groupIds.has(id));
    const newPeople = people.filter(({ id }) => !granted.userIds.has(id));
    const count = newGroups.length + newPeople.length;
    if (count === 0) return { count };
    await insertGrants(tx, actor.tenantId, {
      applicationId: application.id,
      groupIds: newGroups.map(({ id }) => id),
      userIds: newPeople.map(({ id }) => id),
    });
    const about = { type: 'application', id: application.id, label: application.name };
    await recordAudit(tx, actor, 'application.access_given', about, {
      ...(newGroups.length > 0 && { groups: { after: newGroups.map(({ name }) => name) } }),
      ...(newPeople.length > 0 && { people: { after: newPeople.map(({ login }) => login) } }),
    });
    return { count };
  });
}

/** Takes groups and people out of the choice; returns how many were chosen. */
export async function takeAccess(
  actor: Actor,
  input: GrantsInput,
): Promise<{ readonly count: number }> {
  return inTransaction(async (tx) => {
    const { application, groups, people, granted } = await load(tx, actor, input);
    const oldGroups = groups.filter(({ id }) => granted.groupIds.has(id));
    const oldPeople = people.filter(({ id }) => granted.userIds.has(id));
    const count = oldGroups.length + oldPeople.length;
    if (count === 0) return { count };
    await deleteGrants(tx, actor.tenantId, {
      applicationId: application.id,
      groupIds: oldGroups.map(({ id }) => id),
      userIds: oldPeople.map(({ id }) => id),
    });
    const about = { type: 'application', id: application.id, label: application.name };
    await recordAudit(tx, actor, 'application.access_taken', about, {
      ...(oldGroups.length > 0 && { groups: { before: oldGroups.map(({ name }) => name) } }),
      ...(oldPeople.length > 0 && { people: { before: oldPeople.map(({ login }) => login) } }),
    });
    return { count };
  });
}

/** The application, and all of the groups and people, on each of whom the actor may act. */
async function load(tx: Transaction, actor: Actor, input: GrantsInput) {
  const target = { permission: 'applications.grant', applicationId: input.applicationId } as const;
  const application = await getApplication(tx, actor, target);
  const groupIds = [...new Set(input.groupIds)];
  const userIds = [...new Set(input.userIds)];
  const groups = await findGroupsByIds(tx, actor.tenantId, groupIds);
  if (groups.length !== groupIds.length) throw new AppError('groups.not_found');
  const people = await findMemberCandidates(tx, actor.tenantId, userIds);
  if (people.length !== userIds.length) throw new AppError('users.not_found');
  for (const person of people) actor.requirePersonOver('applications.grant', person);
  const wanted = { applicationId: application.id, groupIds, userIds };
  return { application, groups, people, granted: await findGrants(tx, actor.tenantId, wanted) };
}
