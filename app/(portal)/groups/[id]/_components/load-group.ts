import { cache } from 'react';
import type { Actor } from '@/lib/auth/actor';
import { orNotFound } from '@/lib/http/or-not-found';
import { getGroup } from '@/lib/services/groups/get-group';

/** The group of the address, read once for the layout and its page; 404 when there is none. */
export const loadGroup = cache((actor: Actor, id: string) => orNotFound(getGroup(actor, id)));
