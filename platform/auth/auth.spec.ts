import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomUUID,
  sign,
} from 'node:crypto';
import { until } from '@careconnect/test/support/until.ts';
import { expect } from 'chai';
import { allow } from '../http/allow.ts';
import { createHttpApp } from '../http/app.ts';
import { type Serving, serve } from '../http/server.ts';
import { silentLog } from '../logging/logger.ts';
import { tokenIssuer, tokenLifetimeSeconds } from './access-token.ts';
import { authenticator } from './authenticate.ts';
import { keySet, newSigningKey, publicSet, signingKey } from './keys.ts';

const scope = { issuer: 'https://careconnect.example', audience: 'careconnect' };
const [oldKey, newKey, foreignKey] = [newSigningKey('2026-01'), newSigningKey('2026-02'), newSigningKey('2026-02')];
const keys = keySet(publicSet(oldKey, newKey));
const userId = randomUUID();
const now = () => Math.floor(Date.now() / 1000);

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const privateOf = (jwk: typeof newKey): KeyObject => createPrivateKey({ key: jwk, format: 'jwk' });
const es256 = (input: string, key: KeyObject) =>
  sign('sha256', Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url');

const header = { alg: 'ES256', typ: 'at+jwt', kid: newKey.kid };
const claims = () => ({
  iss: scope.issuer,
  aud: scope.audience,
  sub: userId,
  role: 'PATIENT',
  jti: randomUUID(),
  iat: now(),
  nbf: now(),
  exp: now() + 600,
});

/** A token like ours but for what is given, signed with our own key unless told. */
const forge = (changed: { header?: object; claims?: object; signature?: (input: string) => string }) => {
  const input = `${part({ ...header, ...changed.header })}.${part({ ...claims(), ...changed.claims })}`;
  return `${input}.${changed.signature ? changed.signature(input) : es256(input, privateOf(newKey))}`;
};

const publicJwk = publicSet(newKey).keys[0];
const publicPem = createPublicKey({ key: newKey, format: 'jwk' }).export({ type: 'spki', format: 'pem' }) as string;
const hs256 = (secret: string | Buffer) => (input: string) =>
  createHmac('sha256', secret).update(input).digest('base64url');
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const untouched = forge({});
const [untouchedHeader, untouchedClaims, untouchedSignature] = untouched.split('.') as [string, string, string];

const forged: Record<string, string> = {
  'alg none, without signature': forge({ header: { alg: 'none' }, signature: () => '' }),
  'alg None, spelled otherwise': forge({ header: { alg: 'nOnE' }, signature: () => '' }),
  'alg none, with the real signature': forge({ header: { alg: 'none' } }),
  'ES256 without signature': forge({ signature: () => '' }),
  'HS256 with the public key (PEM) as secret': forge({ header: { alg: 'HS256' }, signature: hs256(publicPem) }),
  'HS256 with the public key (JWK) as secret': forge({
    header: { alg: 'HS256' },
    signature: hs256(JSON.stringify(publicJwk)),
  }),
  'HS256 with an empty secret': forge({ header: { alg: 'HS256' }, signature: hs256('') }),
  'HS256 with the kid as secret': forge({ header: { alg: 'HS256' }, signature: hs256(newKey.kid) }),
  'RS256 with a key of their own': forge({
    header: { alg: 'RS256' },
    signature: (input) => sign('sha256', Buffer.from(input), rsa).toString('base64url'),
  }),
  'another key under our kid': forge({ signature: (input) => es256(input, privateOf(foreignKey)) }),
  'our other key under this kid': forge({ signature: (input) => es256(input, privateOf(oldKey)) }),
  'another audience': forge({ claims: { aud: 'another' } }),
  'no audience': forge({ claims: { aud: undefined } }),
  'another issuer': forge({ claims: { iss: 'https://evil.example' } }),
  'no issuer': forge({ claims: { iss: undefined } }),
  'another type': forge({ header: { typ: 'JWT' } }),
  'no type': forge({ header: { typ: undefined } }),
  'run out': forge({ claims: { iat: now() - 1000, nbf: now() - 1000, exp: now() - 30 } }),
  'no end': forge({ claims: { exp: undefined } }),
  'an end that is a text': forge({ claims: { exp: String(now() + 600) } }),
  'issued too long ago for its end': forge({ claims: { iat: now() - 10_000, exp: now() + 10_000 } }),
  'no time of issue': forge({ claims: { iat: undefined } }),
  'not valid yet': forge({ claims: { nbf: now() + 300 } }),
  'jwk in the header': forge({
    header: { jwk: publicSet(foreignKey).keys[0] },
    signature: (input) => es256(input, privateOf(foreignKey)),
  }),
  'jku in the header': forge({ header: { jku: 'https://evil.example/keys.json' } }),
  'x5u in the header': forge({ header: { x5u: 'https://evil.example/cert.pem' } }),
  'x5c in the header': forge({ header: { x5c: ['MIIB'] } }),
  'crit in the header': forge({ header: { crit: ['exp'] } }),
  'b64 in the header': forge({ header: { b64: false } }),
  'kid that walks the file system': forge({ header: { alg: 'HS256', kid: '../../../dev/null' }, signature: hs256('') }),
  'kid that is SQL': forge({ header: { kid: "x' union select 'key" } }),
  'kid of the prototype': forge({ header: { kid: '__proto__' } }),
  'kid that is a list': forge({ header: { kid: [newKey.kid] } }),
  'no kid': forge({ header: { kid: undefined } }),
  'unknown kid': forge({ header: { kid: '2025-12' } }),
  'claims changed after signing': `${untouchedHeader}.${part({ ...claims(), role: 'ADMIN' })}.${untouchedSignature}`,
  'header changed after signing': `${part({ ...header, kid: oldKey.kid })}.${untouchedClaims}.${untouchedSignature}`,
  'signature cut short': untouched.slice(0, -4),
  'signature of nothing but zeros': `${untouchedHeader}.${untouchedClaims}.${Buffer.alloc(64).toString('base64url')}`,
  'DER signature': forge({
    signature: (input) => sign('sha256', Buffer.from(input), privateOf(newKey)).toString('base64url'),
  }),
  'a subject that is no id': forge({ claims: { sub: 'admin' } }),
  'no subject': forge({ claims: { sub: undefined } }),
  'no role': forge({ claims: { role: undefined } }),
  'a role that is a list': forge({ claims: { role: ['PATIENT', 'ADMIN'] } }),
  'far too long': forge({ claims: { more: 'x'.repeat(4000) } }),
  'four parts': `${untouched}.x`,
  'two parts': `${untouchedHeader}.${untouchedClaims}`,
  'no token at all': 'x',
};

describe('Access tokens', () => {
  let serving: Serving;
  const issueToken = tokenIssuer(scope, signingKey(newKey));

  const show = async (authorization: string | undefined, path = '/me') => {
    const headers: Record<string, string> = authorization === undefined ? {} : { authorization };
    const response = await fetch(`http://127.0.0.1:${serving.port}${path}`, { headers });
    return {
      status: response.status,
      challenge: response.headers.get('www-authenticate'),
      body: (await response.json()) as { detail?: string },
    };
  };

  before(async () => {
    const app = createHttpApp({ log: silentLog, ready: async () => ({}), authenticate: authenticator(scope, keys) });
    app.routes.get('/me', allow('PATIENT', 'DOCTOR'), (req, res) => {
      res.json({ actor: req.actor, until: req.signedInUntil });
    });
    serving = await serve(app, 0);
  });
  after(() => serving.stop());

  it('let in whom they were issued to, for 15 minutes', async () => {
    const { token, expiresAt } = issueToken({ userId, role: 'PATIENT' });
    const { status, body } = await show(`Bearer ${token}`);
    expect(status).to.equal(200);
    expect(body).to.deep.equal({ actor: { userId, role: 'PATIENT' }, until: expiresAt.toISOString() });
    expect(Math.abs(expiresAt.getTime() - Date.now() - tokenLifetimeSeconds * 1000)).to.be.below(2_000);
  });

  it('hold nothing about a person but an id and a role', () => {
    const payload = issueToken({ userId, role: 'PATIENT' }).token.split('.')[1] ?? '';
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
    expect(Object.keys(claims)).to.have.members(['iss', 'aud', 'sub', 'role', 'jti', 'iat', 'nbf', 'exp']);
  });

  it('of the key before a rotation are still good', async () => {
    const { token } = tokenIssuer(scope, signingKey(oldKey))({ userId, role: 'DOCTOR' });
    expect((await show(`Bearer ${token}`)).status).to.equal(200);
  });

  it('run out', async () => {
    const past = () => new Date(Date.now() - (tokenLifetimeSeconds + 10) * 1000);
    const { token } = tokenIssuer(scope, signingKey(newKey), past)({ userId, role: 'PATIENT' });
    expect((await show(`Bearer ${token}`)).status).to.equal(401);
  });

  it('run out for those too who were let in with them before', async () => {
    const nearlyOver = () => new Date(Date.now() - (tokenLifetimeSeconds - 2) * 1000);
    const { token } = tokenIssuer(scope, signingKey(newKey), nearlyOver)({ userId, role: 'PATIENT' });
    expect((await show(`Bearer ${token}`)).status).to.equal(200);
    await until('it has run out', async () => (await show(`Bearer ${token}`)).status === 401);
  });

  it('are forged well enough here: one with nothing changed is accepted', async () => {
    expect((await show(`Bearer ${untouched}`)).status).to.equal(200);
  });

  for (const [what, token] of Object.entries(forged))
    it(`are refused when forged: ${what}`, async () => {
      const { status, challenge, body } = await show(`Bearer ${token}`);
      expect(status).to.equal(401);
      expect(challenge).to.equal('Bearer error="invalid_token"');
      expect(body.detail).to.equal('The access token is not valid or has run out.');
    });

  it('are taken from the Authorization header alone', async () => {
    const { token } = issueToken({ userId, role: 'PATIENT' });
    expect((await show(undefined, `/me?access_token=${token}&auth_token=${token}`)).status).to.equal(401);
    expect((await show(undefined)).challenge).to.equal('Bearer');
    for (const header of [token, `Basic ${token}`, 'Bearer', 'Bearer ', '', `Bearer ${token} ${token}`])
      expect((await show(header)).status, header.slice(0, 10)).to.equal(401);
  });

  it('want keys of the right kind', () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' });
    const other = { ...privateKey.export({ format: 'jwk' }), kid: 'x' };
    expect(() => signingKey(other)).to.throw(/P-256/);
    expect(() => signingKey(publicSet(newKey).keys[0] as typeof newKey)).to.throw(/private part/);
    expect(() => keySet({ keys: [newKey] })).to.throw(/public keys alone/);
    expect(() => keySet({ keys: [] })).to.throw(/at least one/);
    expect(JSON.stringify(publicSet(newKey))).not.to.contain(newKey.d);
  });
});
