/** A letter before it is text or HTML: both say the same because both are made of this. */
export type Page = Readonly<{
  title: string;
  greeting: string;
  opening: string;
  rows: readonly (readonly [label: string, value: string])[];
  notes: readonly string[];
  link: Readonly<{ text: string; href: string }>;
  closing: string;
}>;

export const textOf = ({ greeting, opening, rows, notes, link, closing }: Page): string => {
  const widest = Math.max(0, ...rows.map(([label]) => label.length)) + 2;
  const table = rows.map(([label, value]) => `  ${`${label}:`.padEnd(widest)}${indented(value, widest + 2)}`);
  return `${[greeting, opening, ...(table.length > 0 ? [table.join('\n')] : []), ...notes, `${link.text}: ${link.href}`, closing].join('\n\n')}\n`;
};

const indented = (value: string, by: number): string => value.split(/\r\n?|\n/).join(`\n${' '.repeat(by)}`);

/** One column and inline styles, for mail clients know little else. Loads nothing from anywhere. */
export const htmlOf = ({ title, greeting, opening, rows, notes, link, closing }: Page): string =>
  `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title></head>
<body style="margin:0;padding:24px 16px;background:#f4f6f8;color:#1d2733;font:16px/1.5 Arial,Helvetica,sans-serif">
<div style="max-width:560px;margin:0 auto;padding:24px;background:#ffffff;border-radius:8px">
<h1 style="margin:0 0 16px;font-size:20px;line-height:1.3">${escaped(title)}</h1>
${[greeting, opening].map(paragraph).join('\n')}
${rows.length > 0 ? tableOf(rows) : ''}${notes.map(paragraph).join('\n')}
<p style="margin:24px 0"><a href="${escaped(link.href)}" style="color:#0b5cad">${escaped(link.text)}</a></p>
<p style="margin:0;color:#55616e">${escaped(closing)}</p>
</div>
</body>
</html>
`;

const tableOf = (rows: Page['rows']): string =>
  `<table role="presentation" style="border-collapse:collapse;width:100%;margin:16px 0">
${rows.map(row).join('\n')}
</table>
`;

const paragraph = (text: string): string => `<p style="margin:0 0 12px">${escaped(text)}</p>`;

const row = ([label, value]: Page['rows'][number]): string =>
  `<tr><th scope="row" style="padding:6px 16px 6px 0;text-align:left;vertical-align:top;font-weight:normal;color:#55616e;white-space:nowrap">${escaped(label)}</th><td style="padding:6px 0;vertical-align:top">${escaped(value).replaceAll('\n', '<br>')}</td></tr>`;

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
