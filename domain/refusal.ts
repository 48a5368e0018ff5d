/**
 * A command is refused: a rule says no. `code` is stable and names the rule, `data` is what the caller needs to do better
 * (it holds no personal data). Turned into problem details in one place.
 */
export class Refusal<Code extends string = string, Data extends object = object> extends Error {
  override readonly name = 'Refusal';
  constructor(
    readonly code: Code,
    message: string,
    readonly data: Data = {} as Data,
  ) {
    super(message);
  }
}
