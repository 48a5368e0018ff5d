/** Who is asking, as the access token says. The role is a plain string here: what roles exist is the domain's business. */
export type Actor = { userId: string; role: string };

declare global {
  namespace Express {
    interface Request {
      /** Set once the request's token has been verified. */
      actor?: Actor;
      /** When the token that was shown runs out; a stream kept open must end by then. */
      signedInUntil?: Date;
    }
  }
}
