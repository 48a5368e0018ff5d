import { expect } from 'chai';
import { integer, list, named, object, oneOf, optional, orNull, type Plain, type Shape, text } from './shape.ts';

declare const brand: unique symbol;
type Told = Readonly<{
  id: string & { readonly [brand]: 'Thing' };
  kind: 'BIG' | 'SMALL';
  size: number | null;
  parts: readonly { name: string }[];
  note?: string;
}>;

const fields = {
  id: text(),
  kind: oneOf('BIG', 'SMALL'),
  size: orNull(integer()),
  parts: list(object({ name: text() })),
  note: optional(text()),
};
const { note: _, ...withoutNote } = fields;

describe('The shape of an answer', () => {
  it('is the schema of a type, and of no other', () => {
    const right: Shape<Plain<Told>> = object(fields);
    // @ts-expect-error a field is missing
    const less: Shape<Plain<Told>> = object(withoutNote);
    // @ts-expect-error a field is too much
    const more: Shape<Plain<Told>> = object({ ...fields, more: text() });
    // @ts-expect-error a word is missing
    const narrower: Shape<Plain<Told>> = object({ ...fields, kind: oneOf('BIG') });
    // @ts-expect-error any word at all
    const wider: Shape<Plain<Told>> = object({ ...fields, kind: text() });
    // @ts-expect-error never null
    const notNull: Shape<Plain<Told>> = object({ ...fields, size: integer() });
    // @ts-expect-error never missing
    const always: Shape<Plain<Told>> = object({ ...fields, note: text() });
    // @ts-expect-error one level down
    const deep: Shape<Plain<Told>> = object({ ...fields, parts: list(object({ name: integer() })) });
    expect([less, more, narrower, wider, notNull, always, deep]).to.have.lengthOf(7);
    expect(right.schema).to.deep.equal({
      type: 'object',
      properties: {
        id: { type: 'string' },
        kind: { type: 'string', enum: ['BIG', 'SMALL'] },
        size: { type: ['integer', 'null'] },
        parts: {
          type: 'array',
          items: { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] },
        },
        note: { type: 'string' },
      },
      required: ['id', 'kind', 'size', 'parts'],
    });
  });

  it('may have a name, under which it is found from wherever it is part of', () => {
    const part = named('Part', object({ name: text() }));
    const whole = object({ parts: list(orNull(part)) });
    const reference = { $ref: '#/components/schemas/Part' };
    expect(whole.schema.properties).to.deep.equal({
      parts: { type: 'array', items: { anyOf: [reference, { type: 'null' }] } },
    });
    expect(whole.named).to.have.all.keys('Part');
  });
});
