import { AppError } from '@/lib/shared/errors';
import type { TenantId } from '@/lib/shared/tenant-id';
import { isHigherRole, roleHas, type Permission, type Role } from './permissions';

/** Where a request came from, for the audit: already cut to a sane length. */
export interface RequestOrigin {
  readonly ip: string | null;
  readonly userAgent: string | null;
}

/** The signed-in person behind a request, read from a verified session. */
export interface PersonIdentity {
  readonly userId: string;
  readonly sessionId: string;
  readonly login: string;
  readonly displayName: string;
  readonly role: Role;
  /** When this person last proved presence with an authenticator in this session. */
  readonly authenticatedAt: Date;
  /** RFC 8176 values of the factor really used, e.g. `['hwk', 'phr', 'mfa']`. */
  readonly amr: readonly string[];
}

type ActorIdentity =
  | { readonly kind: 'person'; readonly person: PersonIdentity }
  | { readonly kind: 'anonymous'; readonly browserId: string | null }
  | { readonly kind: 'system'; readonly task: string };

/** How long a proof of presence lasts for dangerous acts, in seconds. */
const reauthenticationTtlSeconds = 300;

/**
 * Who acts. Every use case takes an Actor first and says which kinds and permissions it accepts, so
 * none can be called by accident. Only `lib/auth` makes one: a person from a verified session, an
 * anonymous browser (sign-in, first run, SAML), or the system (schedules, command line).
 * Being a class instance, React refuses to hand it to a Client Component.
 */
export class Actor {
  readonly tenantId: TenantId;
  readonly origin: RequestOrigin;
  readonly identity: ActorIdentity;

  private constructor(tenantId: TenantId, origin: RequestOrigin, identity: ActorIdentity) {
    this.tenantId = tenantId;
    this.origin = origin;
    this.identity = identity;
  }

  /** Only for `lib/auth`: an actor from a verified session. */
  static person(tenantId: TenantId, origin: RequestOrigin, person: PersonIdentity): Actor {
    return new Actor(tenantId, origin, { kind: 'person', person });
  }

  /** Only for `lib/auth`: a browser nobody has signed in with. */
  static anonymous(tenantId: TenantId, origin: RequestOrigin, browserId: string | null): Actor {
    return new Actor(tenantId, origin, { kind: 'anonymous', browserId });
  }

  /** Only for `lib/auth`: schedules, migrations, command line. */
  static system(tenantId: TenantId, task: string): Actor {
    return new Actor(tenantId, { ip: null, userAgent: null }, { kind: 'system', task });
  }

  /** The signed-in person, or `auth.sign_in_required`; `request.forbidden` without the permission. */
  requirePerson(permission: Permission): PersonIdentity {
    if (this.identity.kind !== 'person') throw new AppError('auth.sign_in_required');
    const { person } = this.identity;
    if (!roleHas(person.role, permission)) {
      throw new AppError('request.forbidden', `Role ${person.role} lacks ${permission}`);
    }
    return person;
  }

  /**
   * Like {@link requirePerson}, for acting on another person: nobody acts on a higher role, and
   * support touches nobody who has one. `users.higher_role` otherwise.
   */
  requirePersonOver(permission: Permission, target: { readonly role: Role }): PersonIdentity {
    const person = this.requirePerson(permission);
    const isSupportOverRole = person.role === 'SUPPORT' && target.role !== 'NONE';
    if (isSupportOverRole || isHigherRole(target.role, person.role)) {
      throw new AppError('users.higher_role', `${person.role} may not act on ${target.role}`);
    }
    return person;
  }

  /** Tells whether {@link requirePersonOver} would pass; for what a page offers, not for guarding. */
  mayActOn(permission: Permission, target: { readonly role: Role }): boolean {
    try {
      this.requirePersonOver(permission, target);
      return true;
    } catch {
      return false;
    }
  }

  /** Whether somebody else, of this role, has a permission; for judging what that person said. */
  isPermitted({ role }: { readonly role: Role }, permission: Permission): boolean {
    return roleHas(role, permission);
  }

  /** Like {@link requirePerson}, and the passkey was used within the last five minutes. */
  requireRecentPerson(permission: Permission, now: Date): PersonIdentity {
    const person = this.requirePerson(permission);
    const ageSeconds = (now.getTime() - person.authenticatedAt.getTime()) / 1000;
    if (ageSeconds > reauthenticationTtlSeconds) {
      throw new AppError('auth.reauthentication_required');
    }
    return person;
  }

  /** Passes for the system only; any other actor is a bug or an attack: `request.forbidden`. */
  requireSystem(): void {
    if (this.identity.kind !== 'system') {
      throw new AppError('request.forbidden', 'Only the system may do this');
    }
  }
}
