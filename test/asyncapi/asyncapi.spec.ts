import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { topology } from '@careconnect/schema/topology.ts';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { expect } from 'chai';

type Json = Record<string, unknown>;

const document: Json = JSON.parse(
  readFileSync(new URL('../../schema/asyncapi/careconnect.json', import.meta.url), 'utf8'),
);
const specification = createRequire(import.meta.url)('@asyncapi/specs/schemas/3.0.0-without-$id.json') as Json;

/** Everything that the document refers to within itself. */
const references = (value: unknown): string[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([name, each]) => (name === '$ref' ? [String(each)] : references(each)))
    : [];
const follow = (reference: string): unknown =>
  reference
    .slice(2)
    .split('/')
    .reduce<unknown>((at, name) => (at as Json | undefined)?.[name], document);

describe('The AsyncAPI document', () => {
  it('is valid AsyncAPI 3', () => {
    const ajv = new Ajv({ strict: false, allErrors: true });
    formats.default(ajv);
    const validate = ajv.compile(specification);
    expect(validate(document), JSON.stringify(validate.errors?.slice(0, 5), null, 1)).to.equal(true);
  });

  it('refers to nothing that is not in it', () => {
    for (const reference of references(document)) expect(follow(reference), reference).not.to.equal(undefined);
  });

  it('shows every queue, with whatever it hears, and where it gives up', () => {
    const channels = document.channels as Record<string, { messages: Json }>;
    for (const { name, bindings } of topology.queues) {
      expect(Object.keys(channels[name]?.messages ?? {}), name).to.have.members(bindings as string[]);
      expect(channels).to.have.property(`${name}.dead`);
    }
  });
});
