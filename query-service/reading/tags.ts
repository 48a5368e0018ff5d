/** What the ETag of an answer says: which answer it is, until when (milliseconds), and what commands may name of it. */
export type Tag = Readonly<{ key: string; until: number; condition?: string | undefined }>;

/** All that is needed to know whether an answer is out of date, so that nobody has to keep it for that. */
export const tagOf = ({ key, until, condition }: Tag): string =>
  `"${condition === undefined ? '' : `${condition}.`}${key}.${until.toString(36)}"`;

const ours = /^(?:W\/)?"(?:([\w-]{22})\.)?([\w-]{22})\.([0-9a-z]{8,9})"$/;

/** Those of ours that If-None-Match names. Compared weakly (RFC 9110, 13.1.2): something on the way may have marked one so. */
export const tagsIn = (ifNoneMatch: string | undefined): Tag[] =>
  (ifNoneMatch ?? '').split(',').flatMap((each) => {
    const [, condition, key = '', until = ''] = ours.exec(each.trim()) ?? [];
    return key ? [{ key, until: Number.parseInt(until, 36), condition }] : [];
  });
