import { expect } from 'chai';
import { tokenIssuer } from './access-token.ts';
import { keySet, newSigningKey, publicSet, signingKey } from './keys.ts';
import { documentSigner, verifiedDocument } from './signed-document.ts';

describe('A signed document', () => {
  const [ours, theirs] = [newSigningKey('2026-01'), newSigningKey('2026-01')];
  const keys = keySet(publicSet(ours));
  const content = { what: 'is said', to: ['whom', { ever: 1 }] };
  const sign = documentSigner(signingKey(ours), 'receipt+jwt');

  it('says what was signed, to anybody who has the public keys', () => {
    expect(verifiedDocument(sign(content), keys, 'receipt+jwt')).to.deep.equal(content);
  });

  it('is nothing when it was changed, signed by somebody else, or is of another kind', () => {
    const [header, , signature] = sign(content).split('.');
    const other = Buffer.from(JSON.stringify({ ...content, what: 'is not' })).toString('base64url');
    const token = tokenIssuer({ issuer: 'us', audience: 'us' }, signingKey(ours))({ userId: 'x', role: 'x' }).token;
    for (const document of [
      `${header}.${other}.${signature}`,
      documentSigner(signingKey(theirs), 'receipt+jwt')(content),
      documentSigner(signingKey(newSigningKey('2026-02')), 'receipt+jwt')(content),
      documentSigner(signingKey(ours), 'invoice+jwt')(content),
      token,
      'x.y.z',
      '',
    ])
      expect(verifiedDocument(document, keys, 'receipt+jwt'), document).to.equal(null);
  });
});
