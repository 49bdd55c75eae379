import { ArrowRight, FileCheck2, KeyRound, LogIn, Split, UserRound } from 'lucide-react';
import type { ReactNode } from 'react';

export interface RoutingPictureProps {
  readonly pilotName: string;
  readonly pilotLogin: string;
  readonly orgName: string;
  readonly ruleName: string;
  /** Who stays as before. */
  readonly notRouted: string;
}

/** Who is routed where, as a picture; the sentence below says the same. */
export function RoutingPicture(props: RoutingPictureProps) {
  const { pilotName, pilotLogin, orgName, ruleName, notRouted } = props;
  return (
    <figure className="@container flex flex-col gap-3">
      <ol
        aria-hidden
        className="flex flex-col gap-1 text-xs @2xl:flex-row @2xl:items-stretch @2xl:gap-0"
      >
        <Stop icon={<UserRound />} title={pilotName} text="types the login" isFirst />
        <Stop icon={<LogIn />} title={orgName} text="Okta sign-in page" />
        <Stop icon={<Split />} title="Rule" text={ruleName} />
        <Stop icon={<KeyRound />} title="AdminX" text="asks for the passkey" />
        <Stop icon={<FileCheck2 />} title="Back to Okta" text="signed in" />
      </ol>
      <figcaption className="text-sm [overflow-wrap:anywhere]">
        {pilotName} ({pilotLogin}) types the login on the sign-in page of {orgName}. The rule “
        {ruleName}” sends this one person to AdminX, which asks for the passkey and sends a signed
        answer back to Okta. <span className="text-ink-muted">{notRouted}</span>
      </figcaption>
    </figure>
  );
}

interface StopProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly text: string;
  readonly isFirst?: boolean;
}

function Stop({ icon, title, text, isFirst = false }: StopProps) {
  return (
    <li className="flex min-w-0 flex-col gap-1 @2xl:flex-1 @2xl:flex-row @2xl:items-center">
      {!isFirst && (
        <ArrowRight className="text-ink-muted ml-2.5 size-4 shrink-0 rotate-90 @2xl:mx-1 @2xl:rotate-0" />
      )}
      <div className="rounded-control border-line bg-side [&_svg]:text-accent flex min-w-0 items-center gap-x-2.5 gap-y-0.5 border p-2.5 @2xl:h-full @2xl:flex-1 @2xl:flex-col @2xl:items-start [&_svg]:size-4 [&_svg]:shrink-0">
        {icon}
        <span className="truncate font-medium @2xl:max-w-full">{title}</span>
        <span className="text-ink-muted truncate @2xl:max-w-full">{text}</span>
      </div>
    </li>
  );
}
