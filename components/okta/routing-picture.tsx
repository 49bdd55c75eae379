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
    <figure className="flex flex-col gap-3">
      <ol
        aria-hidden
        className="flex flex-col gap-1.5 text-xs sm:flex-row sm:items-stretch sm:gap-0"
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
    <li className="flex min-w-0 items-center gap-1.5 sm:flex-1">
      {!isFirst && (
        <ArrowRight className="text-ink-muted size-4 shrink-0 max-sm:ml-3 max-sm:rotate-90 sm:mx-1" />
      )}
      <div className="rounded-control border-line bg-side [&_svg]:text-accent flex h-full min-w-0 flex-1 flex-col gap-0.5 border p-2.5 [&_svg]:size-4">
        {icon}
        <span className="truncate font-medium">{title}</span>
        <span className="text-ink-muted truncate">{text}</span>
      </div>
    </li>
  );
}
