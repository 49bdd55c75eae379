import { requirePageActor } from '@/lib/auth/current-actor';
import { loadReceipt } from './_components/load-receipt';

/** Says 404 before the skeleton begins the answer; afterwards the status would be 200 already. */
export default async function ReceiptLayout({
  params,
  children,
}: LayoutProps<'/applications/okta/receipts/[run]'>) {
  await loadReceipt(await requirePageActor('applications.read'), (await params).run);
  return children;
}
