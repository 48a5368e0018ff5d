/** Whether If-None-Match names the tag. Compared weakly (RFC 9110, 13.1.2): something on the way may have marked it so. */
export const isKnown = (ifNoneMatch: string | undefined, etag: string): boolean =>
  ifNoneMatch !== undefined &&
  (ifNoneMatch.trim() === '*' || ifNoneMatch.split(',').some((each) => each.trim().replace(/^W\//, '') === etag));
