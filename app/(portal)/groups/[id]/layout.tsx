import { requirePageActor } from '@/lib/auth/current-actor';
import { loadGroup } from './_components/load-group';

/** Says 404 before the skeleton begins the answer; afterwards the status would be 200 already. */
export default async function GroupLayout({ params, children }: LayoutProps<'/groups/[id]'>) {
  await loadGroup(await requirePageActor('groups.read'), (await params).id);
  return children;
}
