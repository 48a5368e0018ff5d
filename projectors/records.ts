/**
 * The rows of a whole batch as one parameter for `json_to_recordset`: one round trip, and half the work in this process of
 * an array per column. What is left out arrives as NULL, and so does undefined.
 */
export const records = (rows: readonly object[]): string => {
  const text = JSON.stringify(rows);
  return strange.test(text) ? JSON.stringify(rows, storable) : text;
};

/**
 * Large values that many rows of a batch have in common, as a parameter of their own: each is written and read once, and a row
 * names its place among them.
 */
export const sharing = () => {
  const places = new Map<string, number>();
  const values: object[] = [];
  return {
    values: values as readonly object[],
    placeOf(value: object | undefined): number | undefined {
      if (!value) return undefined;
      const text = JSON.stringify(value);
      const place = places.get(text) ?? values.push(value) - 1;
      places.set(text, place);
      return place;
    },
  };
};

// Postgres stores neither NUL nor half a character; a fact that holds one is stored without it.
const strange = /\\u(0000|d[89a-f])/;
const storable = (_key: string, value: unknown): unknown =>
  typeof value === 'string' ? value.replaceAll('\u0000', '').replace(halfCharacter, '\ufffd') : value;
const halfCharacter = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** One row per key, what is told later overlaid on what was told before; in order of the last that was told. */
export const lastOfEach = <Row extends object>(
  key: keyof Row,
  rows: readonly Row[],
  overlay: (before: Row, row: Row) => Row = (before, row) => ({ ...before, ...row }),
): Row[] => {
  const last = new Map<unknown, Row>();
  for (const row of rows) {
    const id = row[key];
    const before = last.get(id);
    last.delete(id);
    last.set(id, before ? overlay(before, row) : row);
  }
  return [...last.values()];
};
