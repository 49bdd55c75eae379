import { SkeletonHeader, SkeletonPage, SkeletonRows } from '@/components/ui/skeleton';

/** The errors while they load. */
export default function OktaHelpLoading() {
  return (
    <SkeletonPage>
      <SkeletonHeader />
      <SkeletonRows count={7} />
    </SkeletonPage>
  );
}
