import { readFileSync } from 'node:fs';
import { Validator } from '@seriousme/openapi-schema-validator';
import { expect } from 'chai';

type Operation = { operationId: string; tags: string[]; responses: Record<string, unknown> };
type Document = { paths: Record<string, Record<string, Operation>> };

const services = ['command-service', 'query-service', 'projectors'] as const;
const documentOf = (service: string): Document =>
  JSON.parse(readFileSync(new URL(`../../schema/openapi/${service}.json`, import.meta.url), 'utf8'));

describe('The OpenAPI documents', () => {
  for (const service of services)
    it(`of the ${service} is valid OpenAPI 3.1, and everything it refers to is in it`, async () => {
      const validator = new Validator();
      const { valid, errors } = await validator.validate(documentOf(service));
      expect(errors, JSON.stringify(errors, null, 1)).to.equal(undefined);
      expect([valid, validator.version]).to.deep.equal([true, '3.1']);
      expect(() => validator.resolveRefs()).not.to.throw();
    });

  it('name each operation once, over all services', () => {
    const ids = services.flatMap((service) =>
      Object.values(documentOf(service).paths).flatMap((path) => Object.values(path).map((each) => each.operationId)),
    );
    expect(new Set(ids).size).to.equal(ids.length);
  });
});
