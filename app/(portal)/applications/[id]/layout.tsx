import { requirePageActor } from '@/lib/auth/current-actor';
import { loadApplication } from './_components/load-application';

/** Says 404 before the skeleton begins the answer; afterwards the status would be 200 already. */
export default async function ApplicationLayout({
  params,
  children,
}: LayoutProps<'/applications/[id]'>) {
  await loadApplication(await requirePageActor('applications.read'), (await params).id);
  return children;
}
