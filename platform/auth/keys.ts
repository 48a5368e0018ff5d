import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type JsonWebKey,
  type KeyObject,
  randomUUID,
} from 'node:crypto';

/** A key as a JWK: EC on P-256, with the `kid` that tokens name. */
export type Jwk = JsonWebKey & { kid: string };
/** What a verifier holds. Two keys during a rotation: the old one until its last token has run out. */
export type JwkSet = { keys: Jwk[] };

export type SigningKey = { kid: string; key: KeyObject };
export type KeySet = ReadonlyMap<string, KeyObject>;

/** Built once at start: parsing a key costs forty times as much as a verification. */
/** Of a set, during a rotation, the first signs. */
export const signingKey = (given: Jwk | JwkSet): SigningKey => {
  const jwk = isSet(given) ? given.keys[0] : given;
  if (!jwk) throw new TypeError('a key set holds at least one key');
  assertP256(jwk);
  if (!jwk.d) throw new TypeError('a signing key holds its private part');
  return { kid: jwk.kid, key: createPrivateKey({ key: jwk, format: 'jwk' }) };
};

const isSet = (given: Jwk | JwkSet): given is JwkSet => Array.isArray(given.keys);

export const keySet = ({ keys }: JwkSet): KeySet => {
  if (!Array.isArray(keys) || keys.length === 0) throw new TypeError('a key set holds at least one key');
  return new Map(keys.map((jwk) => [jwk.kid, publicKey(jwk)]));
};

const publicKey = (jwk: Jwk): KeyObject => {
  assertP256(jwk);
  if (jwk.d) throw new TypeError('a key set holds public keys alone');
  return createPublicKey({ key: jwk, format: 'jwk' });
};

const assertP256 = (jwk: Jwk): void => {
  if (jwk.kty !== 'EC' || jwk.crv !== 'P-256') throw new TypeError('keys are EC keys on the curve P-256');
  if (typeof jwk.kid !== 'string' || jwk.kid === '') throw new TypeError('a key names itself by a kid');
};

/** What others verify our tokens with. */
export const jwksOf = (keys: KeySet): JwkSet =>
  publicSet(...[...keys].map(([kid, key]) => ({ ...key.export({ format: 'jwk' }), kid })));

export const newSigningKey = (kid: string = randomUUID()): Jwk => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { ...privateKey.export({ format: 'jwk' }), kid, alg: 'ES256', use: 'sig' };
};

export const publicSet = (...keys: Jwk[]): JwkSet => ({
  keys: keys.map(({ kty, crv, x, y, kid }) => ({ kty, crv, x, y, kid, alg: 'ES256', use: 'sig' })),
});
