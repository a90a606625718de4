import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeInBrowser } from '../../support/console/browser.ts';
import { startConsole, type TestConsole } from '../../support/console/start-console.ts';
import { type OpenIdProvider, startOpenIdProvider } from '../../support/openid-provider.ts';

describeInBrowser('signing in by an OpenID Connect provider, in a real browser', () => {
  let house: TestConsole;
  let provider: OpenIdProvider;
  beforeAll(async () => {
    provider = await startOpenIdProvider();
    house = await startConsole({
      env: {
        KAIROS_OIDC_ISSUER: provider.issuer,
        KAIROS_OIDC_CLIENT_ID: provider.clientId,
        KAIROS_OIDC_CLIENT_SECRET: provider.clientSecret,
        KAIROS_OIDC_ROLES_CLAIM: 'realm_access.roles',
      },
    });
  });
  afterAll(async () => {
    await house?.close();
    await provider?.close();
  });

  const roles = (...given: string[]) => ({ realm_access: { roles: given } });

  test('a person comes in without a password, with the roles of the claim, where the address leads', async () => {
    provider.claims = { sub: '17', preferred_username: 'Mara@lipa.example', ...roles('kairos-marketer', 'publisher') };
    const visit = await house.visitAsStranger();
    await visit.open('/triggers/big-order');
    await visit.screenshot('login');
    await visit.page.getByRole('link', { name: 'Sign in with your organisation' }).click();
    await visit.page.waitForURL('**/triggers/big-order');
    await visit.page.getByRole('button', { name: 'Signed in as mara@lipa.example' }).waitFor();
    const session = await visit.page.evaluate("fetch('/v1/session').then((answer) => answer.json())");
    expect(session).toMatchObject({ roles: ['marketer'], mustChoosePassword: false });
    expect((session as { may: string[] }).may).toContain('publish');
    await visit.close();
  });

  test('what changes at the provider counts at the next sign-in', async () => {
    provider.claims = { sub: '17', preferred_username: 'Mara@lipa.example', ...roles('/staff/kairos-analyst') };
    const visit = await house.visitAsStranger();
    await visit.page.goto(`${house.engine.consoleUrl}/v1/session/openid?to=/now`);
    await visit.page.waitForURL('**/now');
    const session = await visit.page.evaluate("fetch('/v1/session').then((answer) => answer.json())");
    expect(session).toMatchObject({ roles: ['analyst'], may: ['read', 'ask'] });
    await visit.close();
  });

  test.each([
    ['no role', { sub: '18', email: 'x@lipa.example', ...roles('cook') }, 'gives you no role in Kairos'],
    ['a no', undefined, 'said no'],
    [
      'the name of a person with a password',
      { sub: '19', preferred_username: 'admin', ...roles('admin') },
      'by password',
    ],
  ])('with %s nobody is signed in, and the page says why', async (_what, claims, why) => {
    provider.claims = claims;
    const visit = await house.visitAsStranger();
    await visit.page.goto(`${house.engine.consoleUrl}/v1/session/openid?to=/now`);
    await visit.page.getByText(why).waitFor();
    expect(await visit.page.evaluate("fetch('/v1/session').then(({ status }) => status)")).toBe(401);
    await visit.close();
  });

  test('an answer that another browser asked for, or a link to elsewhere, leads nowhere', async () => {
    provider.claims = { sub: '17', preferred_username: 'mara@lipa.example', ...roles('admin') };
    const { consoleUrl } = house.engine;
    const begun = await fetch(`${consoleUrl}/v1/session/openid?to=//evil.example`, { redirect: 'manual' });
    const answered = await fetch(begun.headers.get('location')!, { redirect: 'manual' });
    const back = answered.headers.get('location')!;
    const stolen = await fetch(back, { redirect: 'manual' });
    expect([stolen.status, stolen.headers.get('location')]).toEqual([302, '/login?refused=late']);
    const cookie = begun.headers.get('set-cookie')!.split(';')[0]!;
    const own = await fetch(back, { redirect: 'manual', headers: { cookie } });
    expect(own.headers.get('location')).toBe('/');
    const again = await fetch(back, { redirect: 'manual', headers: { cookie } });
    expect(again.headers.get('location')).toBe('/login?refused=late');
  });
});
