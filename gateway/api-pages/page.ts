import { type Html, html } from '@careconnect/platform/http/html.ts';
import type { Document, Operation, Schema } from './document.ts';
import { operationPart } from './operation.ts';
import { fields, kindOf, prose } from './schema.ts';

type Place = { method: string; path: string; operation: Operation };

/** A document as one page that is read without any script. */
export const pageOf = (document: Document, file: string, others: readonly Html[]): string => {
  const { info, tags, paths, components } = document;
  const places = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): Place => ({ method, path, operation })),
  );
  const within = (tag: string): Place[] => places.filter(({ operation }) => operation.tags.includes(tag));
  const named = Object.entries(components.schemas);
  const problems = named.filter(([name]) => name.startsWith('Problem.'));
  const shapes = named.filter(([name]) => !name.startsWith('Problem.'));
  const content = html`<nav aria-label="Contents">${others}
<ul>${tags.map(({ name }) => html`<li>${name}<ul>${within(name).map(entry)}</ul></li>`)}
<li><a href="#problems">Problems</a></li><li><a href="#schemas">Schemas</a></li></ul></nav>
<main><h1>${info.title}</h1><p>${prose(info.description)}</p>
<p>As a file for tools: <a href="${file}">OpenAPI 3.1</a></p>
${tags.map(
  ({ name, description }) => html`<h2>${name}</h2><p>${prose(description)}</p>
${within(name).map(({ method, path, operation }) => operationPart(document, method, path, operation))}`,
)}
<h2 id="problems">Problems</h2>
<p>Everything that is refused is answered as problem details (RFC 9457). The type is an identifier that stays the same.</p>
${problems.map(([name, schema]) => problemPart(name, schema))}
<h2 id="schemas">Schemas</h2>
${shapes.map(([name, schema]) => schemaPart(name, schema))}</main>`;
  return `<!doctype html>\n${html`<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${info.title}</title><link rel="stylesheet" href="style.css"></head><body>${content}</body></html>`}\n`;
};

const entry = ({ operation: { operationId, summary } }: Place): Html =>
  html`<li><a href="#${operationId}">${summary}</a></li>`;

const problemPart = (name: string, { description = '', allOf = [] }: Schema): Html => {
  const own = allOf.at(-1)?.properties ?? {};
  const { type, status, code: _, ...told } = own;
  const more =
    Object.keys(told).length > 0
      ? html`<p>It tells:</p>${fields({ properties: told, required: Object.keys(told) })}`
      : '';
  return html`<section id="${name}"><h3>${name.replace('Problem.', '')} <small>${String(status?.const)}</small></h3>
<p>${description}. <small>${String(type?.const)}</small></p>${more}</section>`;
};

const schemaPart = (name: string, schema: Schema): Html =>
  html`<section id="${name}"><h3>${name}</h3>${schema.description ? html`<p>${prose(schema.description)}</p>` : ''}${
    schema.properties ? fields(schema) : html`<p>${kindOf(schema)}</p>`
  }</section>`;
