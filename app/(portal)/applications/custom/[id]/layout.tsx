import { requirePageActor } from '@/lib/auth/current-actor';
import { loadCustomApplication } from './_components/load-custom-application';

/** Says 404 before the skeleton begins the answer; afterwards the status would be 200 already. */
export default async function CustomApplicationLayout({
  params,
  children,
}: LayoutProps<'/applications/custom/[id]'>) {
  await loadCustomApplication(await requirePageActor('applications.read'), (await params).id);
  return children;
}
