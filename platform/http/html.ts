/** Text that is HTML already. Everything else that enters a template is escaped. */
class Html {
  constructor(readonly source: string) {}
  toString(): string {
    return this.source;
  }
}

type Part = string | Html | readonly Html[];

export type { Html };

export const html = (fixed: TemplateStringsArray, ...parts: Part[]): Html =>
  new Html(fixed.map((text, k) => text + sourceOf(parts[k] ?? '')).join(''));

const sourceOf = (part: Part): string => {
  if (part instanceof Html) return part.source;
  if (typeof part !== 'string') return part.map(sourceOf).join('');
  return part.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
};
