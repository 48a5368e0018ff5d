import { type Html, html } from '@careconnect/platform/http/html.ts';
import { nameIn, type Schema } from './document.ts';

/** Descriptions carry code between backticks, and nothing else that needs to be set. */
export const prose = (text: string): Html =>
  html`${text.split(/`([^`]*)`/).map((part, k) => (k % 2 ? html`<code>${part}</code>` : html`${part}`))}`;

/** What kind of value it is, in a few words. Named schemas are links to their own place on the page. */
export const kindOf = (schema: Schema): Html => {
  if (schema.$ref) return html`<a href="#${nameIn(schema.$ref)}">${nameIn(schema.$ref)}</a>`;
  const several = schema.anyOf ?? schema.oneOf;
  if (several) return joined(several.map(kindOf), ' or ');
  if (schema.const !== undefined) return html`<code>${String(schema.const)}</code>`;
  if (schema.enum)
    return joined(
      schema.enum.map((word) => html`<code>${String(word)}</code>`),
      ' or ',
    );
  if (schema.items) return html`list of ${kindOf(schema.items)}`;
  const types = typeof schema.type === 'string' ? [schema.type] : (schema.type ?? ['anything']);
  return html`${types.map(wordFor).join(' or ')}${bounds(schema)}`;
};

const wordFor = (type: string): string =>
  ({ string: 'text', integer: 'whole number', boolean: 'true or false' })[type] ?? type;

const bounds = ({ format, minimum, maximum, minLength, maxLength, minItems, maxItems, examples }: Schema): string => {
  const from = minimum ?? minLength ?? minItems;
  const to = maximum ?? maxLength ?? maxItems;
  const unit = minLength !== undefined || maxLength !== undefined ? ' characters' : '';
  const range =
    to === undefined
      ? from === undefined
        ? ''
        : `, ${from} or more`
      : `, ${from === undefined ? 'up to ' : `${from} to `}${to}`;
  const example = examples?.[0] === undefined ? '' : `, such as ${String(examples[0])}`;
  return `${format ? ` (${format})` : ''}${range}${range ? unit : ''}${example}`;
};

const joined = (parts: readonly Html[], between: string): Html =>
  html`${parts.map((part, k) => (k === 0 ? part : html`${between}${part}`))}`;

/** The fields of an object, those of objects inside it among them. */
export const fields = (schema: Schema): Html => {
  const { properties } = schema;
  if (!properties) return schema.items ? fields(schema.items) : html``;
  return html`<dl>${Object.entries(properties).map(([name, field]) => line(name, field, schema.required ?? []))}</dl>`;
};

const line = (name: string, field: Schema, required: readonly string[]): Html => {
  const inner = field.properties || field.items?.properties ? fields(field) : html``;
  const standard = field.default === undefined ? '' : `Unless told: ${String(field.default)}. `;
  return html`<dt><code>${name}</code>${required.includes(name) ? '' : html` <small>may be missing</small>`}</dt>
<dd>${kindOf(field)}${field.description || standard ? html`. ${standard}${prose(field.description ?? '')}` : ''}${inner}</dd>`;
};
