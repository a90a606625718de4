import { PERMISSIONS, type Permission, type Role } from './contract.ts';

/** What each role may; publishing is given to a person apart. */
const OF_ROLES: Readonly<Record<Role, readonly Permission[]>> = {
  marketer: ['read', 'write'],
  analyst: ['read', 'ask'],
  agent: ['read', 'personal'],
  operator: ['read', 'pause', 'operate'],
  admin: PERMISSIONS,
};

/** What a person may with these roles. Who publishes must be able to write, and may stop what they published. */
export function permissionsOf(roles: readonly Role[], publishes: boolean): ReadonlySet<Permission> {
  const may = new Set(roles.flatMap((role) => OF_ROLES[role]));
  if (publishes && may.has('write')) may.add('publish').add('pause');
  return may;
}

/** The roles that have a permission, for a refusal that says who may. */
export function rolesWith(permission: Permission): readonly Role[] {
  const having = (Object.keys(OF_ROLES) as Role[]).filter((role) => OF_ROLES[role].includes(permission));
  return permission === 'publish' || permission === 'pause' ? ['marketer', ...having] : having;
}
