import { type Html, html } from '@careconnect/platform/http/html.ts';
import {
  type Document,
  nameIn,
  type Operation,
  parameterOf,
  type Response,
  responseOf,
  type Schema,
} from './document.ts';
import { fields, kindOf, prose } from './schema.ts';

/** One operation: what it is for, who may ask, what it takes and everything it may answer. */
export const operationPart = (document: Document, method: string, path: string, operation: Operation): Html => {
  const { operationId, summary, description, requestBody, responses } = operation;
  const body = requestBody?.content['application/json']?.schema;
  return html`<section id="${operationId}">
<h3><a href="#${operationId}">${summary}</a></h3>
<p class="call"><b class="${method}">${method.toUpperCase()}</b> <code>${path}</code></p>
<p><small>For ${whoMay(operation)}</small></p>
${description ? html`<p>${prose(description)}</p>` : ''}
${parameters(document, operation)}
${body ? html`<h4>Body</h4>${whole(document, body)}` : ''}
<h4>Answers</h4>
${Object.entries(responses).map(([status, response]) => answer(document, status, responseOf(document, response)))}
</section>`;
};

const whoMay = ({ security }: Operation): string => {
  const roles = security.flatMap((each) => each.accessToken ?? []);
  if (roles.length > 0) return `signed-in people in the role ${roles.join(', ')}.`;
  return security.length > 0 ? 'whoever has the cookie of a session.' : 'anybody, without a token.';
};

const parameters = (document: Document, { parameters }: Operation): Html => {
  const shown = parameters.flatMap((each) => parameterOf(document, each) ?? []);
  return html`<h4>Parameters</h4><dl>${shown.map(
    ({ name, in: place, required, description, schema }) =>
      html`<dt><code>${name}</code> <small>${place}${required ? '' : ', may be missing'}</small></dt>
<dd>${kindOf(schema)}${schema.default === undefined ? '' : `. Unless told: ${String(schema.default)}`}${description ? html`. ${prose(description)}` : ''}</dd>`,
  )}</dl>`;
};

const whole = (document: Document, schema: Schema): Html => {
  const meant = schema.$ref ? document.components.schemas[nameIn(schema.$ref)] : undefined;
  return meant ? html`<p>${kindOf(schema)}</p>${fields(meant)}` : fields(schema);
};

const answer = (document: Document, status: string, response: Response | undefined): Html => {
  if (!response) return html``;
  const good = response.content?.['application/json']?.schema;
  const bad = response.content?.['application/problem+json']?.schema;
  const carried = Object.keys(response.headers ?? {}).filter((name) => !name.startsWith('X-'));
  const headers = carried.length > 0 ? html` <small>With ${carried.join(', ')}.</small>` : '';
  if (good)
    return html`<details><summary><b>${status}</b> ${prose(response.description)}${headers}</summary>${whole(document, good)}</details>`;
  return html`<p class="problem"><b>${status}</b> ${problemLinks(bad)}${headers}</p>`;
};

const problemLinks = (schema: Schema | undefined): Html =>
  html`${(schema?.oneOf ?? (schema ? [schema] : [])).map(({ $ref = '' }) => {
    const name = nameIn($ref);
    return html`<a href="#${name}">${name.replace('Problem.', '')}</a> `;
  })}`;
