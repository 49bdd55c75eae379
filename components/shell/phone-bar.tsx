'use client';

import { Menu, X } from 'lucide-react';
import { useRef, type ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { Navigation, type NavigationItem } from './navigation';
import { TenantMark } from './tenant-mark';

export interface PhoneBarProps {
  readonly tenantName: string;
  readonly logoHash: string | null;
  readonly navigation: readonly NavigationItem[];
  /** The command menu's button and the user menu. */
  readonly children: ReactNode;
}

/** The top bar at phone width; the navigation opens over the page. */
export function PhoneBar({ tenantName, logoHash, navigation, children }: PhoneBarProps) {
  const drawer = useRef<HTMLDialogElement>(null);
  const close = () => drawer.current?.close();
  return (
    <header className="border-line bg-canvas sticky top-0 z-30 flex h-13 items-center gap-2 border-b px-2 md:hidden print:hidden">
      <Button
        variant="quiet"
        icon={<Menu aria-hidden />}
        aria-label="Open navigation"
        className="px-2.5"
        onClick={() => drawer.current?.showModal()}
      />
      <span className="min-w-0 flex-1 truncate text-sm font-medium">{tenantName}</span>
      <div className="flex shrink-0 items-center">{children}</div>
      <dialog
        ref={drawer}
        aria-label="Navigation"
        onClick={(event) => {
          if (event.target === event.currentTarget) close();
        }}
        className="border-line bg-side text-ink m-0 h-dvh max-h-none w-72 max-w-[85vw] border-r p-0"
      >
        <div className="flex flex-col gap-4 p-3">
          <div className="flex items-center gap-2.5 pl-2.5">
            <TenantMark logoHash={logoHash} className="size-5 shrink-0" />
            <span className="min-w-0 flex-1 truncate text-sm font-semibold">{tenantName}</span>
            <Button
              variant="quiet"
              icon={<X aria-hidden />}
              aria-label="Close navigation"
              className="px-2.5"
              onClick={close}
            />
          </div>
          <Navigation items={navigation} onNavigate={close} />
        </div>
      </dialog>
    </header>
  );
}
