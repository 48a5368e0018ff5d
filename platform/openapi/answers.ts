import type { RegisteredRoute } from '../http/routes.ts';
import type { Answer, Api, Described, ProblemKind } from './described.ts';
import { headersOf } from './headers.ts';
import { ownProblems, ownProblemsOf, problemName, problemSchemaOf } from './problems.ts';
import type { Schemas } from './schemas.ts';
import type { JsonSchema } from './shape.ts';

/** Everything a route may answer, by status: what it is for, and every kind of problem. */
export const answersOf = (api: Api, route: RegisteredRoute, described: Described, schemas: Schemas): JsonSchema => {
  const { answers, refuses = [] } = described;
  const good = Object.entries(answers).map(([status, answer]) => [status, goodAnswer(answer, schemas)] as const);
  const codes = new Set([...ownProblemsOf(route), ...refuses, ...api.always]);
  const kinds: Readonly<Record<string, ProblemKind>> = { ...ownProblems, ...api.problems };
  const byStatus = new Map<string, [string, ProblemKind][]>();
  for (const code of codes) {
    const kind = kinds[code];
    if (!kind) throw new TypeError(`the problem ${code} is not known`);
    const status = String(kind.status);
    byStatus.set(status, [...(byStatus.get(status) ?? []), [code, kind]]);
  }
  const bad = [...byStatus].map(([status, problems]) => [status, problemAnswer(problems, schemas)] as const);
  // Keys that are numbers come in their order.
  return Object.fromEntries([...good, ...bad]);
};

const goodAnswer = (
  { means, shape, headers = [], type = 'application/json' }: Answer,
  schemas: Schemas,
): JsonSchema => ({
  description: means,
  headers: headersOf(...headers),
  content: { [type]: { schema: schemas.use(shape) } },
});

const problemAnswer = (problems: readonly [string, ProblemKind][], schemas: Schemas): JsonSchema => {
  const shown = problems.map(([code, kind]) => {
    if (kind.data) schemas.use(kind.data);
    return schemas.place(problemName(code), problemSchemaOf(code, kind));
  });
  const retry = problems.some(([, { headers }]) => headers?.includes('Retry-After'));
  const challenge = problems.some(([code]) => code === 'unauthorized');
  const name = problems.map(([code]) => code).join('.');
  return schemas.placeResponse(name, {
    description: problems.map(([code, { title }]) => `\`${code}\`: ${title}.`).join(' '),
    headers: headersOf(
      ...(retry ? (['Retry-After'] as const) : []),
      ...(challenge ? (['WWW-Authenticate'] as const) : []),
    ),
    content: { 'application/problem+json': { schema: shown.length === 1 ? shown[0] : { oneOf: shown } } },
  });
};
