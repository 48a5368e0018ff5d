/** Who is asking, as the access token says. The role is a plain string here: what roles exist is the domain's business. */
export type Actor = { userId: string; role: string };

/** Whom a token is for; without a session it is good until it runs out, whatever becomes of sessions. */
export type Holder = Actor & { sessionId?: string };

declare global {
  namespace Express {
    interface Request {
      /** Set once the request's token has been verified. */
      actor?: Actor;
      /** When the token that was shown runs out; a stream kept open must end by then. */
      signedInUntil?: Date;
      /** The session in which it was given out. */
      sessionId?: string;
    }
  }
}
