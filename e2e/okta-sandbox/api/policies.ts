/** The one routing policy and its rules, ordered by priority, the system's default rule last. */
import { newId } from '../org/ids';
import { nowIso } from '../org/org-state';
import { actorOf, addEvent, targetOf } from '../org/system-log';
import type { OrgState, RuleRecord } from '../org/types';
import { forbidden, invalid, notFound, param, type ApiAnswer, type ApiCall } from './api-call';
import { readRuleBody } from './rule-body';

export function listPolicies({ state, query }: ApiCall): ApiAnswer {
  const type = query.get('type');
  if (type === null) throw invalid('type', 'type: The field cannot be left blank');
  return { status: 200, body: type === 'IDP_DISCOVERY' ? [viewPolicy(state)] : [] };
}

function viewPolicy(state: OrgState): unknown {
  const { id, created } = state.policy;
  const base = `${state.origin}/api/v1/policies/${id}`;
  return {
    id,
    status: 'ACTIVE',
    name: 'Idp Discovery Policy',
    description: 'The default IdP Discovery Policy',
    priority: 1,
    system: true,
    conditions: null,
    created,
    lastUpdated: created,
    _links: {
      self: { href: base, hints: { allow: ['GET', 'PUT'] } },
      rules: { href: `${base}/rules`, hints: { allow: ['GET', 'POST'] } },
    },
    type: 'IDP_DISCOVERY',
  };
}

function requirePolicy(call: ApiCall): void {
  const id = param(call, 'policyId');
  if (id !== call.state.policy.id) throw notFound(id, 'Policy');
}

export function getPolicy(call: ApiCall): ApiAnswer {
  requirePolicy(call);
  return { status: 200, body: viewPolicy(call.state) };
}

function viewRule(state: OrgState, rule: RuleRecord): Record<string, unknown> {
  const base = `${state.origin}/api/v1/policies/${state.policy.id}/rules/${rule.id}`;
  const change = rule.status === 'ACTIVE' ? 'deactivate' : 'activate';
  const { network, platform, app, userIdentifier } = rule.conditions;
  const allow = rule.system ? ['GET', 'PUT'] : ['GET', 'PUT', 'DELETE'];
  return {
    id: rule.id,
    status: rule.status,
    name: rule.name,
    priority: state.rules.indexOf(rule) + 1,
    created: rule.created,
    lastUpdated: rule.lastUpdated,
    system: rule.system,
    conditions: {
      network,
      ...(platform && { platform }),
      app,
      ...(userIdentifier && { userIdentifier }),
    },
    actions: { idp: rule.idp },
    _links: {
      self: { href: base, hints: { allow } },
      ...(!rule.system && {
        [change]: { href: `${base}/lifecycle/${change}`, hints: { allow: ['POST'] } },
      }),
    },
    type: 'IDP_DISCOVERY',
  };
}

export function listRules(call: ApiCall): ApiAnswer {
  requirePolicy(call);
  return { status: 200, body: call.state.rules.map((rule) => viewRule(call.state, rule)) };
}

function getRecord(call: ApiCall): RuleRecord {
  requirePolicy(call);
  const id = param(call, 'ruleId');
  const rule = call.state.rules.find((entry) => entry.id === id);
  if (!rule) throw notFound(id, 'PolicyRule');
  return rule;
}

function refuseTakenName(state: OrgState, name: string, exceptId: string | null): void {
  if (state.rules.some((rule) => rule.name === name && rule.id !== exceptId)) {
    throw invalid('name', 'name: Policy rule name already in use');
  }
}

/** Puts the rule at the wanted place; the others move down and the default rule stays last. */
function place(state: OrgState, rule: RuleRecord, priority: number | null): void {
  const others = state.rules.filter((entry) => entry !== rule);
  const last = others.length - 1;
  const index = Math.min((priority ?? last + 1) - 1, last);
  others.splice(index, 0, rule);
  state.rules = others;
}

function logRule(call: ApiCall, action: string, words: string, rule: RuleRecord): void {
  addEvent(call.state, {
    eventType: `policy.rule.${action}`,
    displayMessage: `${words} policy rule`,
    actor: actorOf(call.owner),
    targets: [targetOf('PolicyRule', rule.id, rule.name)],
  });
}

export function createRule(call: ApiCall): ApiAnswer {
  requirePolicy(call);
  const { state } = call;
  const { priority, ...body } = readRuleBody(state, call.body);
  refuseTakenName(state, body.name, null);
  const created = nowIso();
  const rule: RuleRecord = {
    ...body,
    id: newId('0pr'),
    status: call.query.get('activate') === 'false' ? 'INACTIVE' : 'ACTIVE',
    system: false,
    created,
    lastUpdated: created,
  };
  place(state, rule, priority);
  logRule(call, 'add', 'Add', rule);
  return { status: 200, body: viewRule(state, rule) };
}

export function getRule(call: ApiCall): ApiAnswer {
  return { status: 200, body: viewRule(call.state, getRecord(call)) };
}

export function replaceRule(call: ApiCall): ApiAnswer {
  const { state } = call;
  const rule = getRecord(call);
  const { priority, ...body } = readRuleBody(state, call.body);
  refuseTakenName(state, body.name, rule.id);
  Object.assign(rule, body, { lastUpdated: nowIso() });
  if (!rule.system && priority !== null) place(state, rule, priority);
  logRule(call, 'update', 'Update', rule);
  return { status: 200, body: viewRule(state, rule) };
}

export function deleteRule(call: ApiCall): ApiAnswer {
  const rule = getRecord(call);
  if (rule.system) throw forbidden();
  call.state.rules = call.state.rules.filter((entry) => entry !== rule);
  logRule(call, 'delete', 'Delete', rule);
  return { status: 204 };
}

export function activateRule(call: ApiCall): ApiAnswer {
  const rule = getRecord(call);
  if (rule.system) throw forbidden();
  rule.status = 'ACTIVE';
  logRule(call, 'activate', 'Activate', rule);
  return { status: 204 };
}

export function deactivateRule(call: ApiCall): ApiAnswer {
  const rule = getRecord(call);
  if (rule.system) throw forbidden();
  rule.status = 'INACTIVE';
  logRule(call, 'deactivate', 'Deactivate', rule);
  return { status: 204 };
}
