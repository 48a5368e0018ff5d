import { QRCodeSVG } from 'qrcode.react';
import type { Problem } from '../api/problem.ts';

/** A code is wanted; `offer` when the app has to be told its secret first. */
export type CodeAsked = { offer?: Offer };
/** What an authenticator app is to be given. */
export type Offer = { secret: string; uri: string };

export const codeAskedBy = (problem: Problem): CodeAsked | undefined => {
  if (problem.is !== 'Refused') return undefined;
  if (problem.code === 'code-needed') return {};
  return problem.code === 'second-factor-to-set-up' ? (problem.data as CodeAsked) : undefined;
};

export const OfferedSecret = ({ offer: { secret, uri } }: { offer: Offer }) => (
  <div className="notice">
    <p>
      Scan this with an authenticator app, then enter the code it shows. On this very device you can{' '}
      <a href={uri}>open the app</a> instead, or type the secret into it.
    </p>
    <QRCodeSVG value={uri} size={176} marginSize={4} title="Secret for an authenticator app" className="qr" />
    <p>
      <code>{secret.replace(/(.{4})(?=.)/g, '$1 ')}</code>
    </p>
  </div>
);

export const RecoveryCodes = ({ codes, onKept }: { codes: readonly string[]; onKept: () => void }) => (
  <section aria-labelledby="recovery-codes">
    <h2 id="recovery-codes">Your recovery codes</h2>
    <p>Keep them where you find them when the app is lost. Each is good once; they are not shown again.</p>
    <ul>
      {codes.map((code) => (
        <li key={code}>
          <code>{code}</code>
        </li>
      ))}
    </ul>
    <button type="button" className="button-main" onClick={onKept}>
      I have kept them
    </button>
  </section>
);
