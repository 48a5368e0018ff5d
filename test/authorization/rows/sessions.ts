import { Secret, TOTP } from 'otpauth';
import { key, type Row } from '../row.ts';
import { type Account, password, type World } from '../world.ts';

const cookieOf = ({ headers }: { headers: Headers }) => ({
  Cookie: (headers.get('set-cookie') ?? '').split(';')[0] ?? '',
});

const codeFor = (secret: string): string =>
  new TOTP({ secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: 6, period: 30 }).generate();

const send = async (world: World, as: Account, path: string, body?: object) =>
  (await world.ask({ method: 'POST', path: `/commands/me/second-factor${path}`, as, body })).body;

const begun = async (world: World, as: Account): Promise<string> => codeFor((await send(world, as, '')).secret);

export const sessionRows: Readonly<Record<string, Row>> = {
  signIn: { about: (_, { email }) => ({ body: { email, password } }) },
  refreshSession: {
    about: async ({ signIn }, owner) => ({ headers: { ...key(), ...cookieOf(await signIn(owner)) } }),
  },
  signOut: { about: async ({ signIn }, owner) => ({ headers: cookieOf(await signIn(owner)) }) },
  revokeSession: {
    about: async ({ signIn }, owner) => ({ params: { sessionId: (await signIn(owner)).body.sessionId } }),
    names: ['sessionId'],
    reach: { PATIENT: 'own', DOCTOR: 'own', ADMIN: 'own', AUDITOR: 'own' },
  },
  publicKeys: {},
  beginSecondFactor: { about: async ({ account }, { role }) => ({ as: await account(role) }) },
  enableSecondFactor: {
    about: async (world, { role }) => {
      const as = await world.account(role);
      return { as, body: { code: await begun(world, as) } };
    },
  },
  removeSecondFactor: {
    about: async (world, { role }) => {
      const as = await world.account(role);
      const { recoveryCodes } = await send(world, as, '/confirmation', { code: await begun(world, as) });
      return { as, body: { code: recoveryCodes[0] } };
    },
  },
};
