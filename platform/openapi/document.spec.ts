import { expect } from 'chai';
import { IsEmail, IsInt, IsOptional, Max, Min, ValidateBy, ValidateNested } from 'class-validator';
import { allow } from '../http/allow.ts';
import { createHttpApp } from '../http/app.ts';
import { conditional } from '../http/conditional.ts';
import { IsId, Type } from '../http/fields.ts';
import type { Routes } from '../http/routes.ts';
import { body, params, query } from '../http/validation.ts';
import { silentLog } from '../logging/logger.ts';
import type { Api, Described } from './described.ts';
import { documentOf, gapsIn } from './document.ts';
import { object, text } from './shape.ts';

class Inner {
  @IsId() innerId!: string;
}
class ThingRequest {
  @IsEmail() email!: string;
  @IsOptional() @IsInt() @Min(1) size?: number | null;
  @ValidateNested({ each: true }) @Type(() => Inner) inner!: Inner[];
}
class Asked {
  @Type(() => Number) @IsInt() @Max(9) limit = 5;
  @IsOptional() @IsId() of?: string;
}
class OddRequest {
  @ValidateBy({ name: 'isOdd', validator: { validate: () => true, defaultMessage: () => '$property must be odd' } })
  odd!: number;
}

const described: Described = {
  id: 'changeThing',
  summary: 'Change',
  answers: { 200: { means: 'Yes.', shape: text() } },
};
const apiOf = (register: (routes: Routes) => void, more: Partial<Api> = {}): Api => {
  const http = createHttpApp({ log: silentLog, ready: async () => ({}), authenticate: (_req, _res, next) => next() });
  register(http.routes);
  return {
    ...{ title: 'Things', text: '', chapters: [], registered: http.registered },
    ...{ problems: {}, always: [], fields: {} },
    ...more,
  };
};
const chapter = (routes: Record<string, Described>) => [{ title: 'All', text: '', routes }];
const handle = () => {};

// biome-ignore lint/suspicious/noExplicitAny: a document is looked at as it comes
const documented = (api: Api): any => documentOf(api);

describe('A service described', () => {
  const changing = (routes: Routes): void =>
    routes.post(
      '/things/:thingId',
      allow('ADMIN', 'CLERK'),
      params({ thingId: 'id' }),
      body(ThingRequest),
      conditional,
      handle,
    );
  const name = 'POST /things/:thingId';

  it('takes path, roles and request from the route as it is registered', () => {
    const { paths, components } = documented(apiOf(changing, { chapters: chapter({ [name]: described }) }));
    const { post } = paths['/things/{thingId}'];
    expect(post).to.deep.include({
      tags: ['All'],
      operationId: 'changeThing',
      security: [{ accessToken: ['ADMIN'] }, { accessToken: ['CLERK'] }],
    });
    expect(post.parameters.map((each: object) => Object.values(each)[0])).to.deep.equal([
      'thingId',
      '#/components/parameters/If-Match',
      '#/components/parameters/X-Correlation-Id',
    ]);
    expect(Object.keys(post.responses)).to.deep.equal(['200', '400', '401', '403', '412', '413', '415', '500']);
    expect(components.schemas.ThingRequest).to.deep.equal({
      type: 'object',
      properties: {
        email: { type: 'string', format: 'email' },
        size: { type: ['integer', 'null'], minimum: 1 },
        inner: { type: 'array', items: { $ref: '#/components/schemas/Inner' } },
      },
      required: ['email', 'inner'],
      additionalProperties: false,
    });
    expect(components.schemas.Inner.properties.innerId).to.deep.equal({
      type: 'string',
      format: 'uuid',
      description: 'a UUID',
    });
  });

  it('shows what a query takes, and what is meant when nothing is said', () => {
    const listing = (routes: Routes) => routes.get('/things', allow('anyone'), query(Asked), handle);
    const { paths } = documented(apiOf(listing, { chapters: chapter({ 'GET /things': described }) }));
    expect(paths['/things'].get.security).to.deep.equal([]);
    expect(paths['/things'].get.parameters[0]).to.deep.equal({
      name: 'limit',
      in: 'query',
      schema: { type: 'integer', maximum: 9, default: 5 },
    });
    const ofId = { type: 'string', format: 'uuid', description: 'a UUID' };
    expect(paths['/things'].get.parameters[1]).to.deep.equal({ name: 'of', in: 'query', schema: ofId });
  });

  it('shows each problem by its stable type, with what it tells', () => {
    const problems = { 'too-big': { status: 409, title: 'It is too big', data: object({ most: text() }) } };
    const chapters = chapter({ [name]: { ...described, refuses: ['too-big'] } });
    const { components, paths } = documented(apiOf(changing, { chapters, problems }));
    expect(paths['/things/{thingId}'].post.responses[409]).to.deep.equal({ $ref: '#/components/responses/too-big' });
    const [, own] = components.schemas['Problem.too-big'].allOf;
    expect(own.properties).to.deep.include({
      type: { const: 'https://careconnect.example/problems/too-big' },
      most: { type: 'string' },
    });
    expect(own.required).to.deep.equal(['most']);
  });

  it('misses nothing: a route without description, a description without route, an unknown problem', () => {
    expect(gapsIn(apiOf(changing))).to.deep.equal([
      'POST /things/:thingId is not described: say in the api.ts beside it what it is for and what it answers',
    ]);
    const chapters = chapter({ [name]: { ...described, refuses: ['odd'] }, 'GET /gone': described });
    expect(gapsIn(apiOf(changing, { chapters, problems: { even: { status: 409, title: '' } } }))).to.deep.equal([
      'GET /gone is described, but there is no such route',
      'the id changeThing stands for two routes',
      'the problem odd is answered by a route, but nothing is known of it',
      'no description of a route says that it answers the problem even',
    ]);
    expect(() => documentOf(apiOf(changing))).to.throw('is not described');
  });

  it('misses a part of a path that is not checked, and a field check that means nothing to it', () => {
    const unchecked = apiOf((routes) => routes.get('/things/:thingId', allow('anyone'), handle));
    expect(gapsIn(unchecked)[1]).to.contain('does not check its :thingId');
    const odd = apiOf((routes) => routes.post('/odd', allow('anyone'), body(OddRequest), handle));
    expect(() => documentOf({ ...odd, chapters: chapter({ 'POST /odd': described }) })).to.throw(
      /OddRequest\.odd .*isOdd/,
    );
  });
});
