import type { RegisteredRoute } from '../http/routes.ts';
import { answersOf } from './answers.ts';
import type { Api, Described } from './described.ts';
import { answerHeaders, requestHeaders } from './headers.ts';
import { parametersOf } from './parameters.ts';
import { ownProblems, problemSchema } from './problems.ts';
import { type ReadRequest, requestsWith } from './requests.ts';
import { createSchemas, type Schemas } from './schemas.ts';
import type { JsonSchema } from './shape.ts';

/** What is wrong with the descriptions of a service: routes without one, ones without a route, problems nobody knows or has. */
export const gapsIn = ({ chapters, registered, problems, always }: Api): string[] => {
  const described = chapters.flatMap(({ routes }) => Object.entries(routes));
  const names = described.map(([name]) => name);
  const ids = described.map(([, { id }]) => id);
  const routes = registered.map(nameOf);
  const answered = new Set([...always, ...described.flatMap(([, { refuses = [] }]) => refuses)]);
  return [
    ...routes
      .filter((name) => !names.includes(name))
      .map((name) => `${name} is not described: say in the api.ts beside it what it is for and what it answers`),
    ...names.filter((name) => !routes.includes(name)).map((name) => `${name} is described, but there is no such route`),
    ...repeated(names).map((name) => `${name} is described twice`),
    ...repeated(ids).map((id) => `the id ${id} stands for two routes`),
    ...registered.flatMap(uncheckedParts),
    ...[...answered]
      .filter((code) => !(code in problems || code in ownProblems))
      .map((code) => `the problem ${code} is answered by a route, but nothing is known of it`),
    ...Object.keys(problems)
      .filter((code) => !answered.has(code))
      .map((code) => `no description of a route says that it answers the problem ${code}`),
  ];
};

/** The OpenAPI 3.1 document of a service. @throws when something of it is not described */
export const documentOf = (api: Api): JsonSchema => {
  const gaps = gapsIn(api);
  if (gaps.length > 0) throw new TypeError(gaps.join('\n'));
  const described = new Map(
    api.chapters.flatMap((chapter) =>
      Object.entries(chapter.routes).map(([name, route]) => [name, { chapter, route }]),
    ),
  );
  const schemas = createSchemas();
  schemas.place('Problem', problemSchema);
  const readRequest = requestsWith(api.fields);
  const paths: Record<string, JsonSchema> = {};
  for (const route of api.registered) {
    const found = described.get(nameOf(route));
    if (!found) continue;
    const operation = operationOf(api, route, found.route, { schemas, readRequest });
    const path = documentedPath(route.path);
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: { tags: [found.chapter.title], ...operation } };
  }
  return {
    openapi: '3.1.0',
    info: { title: api.title, version: '1', description: api.text, license: { name: 'MIT', identifier: 'MIT' } },
    servers: [{ url: '/' }],
    tags: api.chapters.map(({ title, text }) => ({ name: title, description: text })),
    paths,
    components: {
      securitySchemes: securitySchemes(api.cookie),
      parameters: requestHeaders,
      headers: answerHeaders,
      ...schemas.all(),
    },
  };
};

/** `/things/:thingId` is registered, `/things/{thingId}` documented. */
export const documentedPath = (path: string): string => path.replace(/:(\w+)/g, '{$1}');

const nameOf = ({ method, path }: RegisteredRoute): string => `${method} ${path}`;
const uncheckedParts = (route: RegisteredRoute): string[] =>
  (route.path.match(/(?<=:)\w+/g) ?? [])
    .filter((part) => !route.checks.some((check) => check.in === 'params' && part in check.kinds))
    .map((part) => `${nameOf(route)} does not check its :${part}: params({ ... }) comes after allow(...)`);

const repeated = (words: readonly string[]): string[] => words.filter((word, n) => words.indexOf(word) !== n);

type Tools = { schemas: Schemas; readRequest: ReadRequest };

const operationOf = (api: Api, route: RegisteredRoute, described: Described, tools: Tools): JsonSchema => {
  const { id, summary, detail, cookie } = described;
  const { schemas, readRequest } = tools;
  const body = route.checks.find((check) => check.in === 'body');
  const schema = body?.in === 'body' ? schemas.place(body.shape.name, schemas.use(readRequest(body.shape))) : undefined;
  return {
    operationId: id,
    summary,
    ...(detail === undefined ? {} : { description: detail }),
    security: securityOf(route, cookie),
    parameters: parametersOf(route, readRequest, api.parameters ?? {}),
    ...(schema ? { requestBody: { required: true, content: { 'application/json': { schema } } } } : {}),
    responses: answersOf(api, route, described, schemas),
  };
};

const securityOf = ({ roles }: RegisteredRoute, cookie: true | undefined): JsonSchema[] => {
  if (roles !== 'anyone') return roles.map((role) => ({ accessToken: [role] }));
  return cookie ? [{ refreshCookie: [] }] : [];
};

const securitySchemes = (cookie: string | undefined): JsonSchema => ({
  accessToken: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'Lasts 15 minutes. Where several roles are listed, each of them is let in.',
  },
  ...(cookie === undefined
    ? {}
    : {
        refreshCookie: {
          type: 'apiKey',
          in: 'cookie',
          name: cookie,
          description: 'Set when a session begins, and anew with each refresh.',
        },
      }),
});
