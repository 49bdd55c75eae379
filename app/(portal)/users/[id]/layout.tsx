import { requirePageActor } from '@/lib/auth/current-actor';
import { loadUser } from './_components/load-user';

/** Says 404 before the skeleton begins the answer; afterwards the status would be 200 already. */
export default async function UserLayout({ params, children }: LayoutProps<'/users/[id]'>) {
  await loadUser(await requirePageActor('users.read'), (await params).id);
  return children;
}
