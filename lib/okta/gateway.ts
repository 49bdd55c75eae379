import 'server-only';
import { createOktaAdmin } from './client';
import type { OktaGateway } from './port';
import { probeOrganisation, type OktaReach } from './probe';
import { findOktaRoute } from './webfinger';

/** The real way to organisations, with the stand-in's origin from the configuration (or null). */
export function createOktaGateway(reach: OktaReach): OktaGateway {
  return {
    probe: (typedDomain) => probeOrganisation(typedDomain, reach),
    findRoute: (orgUrl, login) => findOktaRoute(orgUrl, login, reach),
    connect: (orgUrl, token) => createOktaAdmin({ orgUrl, token }, reach),
  };
}
