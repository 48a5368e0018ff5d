const email = /[^\s"'<>()[\]\\,;:@]{1,64}@[^\s"'<>()[\]\\,;:@]{1,255}\.[\p{L}]{2,}/gu;
const token = /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g;
const urlCredentials = /\b([a-z][a-z0-9+.-]*:\/\/)[^\s/@"]+@/gi;

/** The last line of defence on every written line: e-mail addresses, tokens and passwords in addresses never get out. */
export const scrub = (line: string): string =>
  line.replace(urlCredentials, '$1[credentials]@').replace(email, '[e-mail]').replace(token, '[token]');
