/** What a person at the keyboard can do something about: said in one line, without a stack. */
export class CannotStart extends Error {
  override readonly name = 'CannotStart';
}
