'use client';

import clsx from 'clsx';
import { Check } from 'lucide-react';
import type { Route } from 'next';
import Link from 'next/link';
import { DropdownMenu as Menu } from 'radix-ui';
import type { ReactNode } from 'react';

export interface DropdownMenuProps {
  /** A button; it becomes the trigger. */
  readonly trigger: ReactNode;
  readonly align?: 'start' | 'end' | undefined;
  readonly side?: 'top' | 'bottom' | undefined;
  /** {@link MenuAction}, {@link MenuLink}, {@link MenuChoice}, {@link MenuSeparator}, {@link MenuLabel}. */
  readonly children: ReactNode;
}

/** A menu of actions behind a button. Not modal, so it injects no style element (strict CSP). */
export function DropdownMenu({ trigger, align = 'end', side, children }: DropdownMenuProps) {
  return (
    <Menu.Root modal={false}>
      <Menu.Trigger asChild>{trigger}</Menu.Trigger>
      <Menu.Portal>
        <Menu.Content
          align={align}
          side={side ?? 'bottom'}
          sideOffset={4}
          collisionPadding={8}
          className="rounded-control border-line bg-canvas text-ink z-50 min-w-48 border p-1 text-sm shadow-[0_4px_16px_rgb(0_0_0/0.12)]"
        >
          {children}
        </Menu.Content>
      </Menu.Portal>
    </Menu.Root>
  );
}

const itemClass = clsx(
  'flex min-h-8 w-full cursor-default items-center gap-2 rounded-control px-2 py-1 outline-none select-none',
  'data-disabled:opacity-50 data-highlighted:bg-sunken pointer-coarse:min-h-10',
  '[&_svg]:size-4 [&_svg]:shrink-0',
);

export interface MenuActionProps {
  readonly icon?: ReactNode;
  readonly tone?: 'danger' | undefined;
  readonly disabled?: boolean | undefined;
  readonly onSelect: () => void;
  readonly children: ReactNode;
}

/** Something to do. */
export function MenuAction({ icon, tone, disabled, onSelect, children }: MenuActionProps) {
  return (
    <Menu.Item
      disabled={disabled === true}
      onSelect={onSelect}
      className={clsx(itemClass, tone === 'danger' && 'text-danger')}
    >
      {icon}
      {children}
    </Menu.Item>
  );
}

export interface MenuLinkProps {
  readonly href: Route;
  readonly icon?: ReactNode;
  readonly children: ReactNode;
}

/** Somewhere to go. */
export function MenuLink({ href, icon, children }: MenuLinkProps) {
  return (
    <Menu.Item asChild className={itemClass}>
      <Link href={href}>
        {icon}
        {children}
      </Link>
    </Menu.Item>
  );
}

export interface MenuChoiceProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly onChange: (value: Value) => void;
}

/** One of several, with a tick at the chosen one. */
export function MenuChoice<Value extends string>(props: MenuChoiceProps<Value>) {
  const { label, value, options, onChange } = props;
  return (
    <Menu.RadioGroup value={value} aria-label={label}>
      {options.map((option) => (
        <Menu.RadioItem
          key={option.value}
          value={option.value}
          onSelect={() => {
            onChange(option.value);
          }}
          className={itemClass}
        >
          <span className="flex size-4 items-center justify-center">
            <Menu.ItemIndicator>
              <Check aria-hidden />
            </Menu.ItemIndicator>
          </span>
          {option.label}
        </Menu.RadioItem>
      ))}
    </Menu.RadioGroup>
  );
}

/** A line between groups. */
export function MenuSeparator() {
  return <Menu.Separator className="bg-line my-1 h-px" />;
}

/** The name of a group. */
export function MenuLabel({ children }: { readonly children: ReactNode }) {
  return <Menu.Label className="text-ink-muted px-2 py-1 text-xs">{children}</Menu.Label>;
}
