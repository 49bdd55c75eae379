import { notFound } from 'next/navigation';
import { cache } from 'react';
import { z } from 'zod';
import type { Actor } from '@/lib/auth/actor';
import { orNotFound } from '@/lib/http/or-not-found';
import { getUser } from '@/lib/services/users/get-user';

/** The person of the address, read once for the layout and its page; 404 when there is none. */
export const loadUser = cache((actor: Actor, address: string) => {
  const id = z.uuid().safeParse(address);
  if (!id.success) notFound();
  return orNotFound(getUser(actor, id.data));
});
