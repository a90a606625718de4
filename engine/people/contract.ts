/** What a person is at work; one person may be several. */
export const ROLES = ['marketer', 'analyst', 'agent', 'operator', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/**
 * What a route asks of a person. `read`: definitions and figures. `personal`: data of single customers. `write`: drafts
 * and tests. `ask`: questions in SQL, which show single decisions. `publish`: what is live. `pause`: stopping what is
 * sent, and letting it go on. `operate`: failed messages, erasure. `administer`: people, keys, backups.
 */
export const PERMISSIONS = ['read', 'ask', 'personal', 'write', 'publish', 'pause', 'operate', 'administer'] as const;
export type Permission = (typeof PERMISSIONS)[number];

/** A person as they may be shown. Times are milliseconds since 1970. */
export interface PersonView {
  /** What they sign in with: lower-case, unique. */
  readonly name: string;
  readonly roles: readonly Role[];
  /** Whether they may publish what they may write. */
  readonly publishes: boolean;
  readonly madeAt: number;
  /** Absent: they have never signed in. */
  readonly seenAt?: number;
  /** They have chosen a password. */
  readonly hasPassword: boolean;
}

/** Somebody who is signed in. */
export interface Session {
  readonly name: string;
  readonly roles: readonly Role[];
  readonly may: ReadonlySet<Permission>;
  /** They came by a link and have no password yet. */
  readonly mustChoosePassword: boolean;
}

/** A new session: the token is shown this once, in a cookie. */
export interface Opened {
  readonly token: string;
  readonly session: Session;
  /** Seconds that it lasts without being used. */
  readonly lastsSeconds: number;
}

/** Why nobody was signed in. `wait`: too many attempts; try again after that many seconds. */
export type Denied = { readonly denied: 'wrong' } | { readonly denied: 'wait'; readonly seconds: number };

/**
 * People and their sessions, the same on every engine. Throws PersonRefused for a change that is not done, saying why.
 */
export interface People {
  list(): Promise<readonly PersonView[]>;
  add(name: string, roles: readonly Role[], publishes: boolean): Promise<PersonView>;
  change(name: string, roles: readonly Role[], publishes: boolean): Promise<PersonView>;
  /** Ends their sessions too. */
  remove(name: string): Promise<boolean>;
  /**
   * A token that signs a person in once, within a day; it replaces the one before. Undefined: there is no such person.
   */
  linkFor(name: string): Promise<string | undefined>;
  /**
   * Makes an administrator where there is nobody at all, and gives the token that signs them in once. Undefined: there
   * are people.
   */
  first(): Promise<string | undefined>;
  signIn(name: string, password: string, address: string): Promise<Opened | Denied>;
  signInOnce(token: string): Promise<Opened | Denied>;
  /**
   * Signs in a person whom a provider vouches for, with the roles that it gives them now. Denied: a person of that name
   * signs in here by other means.
   */
  signInClaimed(claimed: Claimed): Promise<Opened | Denied>;
  /** Undefined: no such session, or it is over. Keeps one that is used alive. */
  sessionOf(token: string): Promise<Session | undefined>;
  signOut(token: string): Promise<void>;
  /** Asks for the password so far where the person has one. Ends every other session of the person. */
  choosePassword(token: string, password: string, current?: string): Promise<void>;
}

/** A person as an OpenID Connect provider tells of them. */
export interface Claimed {
  /** What the provider calls them for people: user name, else e-mail address. */
  readonly name: string;
  /** What the provider calls them for programs; it never changes. */
  readonly subject: string;
  readonly roles: readonly Role[];
  readonly publishes: boolean;
}

/** Sign-in by an OpenID Connect provider. Both calls throw OpenIdRefused with the reason. */
export interface OpenId {
  /**
   * Returns the address that a browser is sent to, and the state that it must bring back. `back`: where it comes back.
   */
  begin(back: string, to: string): Promise<{ readonly url: string; readonly state: string }>;
  /** Checks the query that a browser came back with against the state it kept; a state counts once, for ten minutes. */
  finish(query: string, state: string | undefined): Promise<{ readonly claimed: Claimed; readonly to: string }>;
}

/**
 * Why a sign-in by a provider is not done. `away`: the provider cannot be asked. `late`: it was not begun in this
 * browser, or took longer than ten minutes. `denied`: the provider said no. `no-role`: it gives no role of ours.
 * `taken`: a person of that name signs in by password.
 */
export const OPEN_ID_REFUSALS = ['away', 'late', 'denied', 'no-role', 'taken'] as const;

/** A sign-in by a provider that is not done. */
export class OpenIdRefused extends Error {
  override readonly name = 'OpenIdRefused';
  readonly code: (typeof OPEN_ID_REFUSALS)[number];
  constructor(code: OpenIdRefused['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** A change of people that is not done, and why. */
export class PersonRefused extends Error {
  override readonly name = 'PersonRefused';
}
